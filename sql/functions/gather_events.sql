create or replace function ingest.gather_events()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_events bigint[];
begin
  perform ingest.empty_facts();
  -- Of an event that became another, what was withdrawn before tells nothing any more.
  select array_agg(t.event_id) into v_events
  from pg_temp.touched t
  where not exists (select from public.events e where e.id = t.event_id and e.merged_into is not null) or exists (
    select
    from ingest.event_links l
    join ingest.records r on r.id = l.record_id and r.withdrawn_at is null
    where l.event_id = t.event_id);

  insert into pg_temp.facts (
    id, name, edition, url, start_date, end_date, city, county, state, country, latitude, longitude, precision, ambiguous, status,
    registration, virtual, elevation_gain, surface, event_type, withdrawn_at, sources)
  select
    event_id, name, edition, url, start_date, end_date, city, county, state, country, latitude, longitude, precision, ambiguous, status,
    registration, virtual, elevation_gain, surface, event_type, withdrawn_at, sources
  from ingest.facts_of(v_events)
  -- In the order of what they are written to, whose indexes then grow in place.
  order by event_id;

  insert into pg_temp.offered (
    event_id, position, raw, kind, amount, unit, km, hours, stages, team_size, virtual, activity)
  select
    event_id, place,
    distance ->> 'raw', distance ->> 'kind', (distance ->> 'amount')::numeric, distance ->> 'unit', (distance ->> 'km')::numeric,
    (distance ->> 'hours')::numeric, (distance ->> 'stages')::integer, (distance ->> 'teamSize')::integer,
    (distance ->> 'virtual')::boolean, distance ->> 'activity'
  from ingest.distances_of(v_events);
  perform ingest.give_series();
end
$$;
comment on function ingest.gather_events is
  'What the records say of the events in pg_temp.touched (pg_temp.facts) and of their distances (pg_temp.offered).';

create or replace function ingest.empty_facts()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  drop table if exists pg_temp.facts, pg_temp.offered;
  create temporary table facts (like public.events) on commit drop;
  alter table pg_temp.facts alter column created_at drop not null, alter column updated_at drop not null;
  create temporary table offered (like public.event_distances) on commit drop;
end
$$;
comment on function ingest.empty_facts is 'Tables for what is to be published: pg_temp.facts and pg_temp.offered, shaped as public.events and public.event_distances.';
