create or replace function ingest.lock_attempt(p_attempt bigint)
returns ingest.attempts
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_attempt ingest.attempts;
  v_over text;
begin
  select * into strict v_attempt from ingest.attempts where id = p_attempt;

  -- Always the request (or the run) before its attempts: the same order as begin_*, so the two can't deadlock.
  if v_attempt.request_id is not null then
    select case when settled_at is not null then concat_ws(': ', 'Its request was settled meanwhile', reason) end into v_over
    from ingest.requests
    where id = v_attempt.request_id
    for update;
  elsif v_attempt.run_id is not null then
    select case when status <> 'running' and approved_at is null or status not in ('running', 'held')
      then format('Its run is %s meanwhile.', status) end into v_over
    from ingest.runs
    where id = v_attempt.run_id
    -- Requests that come meanwhile refer to its key.
    for no key update;
  end if;

  select * into v_attempt from ingest.attempts where id = p_attempt for update;
  if v_attempt.outcome is null and v_over is null then
    return v_attempt;
  elsif v_attempt.outcome is null then
    perform ingest.close_attempt(p_attempt, 'superseded', v_over);
    return null;
  end if;

  -- Declared dead by mistake, or overtaken: it comes too late, and the row says so.
  update ingest.attempts set outcome = 'superseded' where id = p_attempt and outcome = 'crashed';
  return null;
end
$$;
comment on function ingest.lock_attempt is 'Lock an attempt and the work it is at. Null: it was overtaken or declared dead, or its work was ended (cancelled), and it must change nothing.';
