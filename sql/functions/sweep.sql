drop function if exists ingest.sweep();
drop function if exists ingest.sweep(interval);

create or replace function ingest.sweep(p_dead_after interval default '10 s', p_max_bytes bigint default null)
returns table (requeued bigint, overdue bigint, crashed bigint, freed bigint, paused text)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_dead bigint[] := array(select id from ingest.dead_jobs());
begin
  select s.overdue, s.crashed into overdue, crashed from ingest.settle_hopeless(v_dead) s;
  perform ingest.bury_jobs(v_dead);
  freed := cardinality(ingest.free_orphans(p_dead_after));
  paused := ingest.measure_storage(p_max_bytes);

  -- A worker that was declared dead by mistake may complete, and so delete, a job that another holds: its request
  -- would stay open for ever. (Read once a minute, never in a hot loop: the queue's tables are the queue's.)
  with work as (
    select t.task, jsonb_build_object('request', q.id) as payload, t.task || ':' || q.id as key, q.slot as run_at,
      case t.task when 'download' then row_number() over (partition by r.id, t.task order by q.id) else 0 end as place
    from ingest.runs r
    join ingest.requests q on q.run_id = r.id and (q.slot is not null and q.state = 'queued' or q.state = 'downloaded')
    cross join lateral (select case q.state when 'queued' then 'download' else 'parse' end as task) t
    where r.status = 'running'
    union all
    select 'upload', jsonb_build_object('run', id), 'upload:' || id, now(), 0
    from ingest.runs
    where exists (select from ingest.gazetteer) and (status = 'running' and open = 0 or status = 'held' and approved_at is not null)
    union all
    select 'gazetteer', '{}', 'gazetteer', now(), 0
    where not exists (select from ingest.gazetteer) and exists (
      select
      from ingest.runs r
      where (r.status = 'running' and r.open = 0 or r.status = 'held' and r.approved_at is not null)
        and not exists (select from graphile_worker.jobs j where j.key = 'upload:' || r.id))
  ),
  lost as (
    -- One that is running is not lost, be it the queue's last try. While downloads pause they have no job: it comes back
    -- when there is room.
    select *
    from work
    where (task <> 'download' or paused is null) and not exists (
      select from graphile_worker.jobs j where j.key = work.key and (j.attempts < j.max_attempts or j.locked_at is not null))
  )
  select count(*) into requeued
  from (select array_agg(ingest.job(task, payload, key, run_at, place)) as specs from lost) s,
    lateral ingest.add_jobs(s.specs);

  -- A host whose turn was lost. One that somebody is at right now gets it from them; waiting for it here, with runs
  -- locked, could be for ever.
  requeued := requeued + ingest.give_turns(array(select name from ingest.hosts for no key update skip locked));
  return next;
end
$$;
comment on function ingest.sweep is
  'Fail what is open past its run''s deadline or crashed the queue''s last try, free what vanished workers hold, and queue '
  'again what is open but has no live job. Measures the database against p_max_bytes. Answers how many of each, and why downloads pause.';
