-- Quoted bodies: a function that Postgres knows to depend on graphile_worker would block that library's own migrations.

drop function if exists ingest.job(text, jsonb, text, timestamptz);

create or replace function ingest.job(
  p_task text, p_payload jsonb, p_key text, p_run_at timestamptz default null, p_priority bigint default 0)
returns graphile_worker.job_spec
-- It keeps its plans, where SQL's are made anew at each call (until Postgres 18).
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- The queue's own limit of tries is far above ours: crashes and postponements use it up too.
  return jsonb_populate_record(null::graphile_worker.job_spec, jsonb_build_object(
    'identifier', p_task, 'payload', p_payload, 'job_key', p_key, 'run_at', p_run_at,
    'priority', least(p_priority, 32767),
    'max_attempts', 25));
end
$$;
comment on function ingest.job is 'One job to hand to ingest.add_jobs, which takes many at once. Of those that are due the lowest priority goes first; '
  'the queue knows 32,767 of them, and what comes after is the last.';

create or replace function ingest.add_jobs(p_specs graphile_worker.job_spec[])
returns table (id bigint)
language plpgsql
set search_path = pg_catalog, pg_temp
-- Else graphile_worker.add_jobs plans at each call how to find a few jobs among all: with this, and ingest.job in plpgsql, 65 µs a job
-- instead of 170. By an index, since one plan is kept, and may be made while the queue is empty.
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
begin
  return query select j.id from graphile_worker.add_jobs(p_specs) j;
end
$$;
comment on function ingest.add_jobs is 'Queue these jobs (ingest.job); answers their ids.';

create or replace function ingest.queue(p_task text, p_payload jsonb, p_key text, p_run_at timestamptz default null)
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select id from ingest.add_jobs(array[ingest.job(p_task, p_payload, p_key, p_run_at)]));
end
$$;
comment on function ingest.queue is 'Queue one job under its key; answers the job''s id.';
