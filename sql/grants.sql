-- Who may do what, on one page. Applied at the end of every migration, in its transaction. Hosted Supabase grants
-- everything on new objects by default, so everything is revoked first, then what is meant is granted.

-- Where the database came from another server by a dump, its operators' roles stayed there.
do $$
declare
  v_role text;
begin
  foreach v_role in array array['ultrasearch_viewer', 'ultrasearch_operator']
  loop
    if to_regrole(v_role) is null then
      execute format('create role %I nologin', v_role);
    end if;
  end loop;
end
$$;

revoke all on schema ingest, status, search from public, anon, authenticated, service_role, ultrasearch_viewer, ultrasearch_operator;
revoke all on all tables in schema ingest, status, search from public, anon, authenticated, service_role, ultrasearch_viewer, ultrasearch_operator;
revoke all on all sequences in schema ingest, search from public, anon, authenticated, service_role;
revoke all on all functions in schema ingest, status, search from public, anon, authenticated, service_role, ultrasearch_viewer, ultrasearch_operator;

revoke all on table public.events, public.event_distances, public.event_full, public.sources
  from public, anon, authenticated, service_role;
revoke all on sequence public.events_id_seq from public, anon, authenticated, service_role;
revoke all on function public.distance_filtered_event_full, public.search_events, public.search_version, public.find_event,
  public.event_id, public.event_of, public.event_points, public.event_details from public, anon, authenticated, service_role;

-- Readers: rows by row-level security.
grant usage on schema public to anon, authenticated, service_role;
grant select on table public.events, public.event_distances, public.event_full, public.sources
  to anon, authenticated, service_role;
grant execute on function public.distance_filtered_event_full, public.search_events, public.search_version, public.find_event,
  public.event_id, public.event_of, public.event_points, public.event_details to anon, authenticated, service_role;
-- event_full reads these as its reader. Nobody gets to the schema by name.
grant select (
  id, created_at, name, url, start_date, city, state, country, latitude, longitude, takes_place, lengths, event_distance_json,
  event_km_json, event_hours_json, event_render_json) on search.listings to anon, authenticated, service_role;
grant execute on function search.metres to anon, authenticated, service_role;
-- And public.sources this.
grant select (name, title, home_page, attribution, licence, terms_url, may_export, erased_at) on ingest.sources to anon, authenticated, service_role;

-- Operators.
grant ultrasearch_viewer to ultrasearch_operator;
-- `ultrasearch serve` connects as the owner and becomes, for each request, what whoever asks is.
grant ultrasearch_viewer, ultrasearch_operator to current_user with inherit false, set true;
grant usage on schema status to ultrasearch_viewer;
grant select on all tables in schema status to ultrasearch_viewer;
-- A view lends its owner's rights on tables, not on functions: those in views need their own.
grant execute on function ingest.request_url, ingest.erased_reason, ingest.full_reason, ingest.free_at, ingest.paused_reason,
  ingest.request_host, ingest.next_tick, ingest.queue_depth, ingest.match_limits, ingest.decisions to ultrasearch_viewer;
grant execute on function status.event_history, status.events_as_of, status.run_changes, status.lineage,
  status.crontab_lines, status.crontab_missed, status.snapshot, status.held_changes, status.change_kinds,
  status.activity to ultrasearch_viewer;
grant execute on function status.fetch_source, status.run_line, status.approve_run, status.discard_run, status.add_site, status.remove_site,
  status.set_limit, status.undo_run, status.erase_source, status.readmit_source
  to ultrasearch_operator;
grant execute on function status.cancel_run, status.retry_run, status.retry_request, status.purge_queue, status.pause_source,
  status.resume_source, status.set_stale_after to ultrasearch_operator;
grant execute on function status.pause_host, status.resume_host, status.set_host_interval to ultrasearch_operator;
grant execute on function status.merge_events, status.split_event, status.keep_apart, status.call_otherwise to ultrasearch_operator;

-- How long a reader's question may take. PostgREST reads it from the role and sets it for each request. Hosted Supabase has
-- limits of its own (anon 3 s, authenticated 8 s): a limit that is there stays. Roles belong to the whole server: two databases
-- that are migrated at once don't wait for each other.
do $$
declare
  v_role text;
begin
  foreach v_role in array array['anon', 'authenticated']
  loop
    if not exists (
      select
      from pg_db_role_setting s, unnest(s.setconfig) c
      where s.setrole = v_role::regrole and s.setdatabase = 0 and c like 'statement_timeout=%')
    then
      execute format('alter role %I set statement_timeout = %L', v_role, '5s');
    end if;
  end loop;
exception
  when insufficient_privilege then
    raise warning 'The time limit of readers can''t be set as %: alter role anon set statement_timeout = ''5s'', as one who may.', current_user;
  when others then
    -- "tuple concurrently updated": somebody else sets it this moment.
    if sqlstate <> 'XX000' and sqlstate <> '23505' then
      raise;
    end if;
end
$$;
