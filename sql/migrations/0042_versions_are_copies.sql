-- Why: a version says what the record, its link and the event say that it is made of, in the same statement; that its record, reading and event are there, these say already.
-- To look once more took 400,000 checks of an upload of 100,000 races, a twentieth of its time.
-- Who reads it: ingest.keep_versioned, which sees to it on the other side, once for each deletion: none of the three goes while a version rests on it.
-- Left out on purpose: what is referred to by records, links, distances and keys, which are what everything else rests on.

-- All of them at once or none, as in 0041, with those that sql/triggers.sql comes to. Then no upload is under way. Whoever reads events is waited for in their line, where
-- there may always be one, and for a moment only: all who come after wait in it too.
do $$
declare
  v_timeout text := current_setting('lock_timeout');
  v_began timestamptz := clock_timestamp();
begin
  while clock_timestamp() < v_began + interval '1 minute' loop
    begin
      lock table ingest.parses, ingest.records, ingest.record_versions, ingest.event_versions, search.due in access exclusive mode nowait;
      lock table ingest.runs, ingest.snapshots, public.event_distances in share row exclusive mode nowait;
      set local lock_timeout = '200ms';
      lock table public.events in access exclusive mode;
      perform set_config('lock_timeout', v_timeout, true);
      return;
    exception when lock_not_available then
      perform pg_sleep(0.3);
    end;
  end loop;
  raise lock_not_available using message = 'There was no moment in a minute in which no stage was at work and nobody read events for long; perhaps an upload is under way.',
    hint = 'Migrate again when it is over (status.activity), or stop the workers meanwhile.';
end
$$;
alter table ingest.record_versions
  drop constraint record_versions_record_id_fkey, drop constraint record_versions_event_id_fkey, drop constraint a_version_rests_on_a_reading;
alter table ingest.event_versions drop constraint event_versions_event_id_fkey;
