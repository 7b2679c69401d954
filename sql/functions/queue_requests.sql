create or replace function ingest.queue_requests(p_run bigint, p_parent bigint, p_requests jsonb)
returns integer
language plpgsql
set search_path = pg_catalog
as $$
declare
  v_source ingest.sources;
  v_queued integer;
begin
  if jsonb_array_length(p_requests) = 0 then
    return 0;
  end if;

  select s.* into strict v_source
  from ingest.runs
  join ingest.sources s on s.name = runs.source
  where runs.id = p_run;
  perform ingest.know_hosts(v_source, array_agg(distinct ingest.request_host(v_source.base_url, r.key)))
  from jsonb_to_recordset(p_requests) as r (key text);

  with asked as (
    select r.key, r.context, h.host, r.ordinality,
      row_number() over (partition by h.host order by r.ordinality) - 1 as place
    from rows from (jsonb_to_recordset(p_requests) as (key text, context jsonb)) with ordinality as r,
      ingest.request_host(v_source.base_url, r.key) as h (host)
    where not exists (select from ingest.requests q where q.run_id = p_run and q.key = r.key)
  ),
  slots as (
    select host, ingest.take_slots(host, count(*)::integer) as first
    from asked
    group by host
  ),
  queued as (
    insert into ingest.requests (run_id, parent_id, key, host, context, slot)
    select p_run, p_parent, a.key, a.host, a.context, s.first + a.place * h.interval_ms * interval '1 ms'
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
  'Add requests ([{key, context}]) to a run, each with a slot of its host and a download job. '
  'Those the run has asked already are left out. Answers how many were added; the caller counts them as open.';
