create or replace function ingest.link_records(p_match boolean default true)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform ingest.list_groups();
  perform ingest.key_groups();
  perform ingest.match_groups();
  perform ingest.list_units();
  perform ingest.part_units(p_match);
  perform ingest.join_decided();
  if p_match then
    perform ingest.join_certain();
  end if;
  perform ingest.write_links();
end
$$;
comment on function ingest.link_records is
  'Link the changed records (pg_temp.changed, pg_temp.missing) to events: by the groups their source names, by what operators decided and, '
  'where p_match, by what is surely the same race at another source. Answers which records were linked anew (pg_temp.relinked), which events '
  'to publish again (pg_temp.touched) and which became another (pg_temp.merged). Event ids never change and are never reused.';

create or replace function ingest.list_groups()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  drop table if exists pg_temp.groups;
  -- The groups of what changed or went, those it was of before, and those it stood beside until now. At first, all.
  create temporary table groups (source text, group_key text) on commit drop;
  if not exists (select from ingest.match_keys) then
    delete from ingest.match_blocks;
    insert into pg_temp.groups select distinct source, group_key from ingest.records where withdrawn_at is null;
  end if;
  insert into pg_temp.groups
  with moved as (
    select record_id from pg_temp.changed
    union
    select record_id from pg_temp.missing where is_gone
  )
  select r.source, r.group_key from moved m join ingest.records r on r.id = m.record_id
  union
  select k.source, k.group_key from moved m join ingest.match_keys k using (record_id)
  union
  select beside.source, beside.group_key
  from pg_temp.changed c
  join ingest.event_links was on was.record_id = c.record_id
  join ingest.event_links l on l.event_id = was.event_id
  join ingest.records beside on beside.id = l.record_id and beside.withdrawn_at is null
  where c.is_regrouped
  except
  select source, group_key from pg_temp.groups;
  alter table pg_temp.groups add primary key (source, group_key);
  analyze pg_temp.groups;
end
$$;
comment on function ingest.list_groups is 'Which groups of records a publication may link otherwise than they are (pg_temp.groups).';

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
  select d.b from its join ingest.decisions() d on d.a = its.record_id where d.verdict = 'same';
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
  select k.record_id, k.source, k.group_key, k.record_id as cluster, null::bigint as event_id, false as is_decided
  from all_units
  join ingest.match_keys k using (record_id);
  alter table pg_temp.units add primary key (record_id), add unique (source, group_key);
  analyze pg_temp.units;

  -- An event belongs, of each source, to the group of its oldest live record. So when a group splits, the part with the oldest
  -- record keeps the event; and when two events turn out to be one group the older stays.
  update pg_temp.units u
  set event_id = o.event_id
  from (
    select source, group_key, min(event_id) as event_id
    from (
      select distinct on (l.event_id, r.source) l.event_id, r.source, r.group_key
      from (
        select distinct l.event_id
        from pg_temp.units u
        join ingest.records r on r.source = u.source and r.group_key = u.group_key and r.withdrawn_at is null
        join ingest.event_links l on l.record_id = r.id
      ) e
      join ingest.event_links l using (event_id)
      join ingest.records r on r.id = l.record_id
      order by l.event_id, r.source, r.withdrawn_at is not null, r.id
    ) owners
    group by source, group_key
  ) o
  where o.source = u.source and o.group_key = u.group_key;
end
$$;
comment on function ingest.list_units is 'The groups that may be linked otherwise, with all that hangs together with them, and the event each has (pg_temp.units).';

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
