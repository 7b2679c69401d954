create or replace function ingest.give_back(p_pools text[], p_reason text)
returns integer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_jobs bigint[];
begin
  -- skip locked: an attempt that is finishing this moment ends as it ends.
  update ingest.attempts
  set outcome = 'postponed', finished_at = clock_timestamp(), error = p_reason
  where id in (
    select id from ingest.attempts where outcome is null and worker = any (p_pools) for update skip locked);
  delete from ingest.workers where id = any (p_pools);
  perform graphile_worker.force_unlock_workers(p_pools);

  -- The queue puts a job that was broken off further away with every try, as if it had failed: another worker may take
  -- it now.
  select array_agg(j.id) into v_jobs
  from ingest.attempts a
  join graphile_worker.jobs j on j.id = a.job_id and j.attempts = a.number
  where a.worker = any (p_pools) and a.outcome = 'postponed' and j.locked_at is null;
  if v_jobs is null then
    return 0;
  end if;
  perform graphile_worker.reschedule_jobs(v_jobs, run_at => now());
  return cardinality(v_jobs);
end
$$;
comment on function ingest.give_back is
  'The last word of worker pools that stop: what they still had goes back to the queue, due now, its attempts closed as '
  'postponed. Answers how many jobs were broken off.';
