create or replace function ingest.match_groups()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  -- More groups than that with a word and a day in common have not much in common: "lake", or a day of tests.
  c_crowd constant integer := 100;
  v_limits record := ingest.match_limits();
begin
  if not exists (select from pg_temp.rekeyed) then
    return;
  end if;
  drop table if exists pg_temp.asked, pg_temp.pairs;

  create temporary table asked on commit drop as
  select k.record_id, k.source, k.starts, hashtextextended(b.said, week) as key
  from (
    select record_id, 'town ' || town as said from pg_temp.rekeyed cross join unnest(towns) town
    union all
    select record_id, 'page ' || page from pg_temp.rekeyed where page is not null
    union all
    -- The cell of one degree and the three nearest: all within half a degree.
    select record_id, 'cell ' || floor(latitude + x) || ' ' || floor(longitude + y)
    from pg_temp.rekeyed
    cross join (values (-0.5), (0.5)) xs (x)
    cross join (values (-0.5), (0.5)) ys (y)
    where latitude is not null
    union all
    select distinct record_id, kind || word
    from pg_temp.rekeyed
    cross join unnest(cores, fulls) as named (core, "full")
    cross join string_to_table(coalesce(nullif(core, ''), "full"), ' ') word
    join (values ('word ', true), ('placed word ', false)) kinds (kind, is_for_placed) on latitude is null or is_for_placed
    where length(word) > 2
  ) b
  join pg_temp.rekeyed k using (record_id)
  cross join generate_series(
    (k.starts - v_limits.days - date '2000-01-01') / 7, (k.starts + v_limits.days - date '2000-01-01') / 7) week
  -- Nobody else, nobody to compare with.
  where (select min(source) <> max(source) from ingest.match_keys);
  analyze pg_temp.asked;

  create temporary table pairs on commit drop as
  with answering as materialized (
    select b.key, b.day, count(*) as groups, count(distinct b.source) as sources, min(b.source) as source
    from (select distinct key from pg_temp.asked) a
    join ingest.match_blocks b using (key)
    group by b.key, b.day
  )
  select least(a.record_id, b.record_id) as a, greatest(a.record_id, b.record_id) as b, false as is_linked
  from pg_temp.asked a
  join answering n on n.key = a.key and n.day between a.starts - v_limits.days and a.starts + v_limits.days
    and n.groups <= c_crowd and (n.sources > 1 or n.source <> a.source)
  join ingest.match_blocks b on b.key = n.key and b.day = n.day and b.source <> a.source
  group by 1, 2;

  -- What shares an event already is asked whether it still may.
  insert into pg_temp.pairs
  select least(k.record_id, o.record_id), greatest(k.record_id, o.record_id), true
  from pg_temp.rekeyed k
  join ingest.event_links l on l.record_id = k.record_id
  join ingest.event_links m on m.event_id = l.event_id
  join ingest.match_keys o on o.record_id = m.record_id and o.source <> k.source
  group by 1, 2;
  analyze pg_temp.pairs;
  perform ingest.compare_groups();

  insert into ingest.matches (a, b, score, parts)
  select
    f.a, f.b, round(n.points + dy.points + p.points + d.points + w.points + q.points + t.points + v.points + f.likeness::numeric / 100, 2),
    jsonb_build_object(
      'name', jsonb_build_array(f.name, n.points), 'day', jsonb_build_array(f.day, dy.points),
      'place', jsonb_build_array(f.place, p.points), 'distances', jsonb_build_array(f.distances, d.points),
      'website', jsonb_build_array(f.website, w.points), 'numbers', jsonb_build_array(f.numbers, q.points),
      'twins', jsonb_build_array(f.twins, t.points), 'virtual', jsonb_build_array(f.virtual, v.points),
      'days', f.days, 'km', round(f.far::numeric, 1))
  from (select distinct on (a, b) * from pg_temp.features order by a, b, is_linked desc) f
  join ingest.match_points() n on n.part = 'name' and n.kind = f.name
  join ingest.match_points() dy on dy.part = 'day' and dy.kind = f.day
  join ingest.match_points() p on p.part = 'place' and p.kind = f.place
  join ingest.match_points() d on d.part = 'distances' and d.kind = f.distances
  join ingest.match_points() w on w.part = 'website' and w.kind = f.website
  join ingest.match_points() q on q.part = 'numbers' and q.kind = f.numbers
  join ingest.match_points() t on t.part = 'twins' and t.kind = f.twins
  join ingest.match_points() v on v.part = 'virtual' and v.kind = f.virtual
  where f.is_linked
    or n.points + dy.points + p.points + d.points + w.points + q.points + t.points + v.points >= v_limits.likely;
end
$$;
comment on function ingest.match_groups is
  'Compare the groups in pg_temp.rekeyed with those of other sources on the same days, and keep what may be one race in ingest.matches.';
