-- The way the front end's calls were answered originally: a materialised view of events with their distances, LEFT JOIN and
-- aggregates, without an index, and a function over it that is volatile, so that it regroups everything before any filter.

create schema if not exists original;
drop materialized view if exists original.event_full cascade;

create materialized view original.event_full as
select
  e.id, e.created_at, e.name, e.url, e.start_date, extract(month from e.start_date)::integer as month, e.city, e.state, e.country,
  e.latitude, e.longitude,
  jsonb_agg(jsonb_build_object('distance', d.amount, 'unit_name', d.unit)) as event_distance_json,
  array_agg(d.km) as event_km_json,
  array_agg(d.hours) as event_hours_json,
  array_agg(d.amount || ' ' || d.unit) as event_render_json
from public.events e
left join public.event_distances d on d.event_id = e.id
where e.status = 'scheduled'
group by e.id;

create function original.distance_filtered_event_full(km_lower numeric, km_upper numeric)
returns setof original.event_full
language sql
as $$
  select
    e.id, e.created_at, e.name, e.url, e.start_date, e.month, e.city, e.state, e.country, e.latitude, e.longitude,
    e.event_distance_json, array_agg(km), e.event_hours_json, e.event_render_json
  from original.event_full e, unnest(e.event_km_json) km
  where km between km_lower and km_upper
  group by e.id, e.created_at, e.name, e.url, e.start_date, e.month, e.city, e.state, e.country, e.latitude, e.longitude,
    e.event_distance_json, e.event_hours_json, e.event_render_json
$$;
analyze original.event_full;
