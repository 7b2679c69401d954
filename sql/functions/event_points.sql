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
  v_way text;
  v_points text;
begin
  q := search.read_question(
    query, near_lat, near_lng, radius_km, bbox, "from", "to", months, countries, regions, min_km, max_km, min_hours, max_hours,
    kinds, surfaces, min_gain, max_gain, registration, sources, changed_since, include_virtual, include_cancelled, 'day', null, null);
  "limit" := coalesce("limit", 100000);
  if "limit" not between 1 and 200000 then
    perform search.refuse('limit is from 1 to 200,000.', 'A map has no more points than that.');
  end if;
  v_way := (search.way(q, "limit")).way;
  -- Region by region is a way for pages.
  v_way := case when v_way = 'region' then 'bits' else v_way end;
  -- Columns of whole numbers, not rows: names of fields would be most of the bytes. Text is put together at a fraction of the time
  -- that building json takes. A thousandth of a degree, some 100 m, is enough on a map.
  execute concat(
    'select concat(''{"id":['', string_agg(id::text, '',''), ''],"lng":['', string_agg(lng::text, '',''), ''],"lat":['', ',
    'string_agg(lat::text, '',''), ''],"day":['', string_agg(day::text, '',''), ''],"off":['', ',
    'string_agg(id::text, '','') filter (where not takes_place), '']}'') from (select id, takes_place, start_date - date ''1970-01-01'' as day, ',
    'round(position[0] * 1000)::integer as lng, round(position[1] * 1000)::integer as lat from (',
    search.events_asked(q, v_way, 'e.id, e.takes_place, e.start_date, e.position', ''),
    ' and e.position is not null', case when v_way not in ('order', 'sieve') then ' offset 0' end, ') found order by start_date, id limit $2) points')
  into v_points
  using q, "limit", search.mask_of(q, v_way);
  return v_points;
end
$$;
comment on function public.event_points is
  'Where the events of a question are, for a map: {id, lng, lat, day, off}, columns of whole numbers, by day. Degrees are in '
  'thousandths, days since 1970-01-01; off are the ids of what is cancelled or postponed. Takes the filters of search_events; '
  'limit is from 1 to 200,000. Events without coordinates are left out.';
