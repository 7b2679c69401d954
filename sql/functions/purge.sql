-- Quoted bodies, because they mention the queue.

create or replace function ingest.purge(p_task text)
returns table (jobs integer, runs bigint[])
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_jobs bigint[];
  v_keys text[];
  v_left integer;
begin
  select coalesce(array_agg(j.id), '{}'), coalesce(array_agg(j.key) filter (where j.key is not null), '{}')
  into v_jobs, v_keys
  from graphile_worker.jobs j
  where j.task_identifier = p_task and j.locked_at is null;

  -- By the keys just read: one that is taken, fails and comes back meanwhile is among them too.
  runs := ingest.cancel_runs(ingest.runs_of_jobs(p_task, v_keys), format('Its %s jobs were purged by an operator.', p_task));
  update ingest.runs u
  set approved_at = null
  where u.id in (
    select r.id
    from ingest.runs r
    where r.status = 'held' and r.approved_at is not null and 'upload:' || r.id = any (v_keys)
    for no key update skip locked);

  perform graphile_worker.complete_jobs(v_jobs);
  select count(*) into v_left from graphile_worker.jobs j where j.id = any (v_jobs);
  jobs := cardinality(v_jobs) - v_left;
  return next;
end
$$;
comment on function ingest.purge is
  'Take the jobs of a task that wait out of the queue, and cancel the runs they belong to. Answers how many jobs, and which runs.';

create or replace function ingest.runs_of_jobs(p_task text, p_keys text[])
returns bigint[]
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  -- A request that waits in its host's line has no job, and would get one.
  select coalesce(array_agg(distinct r.id), '{}')
  from ingest.runs r
  left join ingest.requests q on q.run_id = r.id and q.state in ('queued', 'downloaded')
  where r.status = 'running'
    and case p_task
      when 'download' then q.state = 'queued' and (q.slot is null or 'download:' || q.id = any (p_keys))
      when 'parse' then q.state = 'downloaded' and 'parse:' || q.id = any (p_keys)
      when 'upload' then r.open = 0 and 'upload:' || r.id = any (p_keys)
      else false
    end;
end;
comment on function ingest.runs_of_jobs is 'The running runs that jobs of a task, by their keys, are for.';

create or replace function ingest.known_tasks()
returns text[]
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select array(
    select unnest(array['fetch', 'download', 'parse', 'upload'])
    union
    select unnest(tasks) from ingest.workers
    union
    select task_identifier from graphile_worker.jobs
    order by 1);
$$;
comment on function ingest.known_tasks is 'Every task that a worker takes or that stands in the queue.';
