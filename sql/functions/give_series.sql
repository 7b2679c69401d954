create or replace function ingest.give_series()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  drop table if exists pg_temp.serial, pg_temp.numbered;
  -- What has a series keeps it. Others are known by their oldest group.
  update pg_temp.facts f set series_id = e.series_id from public.events e where e.id = f.id and e.series_id is not null;
  create temporary table serial on commit drop as
  select distinct on (f.id)
    f.id, k.record_id, k.source, k.series, k.cores[1] as core, k.fulls[1] as "full", k.numbers, k.country, k.towns, k.latitude, k.longitude, k.starts,
    extract(doy from k.starts)::integer as doy
  from pg_temp.facts f
  join ingest.event_links l on l.event_id = f.id
  join ingest.match_keys k on k.record_id = l.record_id
  where f.series_id is null
  order by f.id, k.record_id;
  analyze pg_temp.serial (id, source, series, core);

  -- The source says which series it is, or name, place and season do: the spring race of the same name is another, and the 100 is no
  -- edition of the 240.
  update pg_temp.facts f
  set series_id = s.series_id
  from (
    select distinct on (same.id) same.id, e.series_id
    from (
      select s.id, s.starts, k.record_id, true as is_told
      from pg_temp.serial s
      join ingest.match_keys k on k.source = s.source and k.series = s.series
      union all
      -- A name of nothing but what many are called is one of its town all the same.
      select s.id, s.starts, k.record_id, false
      from pg_temp.serial s
      join ingest.match_keys k on k.cores[1] = s.core and k.towns[1] = s.towns[1]
      where (s.core <> '' or k.fulls[1] = s."full") and k.country is not distinct from s.country
        -- Editions lie most of a year apart: said here too, since a function is called for each pair.
        and abs(k.starts - s.starts) > 300 and ingest.may_be_editions(k.starts, k.numbers, s.starts, s.numbers)
      union all
      select s.id, s.starts, k.record_id, false
      from pg_temp.serial s
      join ingest.match_keys k
        on k.cores[1] = s.core and floor(k.latitude) = floor(s.latitude) and floor(k.longitude) = floor(s.longitude)
      where s.core <> '' and abs(k.starts - s.starts) > 300 and ingest.may_be_editions(k.starts, k.numbers, s.starts, s.numbers)
    ) same
    join ingest.event_links l on l.record_id = same.record_id
    join public.events e on e.id = l.event_id and e.id <> same.id and e.series_id is not null
    -- Of one name in one season are Saturday's race and Sunday's.
    order by
      same.id, same.is_told desc, extract(dow from e.start_date) <> extract(dow from same.starts),
      ingest.season_gap(e.start_date, same.starts), e.series_id
  ) s
  where s.id = f.id;

  -- Editions that are new together begin one series, unless more than 45 days of the year lie between two of them.
  create temporary table numbered on commit drop as
  select id, key, year, doy, is_named, sum(begins) over (partition by key order by doy, id) as part
  from (
    select
      id, key, year, doy, series is null as is_named,
      case when doy - lag(doy) over (partition by key order by doy, id) <= case when series is null then 45 else 366 end then 0 else 1 end as begins
    from (
      select
        s.id, s.doy, s.series, extract(year from s.starts) as year,
        case
          when s.series is not null then concat_ws('|', 'series', s.source, s.series)
          when s.core <> '' or s."full" <> '' and s.towns <> '{}' then concat_ws('|', 'name', coalesce(nullif(s.core, ''), s."full"), s.numbers, s.country, coalesce(s.towns[1], round(s.latitude::numeric, 1) || ' ' || round(s.longitude::numeric, 1)))
          else 'event ' || s.id
        end as key
      from pg_temp.serial s
      join pg_temp.facts f using (id)
      where f.series_id is null
    ) keys
  ) gaps;
  update pg_temp.facts f
  set series_id = n.series_id
  from (
    select id, first_value(series_id) over (partition by key, part, twin order by id) as series_id
    from (
      select
        n.*, nextval('ingest.series_ids') as series_id,
        case when is_named then row_number() over (partition by key, part, year order by doy, id) end as twin
      from pg_temp.numbered n
    ) drawn
  ) n
  where n.id = f.id;
end
$$;
comment on function ingest.give_series is
  'Give events without a series (pg_temp.facts) that of another edition of the same race, or a new one. A withdrawn event may have none.';

create or replace function ingest.season_gap(p_day date, p_other date)
returns integer
language sql
immutable
set search_path = pg_catalog, pg_temp
begin atomic
  -- Days of the year lie on a circle.
  select (183 - abs(183 - abs(extract(doy from p_day) - extract(doy from p_other))))::integer;
end;
comment on function ingest.season_gap is 'How many days lie between two days of the year, whichever years they are of.';

create or replace function ingest.may_be_editions(p_day date, p_numbers numeric[], p_other date, p_others numeric[])
returns boolean
language sql
immutable
set search_path = pg_catalog, pg_temp
begin atomic
  -- A course may grow by a tenth from one year to the next.
  select ingest.season_gap(p_day, p_other) <= 45 and abs(p_day - p_other) > 90
    and (p_numbers = '{}' or p_others = '{}'
      or exists (select from unnest(p_numbers) n, unnest(p_others) o where abs(n - o) <= 0.1 * greatest(n, o)));
end;
comment on function ingest.may_be_editions is 'Whether races of one name and place may be two editions of one, by their days and the numbers in their names.';
