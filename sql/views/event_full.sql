-- What the front end reads. Only live events that take place: it has no column to say that one is cancelled, and
-- nobody should travel to a race that is. security_invoker: the reader's own row-level security holds.

create or replace view public.event_full
with (security_invoker = true) as
select
  e.id,
  e.created_at,
  e.name,
  e.url,
  e.start_date,
  extract(month from e.start_date)::integer as month,
  e.city,
  e.state,
  e.country,
  e.latitude,
  e.longitude,
  d.event_distance_json,
  d.event_km_json,
  d.event_hours_json,
  d.event_render_json
from public.events e
cross join lateral (
  select
    coalesce(jsonb_agg(jsonb_build_object('distance', said.distance, 'unit_name', said.unit_name) order by position), '[]')
      as event_distance_json,
    coalesce(array_agg(km order by position), '{}') as event_km_json,
    coalesce(array_agg(hours order by position), '{}') as event_hours_json,
    coalesce(array_agg(said.distance || ' ' || said.unit_name order by position), '{}') as event_render_json
  from public.event_distances
  cross join lateral (
    -- The front end knows three units.
    select
      case unit when 'mile' then amount when 'hour' then amount else trim_scale(coalesce(km, hours)) end as distance,
      case when unit = 'mile' then 'mile' when km is not null then 'km' else 'hour' end as unit_name
  ) said
  where event_id = e.id and (km is not null or hours is not null)
) d
where e.status = 'scheduled' and e.withdrawn_at is null and e.merged_into is null;

comment on view public.event_full is 'One row per event that takes place, with its distances: the front end''s contract.';
comment on column public.event_full.event_distance_json is 'Array of {distance, unit_name}, unit_name one of mile, km, hour.';
comment on column public.event_full.event_km_json is 'Kilometres of each distance, in the same order; null for races by time.';
comment on column public.event_full.event_hours_json is 'Hours of each distance, in the same order; null for races by length.';
comment on column public.event_full.event_render_json is 'Each distance as text, such as "50 km".';

create or replace function public.distance_filtered_event_full(km_lower numeric, km_upper numeric)
returns setof public.event_full
language sql
stable
as $$
  select
    e.id, e.created_at, e.name, e.url, e.start_date, e.month, e.city, e.state, e.country, e.latitude, e.longitude,
    e.event_distance_json,
    array(select km from unnest(e.event_km_json) km where km between km_lower and km_upper),
    e.event_hours_json,
    e.event_render_json
  from public.event_full e
  where e.id in (select d.event_id from public.event_distances d where d.km between km_lower and km_upper)
$$;
comment on function public.distance_filtered_event_full is
  'Events that offer a length between the two, in km; event_km_json holds the lengths that match.';
