-- The same tasks without our attempts: none is recorded, locked, fenced or closed. What an attempt would have told its finish
-- is in its number: what the work is about, and which task. For measurements only: here a worker that froze does its work twice.

alter table ingest.downloads drop constraint downloads_attempt_id_fkey;

create or replace function ingest.open_attempt(
  p_task text, p_job bigint, p_number integer, p_worker text, p_run bigint, p_request bigint, p_payload jsonb default null)
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  -- What a fetch is of is read from its attempt: one of a run.
  if p_task = 'fetch' then
    insert into ingest.attempts (id, task, job_id, number, worker, payload) overriding system value
    values (p_job * 4 + 3, p_task, p_job, p_number, p_worker, p_payload);
  end if;
  return case p_task when 'download' then p_request * 4 when 'parse' then p_request * 4 + 1 when 'upload' then p_run * 4 + 2 else p_job * 4 + 3 end;
end
$$;

create or replace function ingest.lock_attempt(p_attempt bigint)
returns ingest.attempts
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_attempt ingest.attempts;
begin
  v_attempt.id := p_attempt;
  v_attempt.started_at := now();
  case p_attempt % 4
    when 2 then v_attempt.run_id := p_attempt / 4;
    when 3 then
      v_attempt.job_id := p_attempt / 4;
      -- A task that was given its payload would hand it on.
      select payload::jsonb into v_attempt.payload from graphile_worker._private_jobs where id = p_attempt / 4;
    else v_attempt.request_id := p_attempt / 4;
  end case;
  return v_attempt;
end
$$;

create or replace function ingest.close_attempt(p_attempt bigint, p_outcome text, p_error text default null, p_stack text default null)
returns void
language sql
set search_path = pg_catalog, pg_temp
begin atomic
  select;
end;

-- {today} is the day when the attempt began, which nobody wrote down.
create or replace function ingest.dated_url(p_base_url text, p_key text, p_at timestamptz)
returns text
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  select replace(ingest.request_url(p_base_url, p_key), '{today}', to_char(coalesce(p_at, now()) at time zone 'UTC', 'YYYY-MM-DD'));
end;

-- Of an upload that is on its way out of the queue only its attempt would tell. So none stands in line: they wait for each other's lock.
create or replace function ingest.is_upload_due(p_but text default null)
returns boolean
language sql
immutable
set search_path = pg_catalog, pg_temp
return false;
