create or replace function ingest.locate()
returns void
language plpgsql
set search_path = pg_catalog
as $$
begin
  -- A source's own coordinates hold unless they are far from every town of the country it names (some 200 km).
  update pg_temp.changed f
  set precision = 'source'
  where f.latitude is not null
    and (
      f.country is null
      or not exists (select from ingest.gazetteer_cells c where c.country = f.country)
      or exists (
        select
        from ingest.gazetteer_cells c
        where c.country = f.country
          and c.latitude between floor(f.latitude) - 2 and floor(f.latitude) + 2
          and c.longitude between floor(f.longitude) - 2 and floor(f.longitude) + 2));
  update pg_temp.changed set latitude = null, longitude = null where precision is null and latitude is not null;

  update pg_temp.changed f
  set precision = 'city', latitude = o.latitude, longitude = o.longitude
  from ingest.place_overrides o
  where f.precision is null and o.key = any(f.city_keys) and o.country = f.country and o.region in ('', f.region);

  -- Towns by name: of an event's names the likeliest that is known, main names before alternate ones. Of several
  -- towns of that name the one five times as large as any other is meant; else none is guessed.
  with candidates as (
    select
      f.record_id, n.place_id, p.latitude, p.longitude, p.population,
      rank() over (partition by f.record_id order by k.place, n.is_main desc) as name_rank
    from pg_temp.changed f
    left join ingest.gazetteer_areas a on a.country = f.country and a.region = f.region
    cross join lateral unnest(f.city_keys) with ordinality as k (key, place)
    join ingest.gazetteer_names n
      on n.key = k.key and (f.country is null or n.country = f.country) and (a.region is null or n.region = a.region)
    join ingest.gazetteer_places p on p.id = n.place_id
    where f.precision is null
  ),
  largest as (
    select distinct on (record_id) *
    from candidates
    where name_rank = 1
    order by record_id, population desc, place_id
  )
  update pg_temp.changed f
  set ambiguous = t.twin, latitude = case when not t.twin then t.latitude end,
    longitude = case when not t.twin then t.longitude end, precision = case when not t.twin then 'city' end
  from (
    select l.*, exists (
      select
      from candidates c
      where c.record_id = l.record_id and c.name_rank = 1 and c.population * 5 > l.population
        and (abs(c.latitude - l.latitude) > 0.2 or abs(c.longitude - l.longitude) > 0.3)) as twin
    from largest l
  ) t
  where f.record_id = t.record_id;

  update pg_temp.changed f
  set latitude = a.latitude, longitude = a.longitude, precision = case a.region when '' then 'country' else 'region' end
  from (
    select distinct on (f.record_id) f.record_id, a.*
    from pg_temp.changed f
    join ingest.gazetteer_areas a on a.country = f.country and a.region in ('', f.region)
    where f.precision is null
    order by f.record_id, a.region desc
  ) a
  where f.record_id = a.record_id;
end
$$;
comment on function ingest.locate is
  'Give the records in pg_temp.changed coordinates and say how precise they are: the source''s own, the town''s, or the '
  'middle of its region or country.';
