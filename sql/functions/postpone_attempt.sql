create or replace function ingest.postpone_attempt(p_attempt bigint, p_reason text)
returns void
language sql
set search_path = pg_catalog, pg_temp
begin atomic
  update ingest.attempts
  set outcome = 'postponed', finished_at = clock_timestamp(), error = p_reason
  where id = p_attempt and outcome is null;
end;
comment on function ingest.postpone_attempt is 'End an attempt whose worker stops before it is done: nobody failed, the job is taken up again.';
