create or replace function ingest.upload_run(p_attempt bigint)
returns text
language plpgsql
set search_path = pg_catalog
as $$
declare
  v_attempt ingest.attempts;
begin
  perform ingest.lock_publish();
  v_attempt := ingest.lock_attempt(p_attempt);
  if v_attempt.id is null then
    return 'superseded';
  end if;
  perform ingest.publish_run(v_attempt.run_id);
  perform ingest.close_attempt(p_attempt, 'done');
  return 'done';
end
$$;
comment on function ingest.upload_run is
  'Publish a run in this one transaction, with its attempt. Answers done or superseded; how the run ended is in ingest.runs.';
