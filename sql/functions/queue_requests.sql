create or replace function ingest.queue_requests(p_run bigint, p_parent bigint, p_requests jsonb)
returns integer
language plpgsql
set search_path = pg_catalog
as $$
declare
  v_queued integer;
begin
  if jsonb_array_length(p_requests) = 0 then
    return 0;
  end if;

  insert into ingest.hosts (name, interval_ms)
  select distinct r.host, case when r.host ~ '^(127\.0\.0\.1|localhost|\[::1\])(:|$)' then 0 else s.interval_ms end
  from jsonb_to_recordset(p_requests) as r (host text),
    ingest.runs join ingest.sources s on s.name = runs.source
  where runs.id = p_run
  on conflict (name) do update
  set interval_ms = excluded.interval_ms
  where hosts.interval_ms <> excluded.interval_ms;

  with asked as (
    select r.*, row_number() over (partition by r.host order by r.ordinality) - 1 as place
    from rows from (jsonb_to_recordset(p_requests) as (key text, url text, host text, context jsonb)) with ordinality as r
    where not exists (select from ingest.requests q where q.run_id = p_run and q.key = r.key)
  ),
  slots as (
    select host, ingest.take_slots(host, count(*)::integer) as first
    from asked
    group by host
  ),
  queued as (
    insert into ingest.requests (run_id, parent_id, key, url, host, context, slot)
    select p_run, p_parent, a.key, a.url, a.host, a.context, s.first + a.place * h.interval_ms * interval '1 ms'
    from asked a
    join slots s using (host)
    join ingest.hosts h on h.name = a.host
    order by a.ordinality
    on conflict on constraint a_request_is_asked_once_per_run do nothing
    returning id, slot
  ),
  jobs as (
    select array_agg(ingest.job('download', jsonb_build_object('request', id), 'download:' || id, slot) order by slot, id) as specs,
      count(*) as n
    from queued
  )
  select jobs.n into v_queued
  from jobs
  left join lateral graphile_worker.add_jobs(jobs.specs) on true
  limit 1;

  return v_queued;
end
$$;
comment on function ingest.queue_requests is
  'Add requests ([{key, url, host, context}]) to a run, each with a slot of its host and a download job. '
  'Those the run has asked already are left out. Answers how many were added; the caller counts them as open.';
