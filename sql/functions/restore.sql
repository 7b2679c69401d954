create or replace function ingest.restore_records(p_undo ingest.runs)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  drop table if exists pg_temp.restored, pg_temp.left_groups, pg_temp.changed, pg_temp.missing;
  create temporary table restored on commit drop as
  select
    u.record_id, v.parse_id, v.hash, v.event_id, v.latitude, v.longitude, v.precision, v.ambiguous, v.area,
    -- What the run brought, new or back, is there no more; a row is never deleted.
    case when u.before is null then coalesce(v.valid_to, p_undo.published_at) end as withdrawn_at,
    o.parse_id is distinct from v.parse_id or (o.withdrawn_at is null) <> (u.before is not null) as is_told_otherwise,
    -- Observed when the run that said so observed it: what is said anew of a day since may change it.
    b.id as run_id
  from pg_temp.undo_records u
  join ingest.records o on o.id = u.record_id
  left join ingest.record_versions v on v.record_id = u.record_id and v.valid_from = coalesce(u.before, u.long_before)
  left join lateral (
    select k.id
    from ingest.record_versions w
    join ingest.runs k on k.id = w.run_id
    where w.record_id = u.record_id and w.hash = v.hash and w.valid_from <= v.valid_from
      and k.source = o.source and k.trigger not in ('undo', 'erase', 'merge', 'split')
    order by w.valid_from desc
    limit 1
  ) b on u.before is not null and (o.hash <> v.hash or o.withdrawn_at is not null)
  where not u.is_overtaken;
  alter table pg_temp.restored add primary key (record_id);
  analyze pg_temp.restored;

  -- Whom it stood beside in the group that it leaves is compared without it from now on.
  create temporary table left_groups on commit drop as
  select distinct r.source, r.group_key from pg_temp.restored t join ingest.records r on r.id = t.record_id;

  update ingest.records r
  set parse_id = t.parse_id, hash = t.hash, group_key = p.group_key, start_date = p.start_date, latitude = t.latitude,
    longitude = t.longitude, precision = t.precision, ambiguous = t.ambiguous, area = t.area
  from pg_temp.restored t
  join ingest.records o on o.id = t.record_id
  join ingest.parsed_records p on p.parse_id = t.parse_id and p.source_event_id = o.source_event_id
  where r.id = t.record_id;

  -- Of what only its link goes back nobody observed anything: a run that is on its way has its say.
  update ingest.records r
  set withdrawn_at = t.withdrawn_at, changed_run = case when t.is_told_otherwise then coalesce(t.run_id, p_undo.id) else r.changed_run end
  from pg_temp.restored t
  where r.id = t.record_id;

  update ingest.event_links l
  set event_id = t.event_id, linked_at = now()
  from pg_temp.restored t
  where l.record_id = t.record_id and l.event_id <> t.event_id;

  -- What later runs changed stays, and may be of one group with what goes back, or in one event with it.
  create temporary table missing (record_id bigint primary key, is_gone boolean not null) on commit drop;
  create temporary table changed on commit drop as
  with live as materialized (
    select r.id, r.source, r.group_key, l.event_id
    from pg_temp.restored t
    join ingest.records o on o.id = t.record_id
    join ingest.records r on r.source = o.source and r.withdrawn_at is null
      and (r.group_key = o.group_key or r.id in (select record_id from ingest.event_links where event_id = t.event_id))
    join ingest.event_links l on l.record_id = r.id
    group by r.id, r.source, r.group_key, l.event_id
  ),
  torn as (select source, group_key from live group by source, group_key having count(distinct event_id) > 1),
  mixed as (select source, event_id from live group by source, event_id having count(distinct group_key) > 1)
  select
    t.record_id, v.group_key,
    (v.source, v.group_key) in (select source, group_key from torn) or (v.source, v.event_id) in (select source, event_id from mixed)
      as is_regrouped
  from pg_temp.restored t
  left join live v on v.id = t.record_id;
  -- What was decided in that run counts no more, and what it had overruled counts again, also of records that later runs changed.
  insert into pg_temp.changed (record_id, is_regrouped)
  select distinct r.id, true
  from ingest.runs_undone(p_undo.parent_run) u (id)
  join ingest.match_decisions d on d.run_id = u.id
  join ingest.records r on (r.source, r.source_event_id) in ((d.source_a, d.source_event_id_a), (d.source_b, d.source_event_id_b))
  where not exists (select from pg_temp.restored t where t.record_id = r.id);
  insert into pg_temp.changed (record_id, is_regrouped)
  select r.id, false
  from pg_temp.left_groups g
  join ingest.records r on r.source = g.source and r.group_key = g.group_key and r.withdrawn_at is null
  where not exists (select from pg_temp.restored t where t.record_id = r.id);
  analyze pg_temp.changed;
  perform ingest.link_records(false);
  -- Only what went back or was linked anew has a new version.
  delete from pg_temp.changed c where not exists (select from pg_temp.restored t where t.record_id = c.record_id);
  perform ingest.version_records(p_undo.id);
end
$$;
comment on function ingest.restore_records is
  'Bring records and their links back to before the run of pg_temp.undo_records, where no later run changed them; answers what '
  'ingest.link_records does.';

create or replace function ingest.restore_events(p_undo ingest.runs)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  drop table if exists pg_temp.listed, pg_temp.restored;
  create temporary table listed (source_event_id text) on commit drop;

  -- An event goes back exactly as it was, unless a later run had a hand in it: then it is made anew from its records.
  create temporary table restored on commit drop as
  select e.event_id, e.before
  from pg_temp.undo_events e
  where not e.is_overtaken and not e.is_meddled
    -- Without an earlier version it was made by the run, or what it was then went with a source that was erased.
    and (e.before is not null or not exists (
      select
      from ingest.event_links l
      join ingest.records r on r.id = l.record_id
      where l.event_id = e.event_id and r.withdrawn_at is null))
    and not exists (select from pg_temp.relinked m where m.event_id = e.event_id)
    and not exists (select from pg_temp.merged m where m.event_id = e.event_id);

  insert into pg_temp.touched
  select event_id from pg_temp.undo_events
  union
  select event_before from pg_temp.undo_records where not is_overtaken and event_before is not null
  union
  select event_after from pg_temp.undo_records where not is_overtaken and event_after is not null
  except
  select event_id from pg_temp.touched;
  delete from pg_temp.touched t using pg_temp.restored r where r.event_id = t.event_id;

  perform ingest.gather_events();
  insert into pg_temp.facts
  select f.*
  from pg_temp.restored r
  join public.events e on e.id = r.event_id
  cross join lateral jsonb_populate_record(
    null::public.events,
    -- What the run made is hidden, and keeps its facts.
    coalesce(r.before, to_jsonb(e) || jsonb_build_object('withdrawn_at', p_undo.published_at)) || jsonb_build_object('id', e.id, 'series_id', e.series_id)) f;
  insert into pg_temp.offered
  select o.*
  from pg_temp.restored r
  cross join lateral jsonb_array_elements(r.before -> 'distances') d
  cross join lateral jsonb_populate_record(null::public.event_distances, d || jsonb_build_object('event_id', r.event_id)) o
  union all
  select d.*
  from pg_temp.restored r
  join public.event_distances d using (event_id)
  where r.before is null;
end
$$;
comment on function ingest.restore_events is
  'Gather (pg_temp.facts, pg_temp.offered) what the events of pg_temp.undo_events were before the run.';
