create or replace function ingest.dead_jobs()
returns table (id bigint, task text, tries smallint, attempt bigint, outcome text)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select j.id, j.task_identifier, j.attempts, a.id, a.outcome
  from graphile_worker.jobs j
  left join lateral (
    select *
    from ingest.attempts a
    where a.job_id = j.id and a.number = j.attempts
    order by a.id desc
    limit 1
  ) a on true
  where j.attempts >= j.max_attempts
    and j.locked_at is null
    -- One that is still open is somebody's: its worker has yet to be found dead.
    and (a.id is null or a.outcome is not null)
    and exists (select from ingest.workers w where j.task_identifier = any (w.tasks));
$$;
comment on function ingest.dead_jobs is
  'Jobs that the queue won''t try again, with the attempt that was the last try; without one when that was never begun.';

create or replace function ingest.bury_jobs(p_jobs bigint[])
returns integer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_buried integer;
begin
  -- The attempts say what became of them. Requests and runs that are still open get new jobs by the sweep, so theirs may
  -- go (its key was perhaps given to another already); a job of another task has nobody else to remember it.
  perform graphile_worker.complete_jobs(array(
    select id
    from ingest.dead_jobs()
    where id = any (p_jobs)
      and (task in ('download', 'parse', 'upload') or outcome <> 'postponed')));
  get diagnostics v_buried = row_count;

  perform graphile_worker.reschedule_jobs(array(
    select id from ingest.dead_jobs() where id = any (p_jobs)), run_at => now(), attempts => 0);
  return v_buried;
end
$$;
comment on function ingest.bury_jobs is
  'Take dead jobs out of the queue, and queue those afresh of which only an attempt was used up. Answers how many left.';
