create or replace function ingest.part_units(p_match boolean)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_limits record := ingest.match_limits();
begin
  drop table if exists pg_temp.bonds;
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
      -- What was imported never hears of a new day.
      or ((m.parts ->> 'days')::integer <= v_limits.sticky_days
          or exists (select from ingest.sources s where s.name in (x.source, y.source) and s.gives_ids))
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
