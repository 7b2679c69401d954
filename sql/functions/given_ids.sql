create or replace function ingest.given_id(p_source_event_id text)
returns bigint
language sql
immutable
set search_path = pg_catalog, pg_temp
begin atomic
  select case when p_source_event_id ~ '^[1-9]\d{0,17}$' then p_source_event_id::bigint end;
end;
comment on function ingest.given_id is 'The id that a source with gives_ids has for an event, as a number; null where it is none.';

create or replace function ingest.list_given_ids()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  drop table if exists pg_temp.given_ids;
  create temporary table given_ids (cluster bigint, event_id bigint) on commit drop;
  if not exists (select from ingest.sources where gives_ids) then
    return;
  end if;
  insert into pg_temp.given_ids
  select m.cluster, min(ingest.given_id(r.source_event_id)) as event_id
  from pg_temp.members m
  join ingest.records r on r.id = m.record_id
  join ingest.sources s on s.name = r.source
  where s.gives_ids and m.was_event is null
    and not exists (select from public.events e where e.id = ingest.given_id(r.source_event_id))
  group by m.cluster;
end
$$;
comment on function ingest.list_given_ids is
  'The ids that new records (pg_temp.members) bring for the events that are made of them (pg_temp.given_ids): of several the lowest that no event ever had.';

create or replace function ingest.reserve_ids(p_highest bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  -- What the older system may still give while both run.
  c_room constant bigint := 100000;
  v_last bigint := (select last_value from public.events_id_seq);
begin
  if v_last < p_highest + c_room then
    -- Unlike setval it is taken back with the transaction. From a round number on ids are ours: anybody sees whose one is.
    execute format('alter sequence public.events_id_seq restart with %s', ((p_highest + c_room) / 1000000 + 1) * 1000000);
  end if;
end
$$;
comment on function ingest.reserve_ids is
  'See that ids up to this one, and some room after it, are never given to new events. The caller holds the publish lock.';
