create or replace function ingest.open_attempt(
  p_task text, p_job bigint, p_number integer, p_worker text, p_run bigint, p_request bigint, p_payload jsonb default null)
returns bigint
-- It keeps its plans, where SQL's are made anew at each call (until Postgres 18).
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_attempt bigint;
begin
  -- Whoever worked on this before is overtaken now: its finish will be refused.
  update ingest.attempts
  set outcome = 'superseded', finished_at = clock_timestamp()
  where outcome is null
    and task = p_task
    and (request_id = p_request
      or p_request is null and run_id = p_run
      or p_run is null and job_id = p_job);

  insert into ingest.attempts (task, job_id, number, worker, run_id, request_id, payload)
  values (p_task, p_job, p_number, p_worker, p_run, p_request, p_payload)
  returning id into v_attempt;
  return v_attempt;
end
$$;
comment on function ingest.open_attempt is 'Record that a worker starts on a job; older open attempts at the same work are superseded.';
