

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
  select m.a, m.b, m.score, m.parts -> 'day' ->> 0 = 'some days apart' as is_apart
  from ingest.matches m
  join pg_temp.units x on x.record_id = m.a
  join pg_temp.units y on y.record_id = m.b
  left join pg_temp.decided d on d.a = m.a and d.b = m.b
  where m.score >= v_limits.together and d.verdict is distinct from 'apart';
  analyze pg_temp.likely;

  -- The best first: two clusters are joined when each is the other's best, none has two groups of one teller, and all in
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
      having max(l.score) filter (where not l.is_apart) >= v_limits.certain
    ),
    sizes as (
      select cluster, count(*) as units, array_agg(teller) as tellers
      from pg_temp.units
      where cluster in (select a from linked union select b from linked)
      group by cluster
    ),
    valid as (
      select l.a, l.b, l.score
      from linked l
      join sizes x on x.cluster = l.a
      join sizes y on y.cluster = l.b
      where l.links = x.units * y.units and not x.tellers && y.tellers
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
