create or replace function ingest.settle_hopeless(p_dead_jobs bigint[])
returns table (overdue bigint, crashed bigint)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_requests bigint[];
  v_runs bigint[];
begin
  -- All requests before any run, each in order: so do the stages, and none can deadlock with this.
  v_requests := array(
    select q.id
    from ingest.requests q
    join ingest.runs r on r.id = q.run_id
    where r.status = 'running' and q.state in ('queued', 'downloaded')
      and (r.deadline < now() or q.id in (select request_id from ingest.crashed_for_good(p_dead_jobs)))
    order by q.id
    for update of q);
  v_runs := array(
    select id
    from ingest.runs
    where (status = 'running' and open = 0 or status = 'held' and approved_at is not null)
      and id in (select run_id from ingest.crashed_for_good(p_dead_jobs) where task = 'upload')
    order by id
    for update);

  with doomed as materialized (
    select q.id, c.reason
    from ingest.requests q
    join ingest.runs r on r.id = q.run_id
    left join ingest.crashed_for_good(p_dead_jobs) c on c.request_id = q.id
    where q.id = any (v_requests)
      and q.state in ('queued', 'downloaded')
      and (r.deadline < now() or c.reason is not null)
  )
  select count(*) filter (where reason is null), count(*) filter (where reason is not null)
  into overdue, crashed
  from doomed
  cross join lateral ingest.settle_request(id, 'failed', null, coalesce(reason, 'Still open at the run''s deadline.'));

  perform ingest.finish_run(c.run_id, 'failed', c.reason)
  from ingest.crashed_for_good(p_dead_jobs) c
  where c.task = 'upload' and c.run_id = any (v_runs);
  crashed := crashed + cardinality(v_runs);

  -- Uploads wait for the gazetteer: where loading it crashes they go without.
  if exists (select from ingest.dead_jobs() where id = any (p_dead_jobs) and task = 'gazetteer' and outcome = 'crashed') then
    perform ingest.release_uploads();
  end if;
  return next;
end
$$;
comment on function ingest.settle_hopeless is
  'Fail the requests that are open past their run''s deadline, and the requests and runs whose job, one of these dead ones, '
  'crashed in the queue''s last try. Answers how many of each.';
