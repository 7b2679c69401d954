create or replace function ingest.lock_stages(p_source text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_before bigint;
  v_locked bigint;
begin
  -- As the stages do: a fetch has its source before its attempt, all others their request before its run.
  perform from ingest.sources where name = p_source for no key update;
  perform from ingest.attempts where payload ->> 'source' = p_source and outcome is null order by id for update;
  -- What ended while this waited may have asked for more.
  loop
    v_before := v_locked;
    select count(*) into v_locked
    from (
      select
      from ingest.runs r
      join ingest.requests q on q.run_id = r.id
      where r.source = p_source and r.status = 'running' and q.state in ('queued', 'downloaded')
      order by q.id
      for update of q
    ) open;
    exit when v_locked = v_before;
  end loop;
end
$$;
comment on function ingest.lock_stages is 'Wait for the stages of a source that are finishing this moment, and let no other finish.';

create or replace function ingest.erase_events(p_source text)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_records bigint;
  v_events bigint;
begin
  drop table if exists pg_temp.told, pg_temp.touched, pg_temp.merged, pg_temp.listed;
  create temporary table told on commit drop as
  select id as record_id from ingest.records where source = p_source;
  create temporary table touched on commit drop as
  select distinct l.event_id
  from pg_temp.told
  join ingest.event_links l using (record_id);

  delete from ingest.match_decisions d where p_source in (d.source_a, d.source_b);
  delete from ingest.match_blocks b using pg_temp.told t where b.record_id = t.record_id;
  delete from ingest.event_links l using pg_temp.told t where l.record_id = t.record_id;
  delete from ingest.record_versions v using pg_temp.told t where v.record_id = t.record_id;
  delete from ingest.records r using pg_temp.told t where r.id = t.record_id;
  get diagnostics v_records = row_count;

  perform ingest.list_sole(p_source);
  -- What others told may have been one with it for a while: then it stayed what it was before, or has always been what it is now.
  update ingest.record_versions v
  set event_id = coalesce(
    (select b.event_id
     from ingest.record_versions b
     where b.record_id = v.record_id and b.valid_from < v.valid_from and b.event_id not in (select id from pg_temp.sole)
     order by b.valid_from desc
     limit 1),
    l.event_id)
  from pg_temp.sole s, ingest.event_links l
  where v.event_id = s.id and l.record_id = v.record_id;
  delete from ingest.event_versions v using pg_temp.sole s where v.event_id = s.id;
  delete from ingest.event_versions v
  where v.facts -> 'sources' ? p_source or (v.facts ->> 'merged_into')::bigint in (select id from pg_temp.sole);
  delete from public.event_distances d using pg_temp.sole s where d.event_id = s.id;
  update public.events e
  set merged_into = t.event_id, updated_at = clock_timestamp()
  from pg_temp.strays t
  where e.id = t.id;
  delete from public.events e using pg_temp.sole s where e.id = s.id;
  get diagnostics v_events = row_count;
  delete from pg_temp.touched t using pg_temp.sole s where t.event_id = s.id;
  drop table pg_temp.sole;

  perform ingest.publish_rest(p_source);
  return jsonb_build_object('records', v_records, 'events', v_events, 'shared_events', (select count(*) from pg_temp.touched));
end
$$;
comment on function ingest.erase_events is 'Delete the records of a source and the events that it alone lists; events that others list are made anew from those.';

create or replace function ingest.list_sole(p_source text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  drop table if exists pg_temp.sole;
  -- Whatever it alone told goes, events that became others included, and what an undo left without records. Ids are never given again.
  create temporary table sole on commit drop as
  select e.id
  from public.events e
  where p_source = any (e.sources) and (e.sources <@ array[p_source] or e.merged_into is null)
    and not exists (select from ingest.event_links l where l.event_id = e.id);
  loop
    drop table if exists pg_temp.strays;
    -- What became one of those, and parted from it since, is where the oldest record that it ever had is now.
    create temporary table strays on commit drop as
    select e.id, (
      select t.id
      from ingest.record_versions v
      join ingest.event_links l using (record_id)
      cross join lateral public.event_id(l.event_id) t (id)
      where v.event_id = e.id and not exists (select from pg_temp.sole s where s.id = t.id)
      order by v.record_id
      limit 1
    ) as event_id
    from public.events e
    where e.merged_into in (select id from pg_temp.sole) and not exists (select from pg_temp.sole s where s.id = e.id);
    insert into pg_temp.sole
    select t.id
    from pg_temp.strays t
    where t.event_id is null and not exists (select from ingest.event_links l where l.event_id = t.id);
    exit when not found;
  end loop;
end
$$;
comment on function ingest.list_sole is
  'What goes with a source whose records are gone (pg_temp.sole), and what the others that became one of those are from now on '
  '(pg_temp.strays): null where nothing is left of one but what was withdrawn.';

create or replace function ingest.publish_rest(p_source text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_source text;
  v_run bigint;
begin
  drop table if exists pg_temp.husks;
  -- An event that became another keeps its id for whoever asks by it, and nothing of what was told of it.
  create temporary table husks on commit drop as
  select e.id from public.events e where p_source = any (e.sources) and e.merged_into is not null;
  -- What became nothing that is left is told by what was withdrawn.
  insert into pg_temp.touched
  select id from pg_temp.strays where event_id is null
  except
  select event_id from pg_temp.touched;
  -- One that became another may have been held by nothing but what was withdrawn: nobody is left to tell it anew.
  delete from pg_temp.touched t where not exists (select from ingest.event_links l where l.event_id = t.event_id);
  select min(o.source) into v_source
  from (
    select r.source
    from (select event_id from pg_temp.touched union all select id from pg_temp.husks) e
    join ingest.event_links l using (event_id)
    join ingest.records r on r.id = l.record_id
    union all
    select unnest(array_remove(e.sources, p_source))
    from public.events e
    where e.id in (select id from pg_temp.husks union all select id from pg_temp.strays)
  ) o;
  if v_source is null then
    return;
  end if;
  insert into ingest.runs (source, number, trigger, parser_version, status, complete, finished_at, published_at, reason)
  values (v_source, ingest.next_number(v_source), 'erase', '', 'published', false, clock_timestamp(), ingest.next_publication(),
    'Another source was erased.')
  returning id into v_run;

  create temporary table merged on commit drop as select id as event_id from pg_temp.strays;
  create temporary table listed (source_event_id text) on commit drop;
  perform ingest.gather_events();
  insert into pg_temp.facts (id, name, start_date, ambiguous, status, virtual, sources, merged_into)
  select
    e.id, coalesce(f.name, t.name), coalesce(f.start_date, t.start_date), false, coalesce(f.status, t.status),
    coalesce(f.virtual, t.virtual),
    -- Those whose word it has from now on, too: one of them may be erased next.
    array(select unnest(array_remove(e.sources, p_source) || coalesce(f.sources, t.sources)) except select p_source order by 1), e.merged_into
  from pg_temp.husks h
  join public.events e on e.id = h.id
  join public.events t on t.id = public.event_id(h.id)
  left join pg_temp.facts f on f.id = t.id;
  perform ingest.write_events(v_run);
end
$$;
comment on function ingest.publish_rest is
  'Publish the events in pg_temp.touched as the sources that are left tell them, and those in pg_temp.strays as what they became.';

create or replace function ingest.erase_sources_pages(p_source text)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_runs bigint;
  v_readings bigint;
  v_snapshots bigint;
begin
  -- Jobs that are running find nothing to finish, and end.
  perform graphile_worker.complete_jobs(array_agg(j.id))
  from graphile_worker.jobs j
  where j.key = 'fetch:' || p_source or j.key in (
    select unnest(array['download:' || q.id, 'parse:' || q.id, 'upload:' || q.run_id])
    from ingest.runs r
    join ingest.requests q on q.run_id = r.id
    where r.source = p_source);

  delete from ingest.sites where source = p_source;
  -- Reasons may quote its pages.
  delete from ingest.state_changes where source = p_source;
  delete from ingest.pages where source = p_source;
  create temporary table its_snapshots on commit drop as
  select snapshot_sha256 as sha256 from ingest.parses where source = p_source
  union
  select d.snapshot_sha256
  from ingest.runs r
  join ingest.requests q on q.run_id = r.id
  join ingest.downloads d on d.request_id = q.id
  where r.source = p_source and d.snapshot_sha256 is not null;

  perform ingest.bequeath_runs(p_source);
  delete from ingest.attempts where payload ->> 'source' = p_source;
  update ingest.runs set parent_run = null, undone_by = null where source = p_source and (parent_run is not null or undone_by is not null);
  delete from ingest.runs where source = p_source;
  get diagnostics v_runs = row_count;
  delete from ingest.parses where source = p_source;
  get diagnostics v_readings = row_count;
  delete from ingest.snapshots n
  using pg_temp.its_snapshots i
  where n.sha256 = i.sha256
    and not exists (select from ingest.parses p where p.snapshot_sha256 = n.sha256)
    and not exists (select from ingest.downloads d where d.snapshot_sha256 = n.sha256);
  get diagnostics v_snapshots = row_count;
  drop table pg_temp.its_snapshots;
  -- Hosts that nobody asks any more, unless an operator said something of them.
  delete from ingest.hosts h
  where h.own_interval_ms is null and h.paused_at is null
    and not exists (select from ingest.requests q where q.host = h.name);
  return jsonb_build_object('runs', v_runs, 'readings', v_readings, 'snapshots', v_snapshots);
end
$$;
comment on function ingest.erase_sources_pages is 'Delete the pages, readings, bytes, runs, attempts, sites and hosts of a source whose records are gone.';
