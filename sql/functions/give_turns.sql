create or replace function ingest.lock_hosts(p_hosts text[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform from ingest.hosts where name = any (p_hosts) order by name for no key update;
end
$$;
comment on function ingest.lock_hosts is
  'Lock several hosts, in one order for everybody: requests first, then hosts by name, then the run.';

create or replace function ingest.lock_metered(p_hosts text[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
-- Else planned at each call: of a list the planner wants to know how long it is.
set plan_cache_mode = force_generic_plan
as $$
begin
  perform from ingest.hosts where name = any (p_hosts) and (gap_ms > 0 or paused_at is not null) order by name for no key update;
end
$$;
comment on function ingest.lock_metered is 'Lock those of several hosts that are metered, or paused: there others stand in line. The rest''s downloads don''t wait for each other.';

create or replace function ingest.give_turns(p_hosts text[])
returns integer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_hosts text[];
  v_given integer;
begin
  -- One by one: of thousands, each would be looked for among all of a list.
  v_hosts := array(
    select h.name
    from unnest(p_hosts) as h (name)
    where exists (
      select from ingest.requests q where q.host = h.name and q.state = 'queued' and q.slot is null));
  if v_hosts = '{}' or ingest.full_reason() is not null then
    return 0;
  end if;

  -- Whoever is in line is seen by whoever has the lock: no two give the same turn, and none is given by nobody.
  perform ingest.lock_hosts(v_hosts);
  with host as (
    select h.name, h.gap_ms, greatest(ingest.free_at(h), clock_timestamp()) as free_at
    from ingest.hosts h
    where h.name = any (v_hosts) and h.paused_at is null
  ),
  turn as (
    select q.id, host.free_at, host.gap_ms
    from host
    cross join lateral (
      select q.id
      from ingest.requests q
      where q.host = host.name and q.state = 'queued' and q.slot is null
        and exists (select from ingest.runs r where r.id = q.run_id and r.status = 'running')
      order by q.waiting_since, q.id
      -- One: when the next but one may go is known only when the next has ended.
      limit case when host.gap_ms > 0 then 1 end
      -- A request that is being settled needs no turn; waiting for it here could be for ever.
      for no key update skip locked
    ) q
    where host.gap_ms = 0 or not exists (
      select
      from ingest.requests q
      join ingest.runs r on r.id = q.run_id and r.status = 'running'
      where q.host = host.name and q.state = 'queued' and q.slot <= host.free_at)
  ),
  given as (
    update ingest.requests q
    set slot = turn.free_at
    from turn
    where q.id = turn.id
    returning q.id, q.slot, q.run_id, turn.gap_ms
  ),
  jobs as (
    select count(*) as n,
      array_agg(ingest.job('download', jsonb_build_object('request', id), 'download:' || id, slot, place) order by slot, id) as specs
    -- The n-th of a run goes with the n-th of others, as in ingest.queue_requests.
    from (select *, case when gap_ms = 0 then row_number() over (partition by run_id order by id) else 0 end as place from given) g
  )
  select jobs.n into v_given
  from jobs
  left join lateral ingest.add_jobs(jobs.specs) on true
  limit 1;
  return v_given;
end
$$;
comment on function ingest.give_turns is
  'For each of these hosts whose turn nobody has: queue the request that is first in its line, for when the host is free. '
  'Where hosts are not metered all that wait are queued; where they are paused none. Answers how many.';

create or replace function ingest.try_later(p_attempt ingest.attempts)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  -- The queue tries its job again after e^n seconds, and not at the turn that is to be given now.
  update ingest.requests q
  set waiting_since = clock_timestamp(),
    slot = greatest(
      clock_timestamp() + exp(least((p_attempt).number, 10)) * interval '1 s',
      ingest.free_at(h) + h.gap_ms * interval '1 ms')
  from ingest.hosts h
  where q.id = (p_attempt).request_id and h.name = q.host;
  perform ingest.give_turns(array[host]) from ingest.requests where id = (p_attempt).request_id;
end
$$;
comment on function ingest.try_later is 'A download failed and is to be tried again: its host''s turn goes to the next in line.';
