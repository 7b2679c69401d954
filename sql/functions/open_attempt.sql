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
  -- Whoever worked on this before is overtaken now: its finish will be refused. A question each that one index answers, whatever the
  -- planner knows: asked in one, with `or`, each request of a run would read through all attempts of the run. By finished_at, which is
  -- null as long as outcome is: by outcome the index of a worker's open attempts would do as well.
  if p_request is not null then
    update ingest.attempts set outcome = 'superseded', finished_at = clock_timestamp()
    where request_id = p_request and finished_at is null;
  elsif p_run is not null then
    update ingest.attempts set outcome = 'superseded', finished_at = clock_timestamp()
    where run_id = p_run and task = p_task and finished_at is null;
  else
    update ingest.attempts set outcome = 'superseded', finished_at = clock_timestamp()
    where job_id = p_job and finished_at is null;
  end if;

  insert into ingest.attempts (task, job_id, number, worker, run_id, request_id, payload)
  values (p_task, p_job, p_number, p_worker, p_run, p_request, p_payload)
  returning id into v_attempt;
  return v_attempt;
end
$$;
comment on function ingest.open_attempt is 'Record that a worker starts on a job; older open attempts at the same work are superseded.';
