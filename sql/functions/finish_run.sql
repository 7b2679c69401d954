create or replace function ingest.finish_run(p_run bigint, p_status text, p_reason text default null)
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
  update ingest.runs
  set status = p_status, reason = p_reason, finished_at = clock_timestamp()
  where id = p_run;

  -- Delivered at commit: whoever waits for a run listens instead of asking.
  select pg_notify('ultrasearch_run', p_run::text);
$$;
comment on function ingest.finish_run is 'End a run (or a held one again) and tell whoever listens on ultrasearch_run.';
