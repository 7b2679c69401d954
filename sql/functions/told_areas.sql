create or replace function ingest.area_key(p_name text)
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
begin atomic
  select btrim(regexp_replace(ingest.fold(left(p_name, 100)), ' +', ' ', 'g'));
end;
comment on function ingest.area_key is 'The name of an area as it is compared: co down for Co. Down.';

create or replace function ingest.areas_called(p_country text, p_name text)
returns text[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_key text := ingest.area_key(p_name);
begin
  return array(
    select a.code from ingest.areas a where a.country = p_country and (a.iso = upper(p_name) or v_key = any (a.keys)) order by a.code);
end
$$;
comment on function ingest.areas_called is
  'The areas of a country that are called so, in whatever language, or have this code in ISO 3166-2: a county may be several to GeoNames.';

-- Kept: to fold those of a country takes milliseconds.
update ingest.areas a
set keys = k.keys, words = k.words
from (
  select
    a.country, a.code, array(select distinct ingest.area_key(n) from unnest(coalesce(a.county, a.region) || a.names) n) as keys,
    -- What is a part of a region is in the region. Of two letters are codes of states, and what names everywhere have.
    (select search.fold(string_agg(distinct w, ' '))
      from unnest(a.names || whole.names) n
      cross join lateral string_to_table(n, ' ') w
      where length(w) > 2 and w !~ '^[0-9.]+$' and lower(w) <> all (ingest.small_words())) as words
  from ingest.areas a
  left join ingest.areas whole on a.county is not null and whole.country = a.country and whole.code = split_part(a.code, '.', 1)
) k
where k.country = a.country and k.code = a.code and (a.keys, a.words) is distinct from (k.keys, k.words);

create or replace function ingest.list_told_areas()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  drop table if exists pg_temp.told_areas;
  create temporary table told_areas on commit drop as
  select
    t.country, t.told_area, array_agg(a.code order by a.code) as codes,
    case when count(distinct (a.region, a.county)) = 1 then min(a.code) when count(distinct a.region) = 1 then min(split_part(a.code, '.', 1)) end as code
  from (select distinct country, told_area from pg_temp.changed where told_area is not null) t
  cross join lateral unnest(ingest.areas_called(t.country, t.told_area)) as called (code)
  join ingest.areas a on a.country = t.country and a.code = called.code
  group by t.country, t.told_area;
end
$$;
comment on function ingest.list_told_areas is
  'The areas that the records in pg_temp.changed tell as their regions, or after their towns (pg_temp.told_areas), and the one that all of them are in (code).';

create or replace function ingest.place_in_areas()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  -- A source's own coordinates are of the town of that name that is near them.
  update pg_temp.changed f
  set area = coalesce(near.area, near.told)
  from (
    select f.record_id, t.code as told, (
      select p.area
      from unnest(f.city_keys) with ordinality as k (key, place)
      join ingest.gazetteer_names n on n.key = k.key and n.country = f.country
      join ingest.gazetteer_places p on p.id = n.place_id
      where abs(p.latitude - f.latitude) < 0.3 and abs(p.longitude - f.longitude) < 0.45
        -- A town says nearer in what is told it lies, not that it is told wrongly.
        and (t.codes is null or t.codes && array[p.area, split_part(p.area, '.', 1)])
      order by k.place, p.population desc, p.id
      limit 1) as area
    from pg_temp.changed f
    left join pg_temp.told_areas t on t.country = f.country and t.told_area = f.told_area
    where f.precision = 'source' and f.country in (select country from ingest.areas)
      -- Who tells an area that nobody knows is believed.
      and (f.region is null or t.codes is not null)
    -- Looked up once, not for each use.
    offset 0
  ) near
  where f.record_id = near.record_id and coalesce(near.area, near.told) is not null;
end
$$;
comment on function ingest.place_in_areas is 'Say of the records in pg_temp.changed that have coordinates of their own which area they are in.';
