create or replace function ingest.begin_gazetteer()
returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('ultrasearch gazetteer', 0));
  if exists (select from ingest.gazetteer) then
    return false;
  end if;
  -- Places come in no order: built at once at the end, their indexes take half the time and three quarters of the space.
  alter table ingest.gazetteer_places drop constraint if exists gazetteer_places_pkey;
  drop index if exists ingest.places_by_name, ingest.names_by_place;
  truncate ingest.gazetteer_places, ingest.gazetteer_names, ingest.gazetteer_areas, ingest.gazetteer_cells;
  return true;
end
$$;
comment on function ingest.begin_gazetteer is
  'Whether there are no places yet: then the caller loads them (ingest.load_places) and ends with ingest.finish_gazetteer, in one transaction.';

create or replace function ingest.load_places(p_places json)
returns void
language sql
set search_path = pg_catalog, pg_temp
begin atomic
  with given as materialized (
    select *
    from json_to_recordset(p_places) as p (
      id integer, name text, country text, region text, area text, latitude real, longitude real, population integer, keys text[],
      main integer, short integer)
  ),
  placed as (
    insert into ingest.gazetteer_places (id, name, country, region, area, latitude, longitude, population)
    select g.id, g.name, g.country, g.region, coalesce(a.code, b.code), g.latitude, g.longitude, g.population
    from given g
    -- Not of every region the parts are told apart.
    left join ingest.areas a on a.country = g.country and a.code = g.area
    left join ingest.areas b on b.country = g.country and b.code = split_part(g.area, '.', 1)
  )
  insert into ingest.gazetteer_names (key, country, region, is_main, is_short, place_id)
  select
    k.key, g.country, g.region, k.place <= g.main,
    -- A worker of the version before counts no short ones.
    k.place > g.main and k.place <= g.main + coalesce(g.short, 0), g.id
  from given g
  cross join lateral unnest(g.keys) with ordinality as k (key, place);
end;
comment on function ingest.load_places is
  'Add places: [{id, name, country, region, area, latitude, longitude, population, keys, main, short}], of whose keys the first `main` are main names, '
  'the next `short` their short forms.';

create or replace function ingest.finish_gazetteer(p_attribution text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  alter table ingest.gazetteer_places add constraint gazetteer_places_pkey primary key (id);
  create index places_by_name on ingest.gazetteer_names (key, country);
  create index names_by_place on ingest.gazetteer_names (place_id);

  insert into ingest.gazetteer_areas (country, region, latitude, longitude)
  -- On the circle: a plain mean of what lies on both sides of the 180th meridian is on the other side of the globe.
  select country, part, avg(latitude), atan2d(sum(sind(longitude)), sum(cosd(longitude)))
  from ingest.gazetteer_places
  cross join lateral (
    select '' as part union select coalesce(region, split_part(area, '.', 1)) union select area
  ) parts
  where part is not null
  group by country, part;

  insert into ingest.gazetteer_cells (country, latitude, longitude)
  select distinct country, floor(latitude), floor(longitude)
  from ingest.gazetteer_places;

  -- Now, not when loading began: an upload that located its races without places may have been published since.
  insert into ingest.gazetteer (attribution, places, loaded_at)
  select p_attribution, count(*), clock_timestamp()
  from ingest.gazetteer_places
  -- A worker of the version before knows no areas: what it loaded serves until another loads it anew.
  having count(area) > 0 or not bool_or(country in (select country from ingest.areas));

  -- Towns may be asked for by their other names from now on.
  perform search.count_change();

  -- New tables look empty to the planner until it is told otherwise: an upload may read them right after this commits.
  analyze ingest.gazetteer_places, ingest.gazetteer_names, ingest.gazetteer_areas, ingest.gazetteer_cells;
end
$$;
comment on function ingest.finish_gazetteer is 'Derive what follows from the loaded places, and say that they are there.';

create or replace function ingest.release_uploads()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  -- Several runs may have asked for the gazetteer: one after the other, so that each upload is queued once.
  perform pg_advisory_xact_lock(hashtextextended('ultrasearch gazetteer', 0));
  perform ingest.line_up_upload(id)
  from ingest.runs
  where (status = 'running' and open = 0 or status = 'held' and approved_at is not null)
    and not exists (select from graphile_worker.jobs j where j.key = 'upload:' || runs.id and j.attempts < j.max_attempts);
end
$$;
comment on function ingest.release_uploads is 'Queue the uploads that waited for the gazetteer, or must do without it.';
