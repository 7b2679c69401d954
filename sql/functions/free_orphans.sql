create or replace function ingest.free_orphans(p_dead_after interval)
returns text[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_pools text[];
begin
  -- Tables of the queue's own, read once a minute: no view or function of it says who holds a named queue. A pool that
  -- died before its first beat has no row whose silence could tell.
  select coalesce(array_agg(distinct pool), '{}') into v_pools
  from (
    select locked_by, locked_at from graphile_worker._private_jobs
    union all
    select locked_by, locked_at from graphile_worker._private_job_queues
  ) held (pool, since)
  where since < now() - p_dead_after and pool not in (select id from ingest.workers);

  update ingest.attempts
  set outcome = 'crashed', finished_at = clock_timestamp(), error = 'The worker was gone without a trace.'
  where id in (
    select id
    from ingest.attempts
    where outcome is null
      and started_at < now() - p_dead_after
      and worker not in (select id from ingest.workers)
    for update skip locked);

  if v_pools <> '{}' then
    perform graphile_worker.force_unlock_workers(v_pools);
  end if;
  return v_pools;
end
$$;
comment on function ingest.free_orphans is
  'Free the jobs and queues that a pool holds of which nobody has heard for that long, and close its attempts. Answers the pools.';
