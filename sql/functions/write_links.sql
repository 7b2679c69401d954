create or replace function ingest.write_links()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_new bigint;
begin
  drop table if exists pg_temp.targets, pg_temp.touched, pg_temp.relinked, pg_temp.merged, pg_temp.members;

  create temporary table members on commit drop as
  select u.cluster, r.id as record_id, l.event_id as was_event
  from pg_temp.units u
  join ingest.records r on r.source = u.source and r.group_key = u.group_key and r.withdrawn_at is null
  left join ingest.event_links l on l.record_id = r.id;
  analyze pg_temp.members;
  perform ingest.keep_events();
  perform ingest.list_given_ids();

  create temporary table targets on commit drop as
  select cluster, coalesce(event_id, kept, given, nextval('public.events_id_seq')) as event_id, method
  from (
    select
      u.cluster, min(u.event_id) as event_id, min(k.event_id) as kept, min(g.event_id) as given, min(u.record_id) as first_record,
      case when bool_or(u.is_decided) then 'operator' when count(*) > 1 then 'match' else 'group' end as method
    from pg_temp.units u
    left join pg_temp.kept_events k using (cluster)
    left join pg_temp.given_ids g using (cluster)
    group by u.cluster
    order by first_record
  ) c;
  analyze pg_temp.targets (cluster);

  create temporary table relinked on commit drop as
  select m.record_id, m.was_event, t.event_id, t.method
  from pg_temp.members m
  join pg_temp.targets t using (cluster)
  where m.was_event is distinct from t.event_id;
  analyze pg_temp.relinked;

  insert into ingest.event_links as l (record_id, event_id, method)
  select record_id, event_id, method from pg_temp.relinked order by record_id
  on conflict (record_id) do update
  set event_id = excluded.event_id, method = excluded.method, linked_at = now();
  get diagnostics v_new = row_count;
  if ingest.has_outgrown('ingest.event_links', v_new) then
    analyze (skip_locked) ingest.event_links (record_id, event_id);
  end if;

  create temporary table touched on commit drop as
  select event_id from pg_temp.relinked
  union
  select was_event from pg_temp.relinked where was_event is not null
  union
  select l.event_id
  from ingest.event_links l
  where l.record_id in (
    select record_id from pg_temp.changed union all select record_id from pg_temp.missing where is_gone);

  -- An event that lost its last live record has become the one its oldest record went to.
  create temporary table merged (event_id bigint not null) on commit drop;
  with merging as (
    update public.events e
    set merged_into = a.event_id, updated_at = clock_timestamp()
    from (
      select distinct on (was_event) was_event, event_id
      from pg_temp.relinked m
      where was_event is not null and not exists (
        -- What was withdrawn keeps its link, and keeps nobody.
        select
        from ingest.event_links l
        join ingest.records r on r.id = l.record_id and r.withdrawn_at is null
        where l.event_id = m.was_event)
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

create or replace function ingest.keep_events()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  drop table if exists pg_temp.kept_events;
  -- Its oldest record may have gone where an older event is, and the others where none is.
  create temporary table kept_events on commit drop as
  with claimed as materialized (
    select cluster, min(event_id) as event_id from pg_temp.units group by cluster
  ),
  unclaimed as materialized (
    select distinct on (m.was_event) m.was_event, m.cluster
    from pg_temp.members m
    where m.was_event is not null and not exists (select from claimed c where c.event_id = m.was_event)
    order by m.was_event, m.record_id
  )
  select u.cluster, min(u.was_event) as event_id
  from unclaimed u
  join claimed c on c.cluster = u.cluster and c.event_id is null
  where not exists (
    select
    from ingest.event_links l
    where l.event_id = u.was_event and not exists (select from pg_temp.members m where m.record_id = l.record_id))
  group by u.cluster;
end
$$;
comment on function ingest.keep_events is
  'Events that no cluster of pg_temp.units has any more, though their oldest record (pg_temp.members) is in one without an event: that one keeps '
  'them (pg_temp.kept_events), so that what an event became is always there.';
