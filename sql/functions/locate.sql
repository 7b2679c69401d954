create or replace function ingest.locate()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_of jsonb := ingest.territories();
begin
  if not exists (select from pg_temp.changed) then
    return;
  end if;
  -- A source's own coordinates hold unless they are far from every town of the country it names (some 200 km), and of what it may take for a part of it.
  -- Many races are in one cell of a degree: each is looked up once.
  update pg_temp.changed f
  set precision = 'source'
  where f.latitude is not null
    and (f.country is null or (f.country, floor(f.latitude)::integer, floor(f.longitude)::integer) in (
      select w.country, w.latitude, w.longitude
      from (
        select distinct country, floor(latitude)::integer as latitude, floor(longitude)::integer as longitude
        from pg_temp.changed
        where latitude is not null
      ) w
      where not exists (select from ingest.gazetteer_cells c where c.country = w.country)
        or exists (
          select
          from ingest.gazetteer_cells c
          where c.country = w.country
            and c.latitude between w.latitude - 2 and w.latitude + 2 and c.longitude between w.longitude - 2 and w.longitude + 2)
        or exists (
          select
          from jsonb_each_text(v_of) t (land, country)
          join ingest.gazetteer_cells c on c.country = t.land
          where t.country = w.country
            and c.latitude between w.latitude - 2 and w.latitude + 2 and c.longitude between w.longitude - 2 and w.longitude + 2)));
  update pg_temp.changed set latitude = null, longitude = null where precision is null and latitude is not null;

  perform ingest.list_told_areas();
  perform ingest.place_in_areas();
  -- Many races are in one town: each place is looked up once.
  drop table if exists pg_temp.places;
  create temporary table places on commit drop as
  select distinct on (f.place)
    f.place, f.city_keys, f.country, case when not a.is_known then f.region end as region, t.codes as told_areas, t.code as area,
    -- Who tells an area that nobody knows is believed.
    a.is_known and f.region is not null and t.codes is null as is_believed,
    null::double precision as latitude, null::double precision as longitude, null::text as precision, false as ambiguous
  from pg_temp.changed f
  left join pg_temp.told_areas t on t.country = f.country and t.told_area = f.told_area
  -- Regions that are told as such are the states of the USA, Canada and Australia: to others their codes are of something else.
  cross join lateral (select f.country is not null and f.country in (select country from ingest.areas) as is_known) a
  where f.precision is null
  order by f.place;
  analyze pg_temp.places (place);

  update pg_temp.places f
  set precision = o.precision, latitude = o.latitude, longitude = o.longitude
  from ingest.place_overrides o
  where o.key = any(f.city_keys) and o.country = f.country
    -- An island is meant where it is all that is said; beside a town it only says where that lies.
    and (o.precision = 'city' or not exists (
      select from ingest.gazetteer_names n where n.key = any(array_remove(f.city_keys, o.key)) and n.country = f.country))
    -- Who names no state means the place that races are known by, if there is one.
    and (o.region in ('', f.region) or f.region is null and not exists (
      select from ingest.place_overrides t where t.key = o.key and t.country = o.country and t.region <> o.region));
  -- Sicily is a region as well.
  update pg_temp.places
  set area = (ingest.areas_called(country, city_keys[1]))[1]
  where precision = 'region' and area is null and not is_believed;
  perform ingest.locate_towns();

  update pg_temp.places f
  set latitude = a.latitude, longitude = a.longitude, precision = case a.region when '' then 'country' else 'region' end
  from (
    select distinct on (f.place) f.place, a.*
    from pg_temp.places f
    join ingest.gazetteer_areas a on a.country = f.country and a.region in ('', f.region, f.area, split_part(f.area, '.', 1))
    where f.precision is null
    order by f.place, a.region desc
  ) a
  where f.place = a.place;

  update pg_temp.changed f
  set latitude = p.latitude, longitude = p.longitude, precision = p.precision, ambiguous = p.ambiguous, area = p.area
  from pg_temp.places p
  where f.place = p.place and f.precision is null;
end
$$;
comment on function ingest.locate is
  'Give the records in pg_temp.changed coordinates and say how precise they are: the source''s own, the town''s, or the '
  'middle of its region or country; and the area that this lies in (ingest.areas).';

create or replace function ingest.locate_towns()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  -- Of a place's names the likeliest that is known, main names and their short forms before alternate ones. Of several towns of that name
  -- the one five times as large as any other is meant; else none is guessed. The largest has a rival only in one whose name is no shorter form
  -- than its own: Freiberg is not Freiberg am Neckar.
  with candidates as (
    select
      f.place, n.place_id, n.is_main, p.latitude, p.longitude, p.population, p.area,
      -- An area is told as it is called today or was once: what lies in it comes before all else, and what doesn't is not left out.
      rank() over (
        partition by f.place
        order by k.place, (f.told_areas && array[p.area, split_part(p.area, '.', 1)]) is true desc, (n.is_main or n.is_short) desc) as name_rank
    from pg_temp.places f
    left join ingest.gazetteer_areas a on a.country = f.country and a.region = f.region
    cross join lateral unnest(f.city_keys) with ordinality as k (key, place)
    join ingest.gazetteer_names n
      on n.key = k.key and (f.country is null or n.country = f.country) and (a.region is null or n.region = a.region)
    join ingest.gazetteer_places p on p.id = n.place_id
    where f.precision is null
  ),
  beside as (
    select
      place, is_main, latitude, longitude, population,
      first_value(area) over largest_first as top_area,
      first_value(is_main) over largest_first as top_is_main,
      first_value(latitude) over largest_first as top_latitude,
      first_value(longitude) over largest_first as top_longitude,
      first_value(population) over largest_first as top_population
    from candidates
    where name_rank = 1
    window largest_first as (partition by place order by population desc, is_main desc, place_id)
  ),
  found as (
    select
      place, top_latitude, top_longitude, top_area,
      bool_or((is_main or not top_is_main) and population * 5 > top_population
        and (abs(latitude - top_latitude) > 0.2 or abs(longitude - top_longitude) > 0.3)) as twin
    from beside
    group by place, top_latitude, top_longitude, top_area
  )
  update pg_temp.places f
  set ambiguous = twin, latitude = case when not twin then top_latitude end, longitude = case when not twin then top_longitude end,
    precision = case when not twin then 'city' end,
    -- A town says nearer in what is told it lies, not that it is told wrongly.
    area = case when twin or f.is_believed or not (f.told_areas && array[top_area, split_part(top_area, '.', 1)]) then f.area else coalesce(top_area, f.area) end
  from found
  where f.place = found.place;
end
$$;
comment on function ingest.locate_towns is 'Look up the towns of pg_temp.places in the gazetteer.';
