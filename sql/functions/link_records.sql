create or replace function ingest.link_records(p_source text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  drop table if exists pg_temp.members, pg_temp.targets, pg_temp.touched, pg_temp.relinked, pg_temp.merged;

  -- Every live record of every group that gained or lost one: the groups of records that are new, back or changed
  -- group, and the groups of the records they stood beside until now. What is withdrawn keeps its event until it is back.
  create temporary table members on commit drop as
  with groups as (
    select group_key from pg_temp.changed where is_regrouped
    union
    select beside.group_key
    from pg_temp.changed c
    join ingest.event_links was on was.record_id = c.record_id
    join ingest.event_links l on l.event_id = was.event_id
    join ingest.records beside on beside.id = l.record_id and beside.source = p_source and beside.withdrawn_at is null
    where c.is_regrouped
  )
  select r.id as record_id, r.group_key, l.event_id
  from groups
  join ingest.records r on r.source = p_source and r.group_key = groups.group_key and r.withdrawn_at is null
  left join ingest.event_links l on l.record_id = r.id;

  -- A new temporary table looks empty to the planner, which then compares each of its rows with each of another.
  analyze pg_temp.members;

  -- An event belongs to the group of its oldest record. When two events turn out to be one group the older stays;
  -- when an event's group splits, the part with the oldest record keeps it and the other gets a new one.
  create temporary table targets on commit drop as
  with owners as (
    select distinct on (event_id) m.event_id, r.group_key
    from (select distinct event_id from pg_temp.members) m
    join ingest.event_links l using (event_id)
    join ingest.records r on r.id = l.record_id and r.source = p_source
    order by m.event_id, r.id
  ),
  kept as (
    select m.group_key, m.first_record, min(o.event_id) as event_id
    from (select group_key, min(record_id) as first_record from pg_temp.members group by group_key) m
    left join owners o using (group_key)
    group by m.group_key, m.first_record
  )
  select group_key, coalesce(event_id, nextval('public.events_id_seq')) as event_id
  from kept
  order by first_record;

  analyze pg_temp.targets;
  create temporary table relinked on commit drop as
  select m.record_id, t.event_id
  from pg_temp.members m
  join pg_temp.targets t using (group_key)
  where m.event_id is distinct from t.event_id;

  insert into ingest.event_links as l (record_id, event_id, method)
  select record_id, event_id, 'group' from pg_temp.relinked
  on conflict (record_id) do update
  set event_id = excluded.event_id, method = excluded.method, linked_at = now();

  create temporary table touched on commit drop as
  select event_id from pg_temp.targets
  union
  select event_id from pg_temp.members where event_id is not null
  union
  select l.event_id
  from ingest.event_links l
  where l.record_id in (
    select record_id from pg_temp.changed union all select record_id from pg_temp.missing where is_gone);

  -- An event that lost its last record has become the one its oldest record went to.
  create temporary table merged (event_id bigint primary key) on commit drop;
  with merging as (
    update public.events e
    set merged_into = a.into_event, updated_at = now()
    from (
      select distinct on (m.event_id) m.event_id, t.event_id as into_event
      from pg_temp.members m
      join pg_temp.targets t using (group_key)
      where m.event_id is not null and not exists (select from ingest.event_links l where l.event_id = m.event_id)
      order by m.event_id, m.record_id
    ) a
    where e.id = a.event_id
    returning e.id
  )
  insert into pg_temp.merged select id from merging;

  analyze pg_temp.touched;
end
$$;
comment on function ingest.link_records is
  'Link the changed records (pg_temp.changed) to events by the groups their source names; answers which records were '
  'linked anew (pg_temp.relinked), which events to publish again (pg_temp.touched) and which became another '
  '(pg_temp.merged). Event ids never change and are never reused.';
