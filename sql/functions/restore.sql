create or replace function ingest.restore_records(p_undo ingest.runs)
returns void
language plpgsql
set search_path = pg_catalog
as $$
begin
  update ingest.record_versions v
  set valid_to = p_undo.published_at
  from pg_temp.undo_records u
  where v.record_id = u.record_id and v.valid_to is null and not u.is_overtaken;

  insert into ingest.record_versions (
    record_id, valid_from, run_id, parse_id, hash, event_id, latitude, longitude, precision, ambiguous)
  select v.record_id, p_undo.published_at, p_undo.id, v.parse_id, v.hash, v.event_id, v.latitude, v.longitude, v.precision, v.ambiguous
  from pg_temp.undo_records u
  join ingest.record_versions v on v.record_id = u.record_id and v.valid_from = u.before
  where not u.is_overtaken;

  update ingest.records r
  set parse_id = v.parse_id, hash = v.hash, group_key = p.group_key, start_date = p.start_date, changed_run = p_undo.id,
    latitude = v.latitude, longitude = v.longitude, precision = v.precision, ambiguous = v.ambiguous, withdrawn_at = null
  from ingest.record_versions v
  join ingest.parsed_records p using (parse_id),
    pg_temp.undo_records u
  where v.record_id = r.id and v.valid_from = p_undo.published_at and p.source_event_id = r.source_event_id
    and u.record_id = r.id and not u.is_overtaken;

  -- What the run brought, new or back, is there no more; a row is never deleted.
  update ingest.records r
  set withdrawn_at = p_undo.published_at, changed_run = p_undo.id
  from pg_temp.undo_records u
  where u.record_id = r.id and u.before is null and not u.is_overtaken;

  update ingest.event_links l
  set event_id = u.event_before, linked_at = now()
  from pg_temp.undo_records u
  where u.record_id = l.record_id and u.event_before <> l.event_id and not u.is_overtaken;
end
$$;
comment on function ingest.restore_records is 'Bring records and their links back to before the run of pg_temp.undo_records, where no later run changed them.';

create or replace function ingest.restore_events(p_undo ingest.runs)
returns void
language plpgsql
set search_path = pg_catalog
as $$
begin
  drop table if exists pg_temp.touched, pg_temp.merged, pg_temp.listed, pg_temp.restored;
  create temporary table merged (event_id bigint primary key) on commit drop;
  create temporary table listed (source_event_id text) on commit drop;

  -- An event goes back exactly as it was, unless a later run had a hand in it: then it is made anew from its records.
  create temporary table restored on commit drop as
  select event_id, before
  from pg_temp.undo_events e
  where not is_overtaken
    and not exists (
      select from pg_temp.undo_records u where u.is_overtaken and e.event_id in (u.event_before, u.event_after));

  create temporary table touched on commit drop as
  select e.event_id
  from (
    select event_id from pg_temp.undo_events
    union
    select event_before from pg_temp.undo_records where not is_overtaken
    union
    select event_after from pg_temp.undo_records where not is_overtaken
  ) e
  where e.event_id is not null and not exists (select from pg_temp.restored r where r.event_id = e.event_id);

  perform ingest.gather_events();
  insert into pg_temp.facts
  select f.*
  from pg_temp.restored r
  join public.events e on e.id = r.event_id
  cross join lateral jsonb_populate_record(
    null::public.events,
    -- What the run made is hidden, and keeps its facts.
    coalesce(r.before, to_jsonb(e) || jsonb_build_object('withdrawn_at', p_undo.published_at)) || jsonb_build_object('id', e.id)) f;
  insert into pg_temp.offered
  select o.*
  from pg_temp.restored r
  cross join lateral jsonb_array_elements(r.before -> 'distances') d
  cross join lateral jsonb_populate_record(null::public.event_distances, d || jsonb_build_object('event_id', r.event_id)) o
  union all
  select d.*
  from pg_temp.restored r
  join public.event_distances d using (event_id)
  where r.before is null;
end
$$;
comment on function ingest.restore_events is
  'Gather (pg_temp.facts, pg_temp.offered) what the events of pg_temp.undo_events were before the run.';
