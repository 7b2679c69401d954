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

  -- Whatever it alone told goes, events that became others included. Ids are never given again.
  create temporary table sole on commit drop as
  select e.id
  from public.events e
  where e.sources <@ array[p_source] and not exists (select from ingest.event_links l where l.event_id = e.id);
  -- An event that became another keeps its id for whoever asks by it, and nothing of what was told of it.
  create temporary table husks on commit drop as
  select e.id
  from public.events e
  where p_source = any (e.sources) and e.merged_into is not null and not exists (select from ingest.event_links l where l.event_id = e.id)
    and not exists (select from pg_temp.sole s where s.id in (e.id, e.merged_into));
  update public.events e
  set name = t.name, start_date = t.start_date, sources = array_remove(e.sources, p_source), edition = null, url = null, end_date = null,
    city = null, state = null, country = null, latitude = null, longitude = null, precision = null, registration = null,
    elevation_gain = null, surface = null, event_type = null
  from pg_temp.husks h, public.events t
  where e.id = h.id and t.id = public.event_id(h.id) and cardinality(e.sources) > 1;
  delete from public.event_distances d using pg_temp.husks h where d.event_id = h.id;
  -- What others told may have been one with it for a while: then it has always been what it is now.
  update ingest.record_versions v
  set event_id = l.event_id
  from pg_temp.sole s, ingest.event_links l
  where v.event_id = s.id and l.record_id = v.record_id;
  delete from ingest.event_versions v using pg_temp.sole s where v.event_id = s.id;
  delete from ingest.event_versions v where v.facts -> 'sources' ? p_source;
  delete from public.event_distances d using pg_temp.sole s where d.event_id = s.id;
  update public.events e set merged_into = null from pg_temp.sole s where e.merged_into = s.id;
  delete from public.events e using pg_temp.sole s where e.id = s.id;
  get diagnostics v_events = row_count;
  delete from pg_temp.touched t using pg_temp.sole s where t.event_id = s.id;
  drop table pg_temp.sole, pg_temp.husks;

  perform ingest.publish_rest(p_source);
  return jsonb_build_object('records', v_records, 'events', v_events, 'shared_events', (select count(*) from pg_temp.touched));
end
$$;
comment on function ingest.erase_events is 'Delete the records of a source and the events that it alone lists; events that others list are made anew from those.';

create or replace function ingest.publish_rest(p_source text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_run bigint;
begin
  -- One that became another may have been held by nothing but what was withdrawn: nobody is left to tell it anew.
  delete from pg_temp.touched t where not exists (select from ingest.event_links l where l.event_id = t.event_id);
  if not exists (select from pg_temp.touched) then
    return;
  end if;
  insert into ingest.runs (source, number, trigger, parser_version, status, complete, finished_at, published_at, reason)
  select o.source, ingest.next_number(o.source), 'erase', '', 'published', false, clock_timestamp(), ingest.next_publication(),
    'Another source was erased.'
  from (
    select min(r.source) as source
    from pg_temp.touched
    join ingest.event_links l using (event_id)
    join ingest.records r on r.id = l.record_id
  ) o
  returning id into v_run;

  create temporary table merged (event_id bigint primary key) on commit drop;
  create temporary table listed (source_event_id text) on commit drop;
  perform ingest.gather_events();
  perform ingest.write_events(v_run);
end
$$;
comment on function ingest.publish_rest is 'Publish the events in pg_temp.touched as the sources that are left tell them.';

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
