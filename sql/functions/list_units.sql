create or replace function ingest.list_units()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_limits record := ingest.match_limits();
begin
  drop table if exists pg_temp.units, pg_temp.seeds;

  -- Those groups, what they may join, and all that shares an event with one of them. A group is known by its oldest record.
  create temporary table seeds on commit drop as
  with its as (
    select k.record_id from pg_temp.groups g join ingest.match_keys k using (source, group_key)
  )
  select record_id from its
  union
  select m.b from its join ingest.matches m on m.a = its.record_id where m.score >= v_limits.certain
  union
  select m.a from its join ingest.matches m on m.b = its.record_id where m.score >= v_limits.certain
  union
  select d.b from its join pg_temp.decided d on d.a = its.record_id where d.verdict = 'same';
  analyze pg_temp.seeds;

  create temporary table units on commit drop as
  with members as (
    select s.record_id as seed, r.id
    from pg_temp.seeds s
    join ingest.match_keys k using (record_id)
    join ingest.records r on r.source = k.source and r.group_key = k.group_key and r.withdrawn_at is null
  ),
  all_units as (
    select record_id from pg_temp.seeds
    union
    select k.record_id
    from members m
    join ingest.event_links l on l.record_id = m.id
    join ingest.event_links o on o.event_id = l.event_id
    join ingest.records r on r.id = o.record_id and r.withdrawn_at is null
    join ingest.match_keys k on k.source = r.source and k.group_key = r.group_key
  )
  select k.record_id, k.source, k.group_key, k.teller, k.record_id as cluster, null::bigint as event_id, false as is_decided
  from all_units
  join ingest.match_keys k using (record_id);
  analyze pg_temp.units;

  -- An event belongs, of each teller, to the group of its oldest live record. So when a group splits, the part with the oldest
  -- record keeps the event; and when two events turn out to be one group the older stays. What is withdrawn speaks where nothing
  -- of its source is live.
  update pg_temp.units u
  set event_id = o.event_id
  from (
    select source, group_key, min(event_id) as event_id
    from (
      select distinct on (l.event_id, teller) l.event_id, r.source, r.group_key, coalesce(k.teller, r.source) as teller
      from (
        select distinct l.event_id
        from pg_temp.units u
        join ingest.records r on r.source = u.source and r.group_key = u.group_key and r.withdrawn_at is null
        join ingest.event_links l on l.record_id = r.id
      ) e
      join ingest.event_links l using (event_id)
      join ingest.records r on r.id = l.record_id
      left join ingest.match_keys k on k.source = r.source and k.group_key = r.group_key
      where r.withdrawn_at is null or not exists (
        select
        from ingest.event_links o
        join ingest.records live on live.id = o.record_id and live.withdrawn_at is null
        where o.event_id = l.event_id and live.source = r.source)
      order by l.event_id, teller, r.withdrawn_at is not null, r.id
    ) owners
    group by source, group_key
  ) o
  where o.source = u.source and o.group_key = u.group_key;
end
$$;
comment on function ingest.list_units is 'The groups that may be linked otherwise, with all that hangs together with them, and the event each has (pg_temp.units).';

create or replace function ingest.are_in_company()
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_limits record := ingest.match_limits();
begin
  -- What is certain has both its groups here.
  return exists (select from pg_temp.decided d join pg_temp.units u on u.record_id = d.a)
    or exists (select from pg_temp.units where event_id is not null group by event_id having count(*) > 1)
    or exists (select from pg_temp.units u join ingest.matches m on m.a = u.record_id where m.score >= v_limits.certain);
end
$$;
comment on function ingest.are_in_company is
  'Whether there is anything to part or to join in pg_temp.units: most new groups are of one source only, and most that change stay as they were.';
