create or replace function ingest.gather_events()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform ingest.empty_facts();

  -- One row per touched event. Live records speak before withdrawn ones, older before newer. Cancelled or postponed
  -- is an event all of whose live records are. (status.lineage asks in the same order.)
  insert into pg_temp.facts (
    id, name, edition, url, start_date, end_date, city, state, country, latitude, longitude, precision, ambiguous, status,
    registration, virtual, elevation_gain, surface, event_type, withdrawn_at, sources)
  select
    f.*,
    (select array_agg(distinct r.source order by r.source)
      from ingest.event_links l
      join ingest.records r on r.id = l.record_id
      where l.event_id = f.event_id and (r.withdrawn_at is null or f.withdrawn_at is not null))
  from (
    select distinct on (t.event_id)
      t.event_id, p.name, p.edition, p.url, p.start_date, p.end_date, p.city, p.region, p.country, r.latitude, r.longitude,
      r.precision, r.ambiguous,
      case when bool_and(p.status <> 'scheduled' or r.withdrawn_at is not null) over w then p.status else 'scheduled' end,
      p.registration, p.virtual, p.elevation_gain, p.surface, p.event_type,
      case when bool_and(r.withdrawn_at is not null) over w then max(r.withdrawn_at) over w end as withdrawn_at
    from pg_temp.touched t
    join ingest.event_links l using (event_id)
    join ingest.records r on r.id = l.record_id
    join ingest.parsed_records p on p.parse_id = r.parse_id and p.source_event_id = r.source_event_id
    window w as (partition by t.event_id)
    order by t.event_id, r.withdrawn_at is not null, p.status <> 'scheduled', r.id
  ) f;

  -- The same distance told twice (by two rows or two sources) is one. A cancelled row of an event that takes place
  -- offers nothing.
  insert into pg_temp.offered (
    event_id, position, raw, kind, amount, unit, km, hours, stages, team_size, virtual, activity)
  select
    event_id, row_number() over (partition by event_id order by record_id, place),
    distance ->> 'raw', distance ->> 'kind', (distance ->> 'amount')::numeric, distance ->> 'unit', (distance ->> 'km')::numeric,
    (distance ->> 'hours')::numeric, (distance ->> 'stages')::integer, (distance ->> 'teamSize')::integer,
    (distance ->> 'virtual')::boolean, distance ->> 'activity'
  from (
    select distinct on (f.id, d.distance - 'raw') f.id as event_id, d.distance, r.id as record_id, d.place
    from pg_temp.facts f
    join ingest.event_links l on l.event_id = f.id
    join ingest.records r on r.id = l.record_id and (r.withdrawn_at is null or f.withdrawn_at is not null)
    join ingest.parsed_records p on p.parse_id = r.parse_id and p.source_event_id = r.source_event_id
    cross join lateral jsonb_array_elements(p.distances) with ordinality as d (distance, place)
    where p.status = 'scheduled' or f.status <> 'scheduled'
    order by f.id, d.distance - 'raw', r.id, d.place
  ) told;
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
  create temporary table offered (like public.event_distances, primary key (event_id, position)) on commit drop;
end
$$;
comment on function ingest.empty_facts is 'Tables for what is to be published: pg_temp.facts and pg_temp.offered, shaped as public.events and public.event_distances.';
