-- Quoted bodies, because they mention the queue.

create or replace function ingest.cancel_runs(p_runs bigint[], p_reason text)
returns bigint[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_requests bigint[] := ingest.lock_open_requests(p_runs);
  v_hosts text[] := array(select distinct host from ingest.requests where id = any (v_requests));
  v_runs bigint[];
begin
  perform ingest.lock_hosts(v_hosts);
  -- Whoever has one of them in hands (its upload: minutes) is not waited for.
  v_runs := array(
    select id from ingest.runs where id = any (p_runs) and status = 'running' order by id for no key update skip locked);

  update ingest.requests
  set state = 'failed', reason = p_reason, settled_at = now()
  where id = any (v_requests) and run_id = any (v_runs);
  update ingest.runs set open = 0 where id = any (v_runs);
  perform ingest.count_run(id), ingest.finish_run(id, 'cancelled', p_reason) from ingest.runs where id = any (v_runs);

  -- Those that are running find their request settled, and end.
  perform graphile_worker.complete_jobs(array(
    select j.id
    from graphile_worker.jobs j
    where j.key in (
      select unnest(array['download:' || q.id, 'parse:' || q.id]) from ingest.requests q
      where q.id = any (v_requests) and q.run_id = any (v_runs)
      union all
      select 'upload:' || id from unnest(v_runs) as id)));
  perform ingest.give_turns(v_hosts);
  return v_runs;
end
$$;
comment on function ingest.cancel_runs is
  'End those of these runs that are running: their open requests are settled as failed, their jobs removed. What is under way is '
  'refused when it finishes. Answers which; a run that is being published is none of them.';

create or replace function ingest.lock_open_requests(p_runs bigint[])
returns bigint[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_locked bigint[] := '{}';
begin
  loop
    -- By id, as everybody locks them.
    v_locked := array(
      select id
      from ingest.requests
      where run_id = any (p_runs) and state in ('queued', 'downloaded')
      order by id
      for update);
    -- One that was waited for may have asked for further requests; then these may. With all of them locked nobody can.
    exit when not exists (
      select from ingest.requests where run_id = any (p_runs) and state in ('queued', 'downloaded') and id <> all (v_locked));
  end loop;
  return v_locked;
end
$$;
comment on function ingest.lock_open_requests is 'Lock all open requests of these runs, those included that are asked for meanwhile.';
