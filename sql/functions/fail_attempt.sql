create or replace function ingest.fail_attempt(p_attempt bigint, p_error text, p_stack text default null, p_final boolean default false)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_attempt ingest.attempts;
  v_failures integer;
  v_most_failures integer;
begin
  v_attempt := ingest.lock_attempt(p_attempt);
  if v_attempt.id is null then
    return 'superseded';
  end if;
  perform ingest.close_attempt(p_attempt, 'failed', p_error, p_stack);
  if v_attempt.task = 'download' then
    -- Now, not only because its attempt has ended: the host is locked before the run.
    perform ingest.release_host(host, p_attempt) from ingest.requests where id = v_attempt.request_id;
  end if;

  select count(*) into v_failures
  from ingest.attempts
  where task = v_attempt.task
    and outcome = 'failed'
    and case
      when v_attempt.request_id is not null then request_id = v_attempt.request_id
      when v_attempt.run_id is not null then request_id is null and run_id = v_attempt.run_id
      else job_id = v_attempt.job_id
    end;

  -- With the queue's delays of e^n seconds (six hours at most), the fifth try comes 85 s after the first. Nobody waits for
  -- what leaves the house, and whoever receives it may be down for a weekend.
  v_most_failures := case when v_attempt.task in ('notify', 'trace') then 20 else 5 end;
  if not p_final and v_failures < v_most_failures then
    if v_attempt.task = 'download' then
      perform ingest.try_later(v_attempt);
    end if;
    return 'retry';
  end if;
  if v_attempt.request_id is not null then
    perform ingest.lock_hosts(array[host]) from ingest.requests where id = v_attempt.request_id;
    perform ingest.settle_request(v_attempt.request_id, 'failed', null, p_error);
    perform ingest.give_turns(array[host]) from ingest.requests where id = v_attempt.request_id;
  elsif v_attempt.run_id is not null then
    perform ingest.finish_run(v_attempt.run_id, 'failed', p_error);
  end if;
  return 'settled';
end
$$;
comment on function ingest.fail_attempt is
  'End an attempt as failed. Answers retry (the task must throw, the queue tries again), settled (the fifth failure, '
  'or a final one: the request or run is failed now) or superseded. Crashed and postponed attempts don''t count.';
