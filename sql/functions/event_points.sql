create or replace function public.event_points(
  query text default null, near_lat double precision default null, near_lng double precision default null,
  radius_km double precision default null, bbox double precision[] default null, "from" date default null, "to" date default null,
  months integer[] default null, countries text[] default null, regions text[] default null, min_km numeric default null,
  max_km numeric default null, min_hours numeric default null, max_hours numeric default null, kinds text[] default null,
  surfaces text[] default null, min_gain numeric default null, max_gain numeric default null, registration text[] default null,
  sources text[] default null, changed_since timestamptz default null, include_virtual boolean default false,
  include_cancelled boolean default false, "limit" integer default 100000)
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  q search.question;
  v_points json;
begin
  q := search.read_question(
    query, near_lat, near_lng, radius_km, bbox, "from", "to", months, countries, regions, min_km, max_km, min_hours, max_hours,
    kinds, surfaces, min_gain, max_gain, registration, sources, changed_since, include_virtual, include_cancelled, 'day', null, null);
  if "limit" not between 1 and 200000 then
    perform search.refuse('limit is from 1 to 200,000.', 'A map has no more points than that.');
  end if;
  -- Columns, not rows: names of fields would be most of the bytes. 100 m are enough on a map.
  execute concat(
    'select json_build_object(''id'', coalesce(json_agg(id), ''[]''), ''lng'', coalesce(json_agg(lng), ''[]''), ',
    '''lat'', coalesce(json_agg(lat), ''[]''), ''day'', coalesce(json_agg(start_date), ''[]''), ',
    '''off'', coalesce(json_agg(id) filter (where not takes_place), ''[]'')) from (select e.id, e.start_date, e.takes_place, ',
    'round(e.position[0]::numeric, 3)::float8 as lng, round(e.position[1]::numeric, 3)::float8 as lat ',
    'from search.events e where e.position is not null', search.own_conditions(q), search.shared_conditions(q),
    search.place_conditions(q, not search.many_there(q)), ' order by e.start_date, e.id limit $2) points')
  into v_points
  using q, "limit";
  return v_points;
end
$$;
comment on function public.event_points is
  'Where the events of a question are, for a map: {id, lng, lat, day, off} as columns of equal length, by day; off are the ids of '
  'those that are cancelled or postponed. Takes the filters of search_events. Events without coordinates are left out.';
