create or replace function ingest.match_groups()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  -- More groups than that with a word and a day in common have not much in common: "lake", or a day of tests.
  c_crowd constant integer := 100;
  v_limits record := ingest.match_limits();
  v_points jsonb;
begin
  -- Nobody else, nobody to compare with.
  if not exists (select from pg_temp.rekeyed) or (select min(teller) = max(teller) from ingest.match_keys) then
    return;
  end if;
  drop table if exists pg_temp.asked, pg_temp.pairs;

  create temporary table asked on commit drop as
  select k.record_id, k.teller, k.day, hashtextextended(b.said, week) as key
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
    union all
    -- A course may lead far from where it begins.
    select distinct record_id, 'placed word ' || ingest.longest_word(core) from pg_temp.rekeyed cross join unnest(cores) core where latitude is not null
    union all
    select distinct record_id, 'longest ' || word
    from pg_temp.rekeyed cross join unnest(cores) core cross join string_to_table(core, ' ') word
    where latitude is not null and length(word) > 4
    union all
    -- Whoever is called by initials asks for names that have them, and the other way round.
    select distinct record_id, case when core ~ '^[a-z]{3,5}$' then 'initials ' || left(core, 3) else 'called ' || ingest.initials("full") end
    from pg_temp.rekeyed
    cross join unnest(cores, fulls) as named (core, "full")
    offset 0
  ) b
  join pg_temp.met k using (record_id)
  cross join generate_series((k.day - v_limits.days - date '2000-01-01') / 7, (k.day + v_limits.days - date '2000-01-01') / 7) week
  where b.said is not null;
  analyze pg_temp.asked;

  create temporary table pairs on commit drop as
  with answering as materialized (
    select b.key, b.day, count(*) as groups, count(distinct b.teller) as tellers, min(b.teller) as teller
    from (select distinct key from pg_temp.asked) a
    join ingest.match_blocks b using (key)
    group by b.key, b.day
  )
  select least(a.record_id, b.record_id) as a, greatest(a.record_id, b.record_id) as b, false as is_linked
  from pg_temp.asked a
  join answering n on n.key = a.key and n.day between a.day - v_limits.days and a.day + v_limits.days
    and n.groups <= c_crowd and (n.tellers > 1 or n.teller <> a.teller)
  join ingest.match_blocks b on b.key = n.key and b.day = n.day and b.teller <> a.teller
  group by 1, 2;

  -- What shares an event already is asked whether it still may.
  insert into pg_temp.pairs
  select least(k.record_id, o.record_id), greatest(k.record_id, o.record_id), true
  from pg_temp.rekeyed k
  join ingest.event_links l on l.record_id = k.record_id
  join ingest.event_links m on m.event_id = l.event_id
  join ingest.match_keys o on o.record_id = m.record_id and o.teller <> k.teller
  group by 1, 2;
  if not exists (select from pg_temp.pairs) then
    return;
  end if;
  analyze pg_temp.pairs;
  perform ingest.compare_groups();

  -- As one value: eight joins with it took thirty times as long to plan.
  select jsonb_object_agg(part || ' ' || kind, points) into v_points from ingest.match_points();
  insert into ingest.matches (a, b, score, parts)
  select
    f.a, f.b, round(p.sum + f.likeness::numeric / 100, 2),
    jsonb_build_object(
      'name', jsonb_build_array(f.name, p.name), 'day', jsonb_build_array(f.day, p.day),
      'place', jsonb_build_array(f.place, p.place), 'distances', jsonb_build_array(f.distances, p.distances),
      'website', jsonb_build_array(f.website, p.website), 'numbers', jsonb_build_array(f.numbers, p.numbers),
      'twins', jsonb_build_array(f.twins, p.twins), 'virtual', jsonb_build_array(f.virtual, p.virtual),
      'coincidence', jsonb_build_array(f.coincidence, p.coincidence),
      'days', f.days, 'km', round(f.far::numeric, 1))
  from (select distinct on (a, b) * from pg_temp.features order by a, b, is_linked desc) f
  cross join lateral (
    select g.*, g.name + g.day + g.place + g.distances + g.website + g.numbers + g.twins + g.virtual + g.coincidence as sum
    from (
      select
        (v_points ->> ('name ' || f.name))::numeric as name, (v_points ->> ('day ' || f.day))::numeric as day,
        (v_points ->> ('place ' || f.place))::numeric as place, (v_points ->> ('distances ' || f.distances))::numeric as distances,
        (v_points ->> ('website ' || f.website))::numeric as website, (v_points ->> ('numbers ' || f.numbers))::numeric as numbers,
        (v_points ->> ('twins ' || f.twins))::numeric as twins, (v_points ->> ('virtual ' || f.virtual))::numeric as virtual,
        (v_points ->> ('coincidence ' || f.coincidence))::numeric as coincidence
      offset 0
    ) g
  ) p
  where f.is_linked or p.sum >= v_limits.likely;
end
$$;
comment on function ingest.match_groups is
  'Compare the groups in pg_temp.rekeyed with those of other tellers on the same days, and keep what may be one race in ingest.matches.';
