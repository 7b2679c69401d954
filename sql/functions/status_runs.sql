-- What operators do about runs and the queue. security definer: an operator needs no right on ingest or on the queue.

create or replace function status.cancel_run(run bigint)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_status text;
begin
  if ingest.cancel_runs(array[run], 'Cancelled by an operator.') = '{}' then
    select status into v_status from ingest.runs where id = run;
    perform ingest.refuse_input(case
      when v_status is null then ingest.unknown_run(run)
      when v_status = 'running' then format(
        'Run %s is being published, or somebody else acts on it: look again in a moment. What it publishes, status.undo_run(%s) takes back.',
        run, run)
      when v_status = 'held' then format('Run %s is held, not running: status.discard_run(%s) closes it.', run, run)
      else format('Run %s is %s: there is nothing to cancel.', run, v_status)
    end);
  end if;
  perform ingest.note('cancel_run', jsonb_build_object('run', run));
end
$$;
comment on function status.cancel_run is
  'End a running run without publishing it: its open requests fail as cancelled, their jobs go, and what is under way is refused when it '
  'finishes. status.retry_run goes on where it ended.';

create or replace function status.retry_run(run bigint)
returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_retry bigint;
begin
  v_retry := ingest.retry(run, null);
  perform ingest.note('retry_run', jsonb_build_object('run', run, 'retry', v_retry));
  return v_retry;
end
$$;
comment on function status.retry_run is
  'Ask again for what failed in a run that has ended, as a new run that rests on the old one for the rest. Answers the new run''s id.';

create or replace function status.retry_request(request bigint)
returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_run bigint;
  v_retry bigint;
begin
  select run_id into v_run from ingest.requests where id = request;
  if not found then
    perform ingest.refuse_input(format('There is no request %s: status.requests lists them.', coalesce(request::text, 'null')));
  end if;
  v_retry := ingest.retry(v_run, request);
  perform ingest.note('retry_request', jsonb_build_object('request', request, 'run', v_run, 'retry', v_retry));
  return v_retry;
end
$$;
comment on function status.retry_request is
  'Ask again for one failed request of a run that has ended, as a new run that rests on the old one for the rest. Answers the new run''s id.';

create or replace function status.purge_queue(task text)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_runs bigint[];
  v_purged integer;
begin
  if not coalesce(task = any (ingest.known_tasks()), false) then
    perform ingest.refuse_input(format('There is no task %s. Tasks: %s.',
      coalesce('"' || task || '"', 'null'), array_to_string(ingest.known_tasks(), ', ')));
  end if;
  select runs, jobs into v_runs, v_purged from ingest.purge(task);
  perform ingest.note('purge_queue', jsonb_build_object('task', task, 'jobs', v_purged, 'runs', to_jsonb(v_runs)));
  return v_purged;
end
$$;
comment on function status.purge_queue is
  'Take the waiting jobs of a task out of the queue; answers how many went. Runs that they belong to are cancelled whole, so that nothing '
  'stays open without a job; a held run whose approval waits stays held. Jobs that are running go on.';
