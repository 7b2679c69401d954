-- All triggers, after the functions that they call. To create one locks its table against whoever writes there, for as long as the migration takes: stages that come to
-- these tables in another order would wait for the migration, and it for them. So this file runs only when it changed, not whenever a function did, and of it only what isn't
-- there as it says (lib/putting-back.ts). A constraint trigger can't be replaced: a migration drops it first.

-- What is deleted.
create or replace trigger note_leavings after delete on ingest.snapshots
  referencing old table as gone for each statement execute function ingest.note_leavings();
create or replace trigger forget_runs after delete on ingest.runs
  referencing old table as gone for each statement execute function ingest.forget_runs();
create or replace trigger keep_versioned after delete on ingest.parses
  referencing old table as gone for each statement execute function ingest.keep_versioned();
create or replace trigger keep_versioned after delete on ingest.records
  referencing old table as gone for each statement execute function ingest.keep_versioned();
create or replace trigger keep_versioned after delete on public.events
  referencing old table as gone for each statement execute function ingest.keep_versioned();

-- What runs do.
create or replace trigger tell_that_a_run_began before insert on ingest.runs
  for each row execute function ingest.tell_run();
-- The condition is judged without a call: of the many updates of a large run most end here.
create or replace trigger tell_that_a_run_goes_on before update on ingest.runs
  for each row
  when (new.status <> old.status or new.open <> old.open and (new.open = 0 or clock_timestamp() - old.told_at > '00:00:00.5'::interval))
  execute function ingest.tell_run();

-- Search follows what is published.
create or replace trigger search_follows_new_events after insert on public.events
  referencing new table as changed for each statement execute function search.note_changes('id');
create or replace trigger search_follows_changed_events after update on public.events
  referencing new table as changed for each statement execute function search.note_changes('id');
create or replace trigger search_follows_deleted_events after delete on public.events
  referencing old table as changed for each statement execute function search.note_changes('id');
create or replace trigger search_follows_truncated_events after truncate on public.events
  for each statement execute function search.note_truncate();
create or replace trigger search_follows_new_distances after insert on public.event_distances
  referencing new table as changed for each statement execute function search.note_changes('event_id');
create or replace trigger search_follows_distances_before after update on public.event_distances
  referencing old table as changed for each statement execute function search.note_changes('event_id');
create or replace trigger search_follows_distances_after after update on public.event_distances
  referencing new table as changed for each statement execute function search.note_changes('event_id');
create or replace trigger search_follows_deleted_distances after delete on public.event_distances
  referencing old table as changed for each statement execute function search.note_changes('event_id');
create or replace trigger search_follows_truncated_distances after truncate on public.event_distances
  for each statement execute function search.note_truncate();
create constraint trigger search_catches_up after insert on search.due
  deferrable initially deferred for each row execute function search.catch_up();
