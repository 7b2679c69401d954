create or replace function ingest.upload_run(p_attempt bigint)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_attempt ingest.attempts;
begin
  perform ingest.lock_publish();
  v_attempt := ingest.lock_attempt(p_attempt);
  if v_attempt.id is null then
    return 'superseded';
  end if;
  -- While it waited for other publications an operator may have discarded the run.
  if exists (select from ingest.runs where id = v_attempt.run_id and status in ('running', 'held')) then
    perform ingest.publish_run(v_attempt.run_id);
  end if;
  perform ingest.close_attempt(p_attempt, 'done');
  return 'done';
end
$$;
comment on function ingest.upload_run is
  'Publish a run in this one transaction, with its attempt. Answers done or superseded; how the run ended is in ingest.runs.';
