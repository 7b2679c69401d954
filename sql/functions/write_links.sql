create or replace function ingest.write_links()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  drop table if exists pg_temp.targets, pg_temp.touched, pg_temp.relinked, pg_temp.merged, pg_temp.members;

  create temporary table targets on commit drop as
  select cluster, coalesce(event_id, nextval('public.events_id_seq')) as event_id, method
  from (
    select
      cluster, min(event_id) as event_id, min(record_id) as first_record,
      case when bool_or(is_decided) then 'operator' when count(*) > 1 then 'match' else 'group' end as method
    from pg_temp.units
    group by cluster
    order by first_record
  ) c;
  alter table pg_temp.targets add primary key (cluster);
  analyze pg_temp.targets;

  create temporary table members on commit drop as
  select r.id as record_id, l.event_id as was_event, t.event_id, t.method
  from pg_temp.units u
  join pg_temp.targets t using (cluster)
  join ingest.records r on r.source = u.source and r.group_key = u.group_key and r.withdrawn_at is null
  left join ingest.event_links l on l.record_id = r.id;

  create temporary table relinked on commit drop as
  select record_id, was_event, event_id, method from pg_temp.members where was_event is distinct from event_id;
  analyze pg_temp.relinked;

  insert into ingest.event_links as l (record_id, event_id, method)
  select record_id, event_id, method from pg_temp.relinked
  on conflict (record_id) do update
  set event_id = excluded.event_id, method = excluded.method, linked_at = now();

  create temporary table touched on commit drop as
  select event_id from pg_temp.relinked
  union
  select was_event from pg_temp.relinked where was_event is not null
  union
  select l.event_id
  from ingest.event_links l
  where l.record_id in (
    select record_id from pg_temp.changed union all select record_id from pg_temp.missing where is_gone);

  -- An event that lost its last record has become the one its oldest record went to.
  create temporary table merged (event_id bigint primary key) on commit drop;
  with merging as (
    update public.events e
    set merged_into = a.event_id, updated_at = now()
    from (
      select distinct on (was_event) was_event, event_id
      from pg_temp.relinked m
      where was_event is not null and not exists (select from ingest.event_links l where l.event_id = m.was_event)
      order by was_event, record_id
    ) a
    where e.id = a.was_event
    returning e.id
  )
  insert into pg_temp.merged select id from merging;
  analyze pg_temp.touched;
end
$$;
comment on function ingest.write_links is 'Give each cluster of pg_temp.units its event, the oldest that is in it, and link its records to that.';
