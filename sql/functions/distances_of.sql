create or replace function ingest.distances_of(p_events bigint[])
returns table (event_id bigint, record_id bigint, place bigint, distance jsonb)
language plpgsql
stable
rows 10000
set search_path = pg_catalog, pg_temp
-- As for facts_of.
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  return query
  with told as materialized (
    select
      l.event_id, r.id as record_id, w.teller, p.distances, s.rank,
      r.withdrawn_at is null as is_live, p.status = 'scheduled' as is_on,
      count(*) over same_event as records,
      bool_and(r.withdrawn_at is not null) over same_event as is_gone,
      bool_or(p.status = 'scheduled' and r.withdrawn_at is null and not s.gives_ids) over same_teller as is_held
    from unnest(p_events) e (id)
    join ingest.event_links l on l.event_id = e.id
    join ingest.records r on r.id = l.record_id
    join ingest.sources s on s.name = r.source
    join ingest.parsed_records p on p.parse_id = r.parse_id and p.source_event_id = r.source_event_id
    cross join lateral (
      select ingest.teller(r.source, s.gives_ids, r.group_key, case when s.base_url = '' then (select a.key from ingest.parses a where a.id = r.parse_id) end)
    ) w (teller)
    window same_event as (partition by l.event_id), same_teller as (partition by l.event_id, w.teller)
  ),
  offered as (
    -- A cancelled row of a race that takes place offers nothing (of an import one such row cancels the race). The same distance told twice by one teller is one.
    select distinct on (t.event_id, t.teller, d.distance - 'raw')
      t.event_id, t.teller, t.record_id, t.rank, t.records, d.place, d.distance
    from told t
    cross join lateral jsonb_array_elements(t.distances) with ordinality as d (distance, place)
    where (t.is_live or t.is_gone) and (t.is_on or not t.is_held)
    order by t.event_id, t.teller, d.distance - 'raw', t.record_id, d.place
  )
  -- What an earlier teller told as well, to 3 %, is the same distance: 100 miles, 161 km and 100.2 mi. Looked up in a list of each
  -- event's own, never by a join: nobody can tell the planner how many events are asked for.
  select o.event_id, o.record_id, row_number() over (partition by o.event_id order by o.rank, o.teller, o.record_id, o.place), o.distance
  from (
    select
      offered.*,
      jsonb_agg(jsonb_build_object('rank', rank, 'teller', teller, 'distance', distance)) filter (where records > 1) over same_event as others
    from offered
    window same_event as (partition by event_id)
  ) o
  where o.records = 1 or not exists (
    select
    from jsonb_to_recordset(o.others) as b (rank smallint, teller text, distance jsonb)
    where (b.rank, b.teller) < (o.rank, o.teller)
      and (b.distance ->> 'virtual', b.distance ->> 'activity', b.distance ->> 'teamSize')
        is not distinct from (o.distance ->> 'virtual', o.distance ->> 'activity', o.distance ->> 'teamSize')
      and ((b.distance ->> 'hours')::numeric = (o.distance ->> 'hours')::numeric
        or abs((b.distance ->> 'km')::numeric - (o.distance ->> 'km')::numeric) <= 0.03 * (o.distance ->> 'km')::numeric
        or b.distance - 'raw' = o.distance - 'raw'));
end
$$;
comment on function ingest.distances_of is 'The distances that the records of each event offer, in order, and which record told each first.';
