create or replace function ingest.begin_chore(p_task text, p_payload jsonb, p_job bigint, p_number integer, p_worker text)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  return jsonb_build_object('attempt', ingest.open_attempt(p_task, p_job, p_number, p_worker, null, null, p_payload));
end
$$;
comment on function ingest.begin_chore is 'Start on a job of housekeeping, of any task: {attempt}.';

create or replace function ingest.finish_chore(p_attempt bigint)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if (ingest.lock_attempt(p_attempt)).id is null then
    return 'superseded';
  end if;
  perform ingest.close_attempt(p_attempt, 'done');
  return 'done';
end
$$;
comment on function ingest.finish_chore is 'End a job of housekeeping, in the statement that does its work. Answers done or superseded.';

create or replace function ingest.record_skip(
  p_task text, p_payload jsonb, p_job bigint, p_number integer, p_worker text, p_reason text)
returns void
language sql
set search_path = pg_catalog, pg_temp
begin atomic
  insert into ingest.attempts (task, payload, job_id, number, worker, finished_at, outcome)
  select p_task, p_payload || jsonb_build_object('skipped', p_reason), p_job, p_number, p_worker, clock_timestamp(), 'done'
  where not exists (
    select from ingest.attempts where job_id = p_job and number = p_number and worker = p_worker);
end;
comment on function ingest.record_skip is
  'A job that found nothing to do has its attempt too, with the reason in the payload as `skipped`, unless beginning it wrote one.';
