create or replace function ingest.close_attempt(p_attempt bigint, p_outcome text, p_error text default null, p_stack text default null)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  update ingest.attempts
  set outcome = p_outcome, finished_at = clock_timestamp(), error = p_error, stack = p_stack
  where id = p_attempt;
end
$$;
comment on function ingest.close_attempt is 'End a locked attempt, in the transaction of its effects.';
