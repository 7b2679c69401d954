-- A quoted body, and a function although a view would do: a view that Postgres knows to depend on graphile_worker would
-- block that library's own migrations.

create or replace function ingest.queue_depth()
returns table (task text, state text, jobs bigint, oldest_at timestamptz)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select j.task_identifier, s.state, count(*), min(case when s.state = 'running' then j.locked_at else j.run_at end)
  from graphile_worker.jobs j
  cross join lateral (
    select case
      when j.locked_at is not null then 'running'
      when j.attempts >= j.max_attempts then 'dead'
      when j.run_at > now() then 'later'
      else 'due'
    end as state
  ) s
  group by j.task_identifier, s.state
  union all
  select 'download', 'in line', count(*), min(q.waiting_since)
  from ingest.requests q
  join ingest.runs r on r.id = q.run_id and r.status = 'running'
  where q.state = 'queued' and q.slot is null
  having count(*) > 0;
$$;
comment on function ingest.queue_depth is 'What status.queue shows.';
