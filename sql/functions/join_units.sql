create or replace function ingest.decisions()
returns table (a bigint, b bigint, verdict text)
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  -- Both ways round. Of two decisions on a pair the later holds; one whose act was undone doesn't count.
  select distinct on (least(x.record_id, y.record_id), greatest(x.record_id, y.record_id), side)
    case side when 1 then x.record_id else y.record_id end, case side when 1 then y.record_id else x.record_id end, d.verdict
  from ingest.match_decisions d
  join ingest.records r on r.source = d.source_a and r.source_event_id = d.source_event_id_a
  join ingest.match_keys x on x.source = r.source and x.group_key = r.group_key
  join ingest.records s on s.source = d.source_b and s.source_event_id = d.source_event_id_b
  join ingest.match_keys y on y.source = s.source and y.group_key = s.group_key
  left join ingest.runs u on u.id = d.run_id
  cross join (values (1), (2)) sides (side)
  where u.undone_by is null and x.record_id <> y.record_id
  order by least(x.record_id, y.record_id), greatest(x.record_id, y.record_id), side, d.id desc;
end;
comment on function ingest.decisions is 'What operators decided of the groups that are live, by their oldest records.';

create or replace function ingest.part_units(p_match boolean)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_limits record := ingest.match_limits();
begin
  drop table if exists pg_temp.decided, pg_temp.bonds;
  create temporary table decided on commit drop as
  select d.* from ingest.decisions() d join pg_temp.units x on x.record_id = d.a join pg_temp.units y on y.record_id = d.b;
  analyze pg_temp.decided;

  -- What shares an event goes on doing so unless what was said since contradicts: were it of one day, it would still be likely.
  create temporary table bonds on commit drop as
  select x.record_id as a, y.record_id as b
  from pg_temp.units x
  join pg_temp.units y on y.event_id = x.event_id and y.record_id <> x.record_id
  left join pg_temp.decided d on d.a = x.record_id and d.b = y.record_id
  left join ingest.matches m on m.a = least(x.record_id, y.record_id) and m.b = greatest(x.record_id, y.record_id)
  where d.verdict is distinct from 'apart'
    and (d.verdict = 'same' or not p_match
      or not exists (select from pg_temp.rekeyed r where r.record_id in (x.record_id, y.record_id))
      or (m.parts ->> 'days')::integer <= v_limits.sticky_days
        and m.score - (m.parts -> 'day' ->> 1)::numeric + 3 >= v_limits.likely);
  analyze pg_temp.bonds;

  loop
    update pg_temp.units u
    set cluster = n.cluster
    from (
      select b.a, min(o.cluster) as cluster from pg_temp.bonds b join pg_temp.units o on o.record_id = b.b group by b.a
    ) n
    where u.record_id = n.a and n.cluster < u.cluster;
    exit when not found;
  end loop;

  -- The part with the oldest record keeps the event.
  update pg_temp.units u
  set event_id = null
  from (select event_id, min(cluster) as cluster from pg_temp.units group by event_id) k
  where k.event_id = u.event_id and k.cluster <> u.cluster;
end
$$;
comment on function ingest.part_units is 'Part the groups that share an event and no longer may (pg_temp.units).';

create or replace function ingest.join_decided()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  loop
    update pg_temp.units u
    set cluster = n.cluster, is_decided = true
    from (
      select x.cluster as was, min(y.cluster) as cluster
      from pg_temp.decided d
      join pg_temp.units x on x.record_id = d.a
      join pg_temp.units y on y.record_id = d.b
      where d.verdict = 'same' and y.cluster < x.cluster
      group by x.cluster
    ) n
    where u.cluster = n.was;
    exit when not found;
  end loop;
end
$$;
comment on function ingest.join_decided is 'Join what operators said is the same (pg_temp.units).';

create or replace function ingest.join_certain()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_limits record := ingest.match_limits();
begin
  drop table if exists pg_temp.likely, pg_temp.ties;
  create temporary table likely on commit drop as
  select m.a, m.b, m.score
  from ingest.matches m
  join pg_temp.units x on x.record_id = m.a
  join pg_temp.units y on y.record_id = m.b
  left join pg_temp.decided d on d.a = m.a and d.b = m.b
  where m.score >= v_limits.together and d.verdict is distinct from 'apart';
  analyze pg_temp.likely;

  -- The best first: two clusters are joined when each is the other's best, none has two groups of one source, and all in
  -- the one may be the same race as all in the other. So a chain of likenesses joins nothing.
  loop
    create temporary table ties on commit drop as
    with linked as (
      select least(x.cluster, y.cluster) as a, greatest(x.cluster, y.cluster) as b, max(l.score) as score, count(*) as links
      from pg_temp.likely l
      join pg_temp.units x on x.record_id = l.a
      join pg_temp.units y on y.record_id = l.b
      where x.cluster <> y.cluster
      group by 1, 2
      having max(l.score) >= v_limits.certain
    ),
    sizes as (
      select cluster, count(*) as units, array_agg(source) as sources
      from pg_temp.units
      where cluster in (select a from linked union select b from linked)
      group by cluster
    ),
    valid as (
      select l.a, l.b, l.score
      from linked l
      join sizes x on x.cluster = l.a
      join sizes y on y.cluster = l.b
      where l.links = x.units * y.units and not x.sources && y.sources
    ),
    sides as (
      select a as cluster, a, b, score from valid union all select b, a, b, score from valid
    ),
    best as (
      select distinct on (cluster) a, b from sides order by cluster, score desc, a, b
    )
    select a, b from best group by a, b having count(*) = 2;

    update pg_temp.units u set cluster = t.a from pg_temp.ties t where u.cluster = t.b;
    exit when not found;
    drop table pg_temp.ties;
  end loop;
  drop table pg_temp.ties;
end
$$;
comment on function ingest.join_certain is 'Join what is surely one race (pg_temp.units), the likeliest first.';
