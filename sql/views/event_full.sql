-- What the front end reads. Only live events that take place, where they say: it has no column to say that one is cancelled or
-- virtual, and nobody should travel to a race that is. Its rows are ready in search.listings; security_invoker: the reader's own row-level
-- security holds there.

create or replace view public.event_full
with (security_invoker = true) as
select
  id,
  created_at,
  name,
  url,
  start_date,
  extract(month from start_date)::integer as month,
  city,
  state,
  country,
  latitude,
  longitude,
  event_distance_json,
  event_km_json,
  event_hours_json,
  event_render_json
from search.listings
where takes_place;

comment on view public.event_full is 'One row per event that takes place, with its distances: the front end''s contract.';
comment on column public.event_full.event_distance_json is 'Array of {distance, unit_name}, unit_name one of mile, km, hour.';
comment on column public.event_full.event_km_json is 'Kilometres of each distance, in the same order; null for races by time.';
comment on column public.event_full.event_hours_json is 'Hours of each distance, in the same order; null for races by length.';
comment on column public.event_full.event_render_json is 'Each distance as text, such as "50 km".';

-- Bound when it is made: readers have rights on the table, and none on its schema.
create or replace function public.distance_filtered_event_full(km_lower numeric, km_upper numeric)
returns setof public.event_full
language sql
stable
begin atomic
  select
    id, created_at, name, url, start_date, extract(month from start_date)::integer as month, city, state, country, latitude, longitude,
    event_distance_json,
    array(select km from unnest(event_km_json) km where km between km_lower and km_upper),
    event_hours_json,
    event_render_json
  from search.listings
  where takes_place and lengths && search.metres(km_lower, km_upper);
end;
comment on function public.distance_filtered_event_full is
  'Events that offer a length between the two, in km; event_km_json holds the lengths that match.';
