create or replace function ingest.queue_requests(p_run bigint, p_parent bigint, p_requests jsonb)
returns integer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_source ingest.sources;
  v_queued integer;
  v_hosts text[];
begin
  if jsonb_array_length(p_requests) = 0 then
    return 0;
  end if;

  select s.* into strict v_source
  from ingest.runs
  join ingest.sources s on s.name = runs.source
  where runs.id = p_run;
  perform ingest.know_hosts(v_source, ingest.hosts_of_requests(v_source.name, p_requests));

  with asked as (
    select r.key, r.context, ingest.request_host(v_source.base_url, r.key) as host, r.ordinality
    from rows from (jsonb_to_recordset(p_requests) as (key text, context jsonb)) with ordinality as r
  ),
  queued as (
    insert into ingest.requests (run_id, parent_id, key, host, context, slot)
    select p_run, p_parent, a.key, a.host, a.context,
      case when h.gap_ms = 0 and h.paused_at is null then greatest(h.not_before, clock_timestamp()) end
    from asked a
    join ingest.hosts h on h.name = a.host
    order by a.ordinality
    on conflict on constraint a_request_is_asked_once_per_run do nothing
    returning id, host, slot
  ),
  jobs as (
    select count(*) as n, array_agg(distinct host) filter (where slot is null) as hosts,
      -- Who asks for two pages waits for the first two of who asks for a thousand, not for all; and what came is read before more is
      -- asked for, and published as soon as all of it is read.
      array_agg(
        ingest.job('download', jsonb_build_object('request', id), 'download:' || id, slot, place) order by slot, id)
        filter (where slot is not null) as specs
    from (select *, row_number() over (order by id) as place from queued) q
  )
  select jobs.n, jobs.hosts into v_queued, v_hosts
  from jobs
  left join lateral ingest.add_jobs(jobs.specs) on true
  limit 1;

  perform ingest.give_turns(v_hosts);
  return v_queued;
end
$$;
comment on function ingest.queue_requests is
  'Add requests ([{key, context}]) to a run: with a download job each where the host is not metered, else in the host''s '
  'line. The n-th of them goes with the n-th of others. Those the run has asked already are left out. Answers how many were added; the caller counts them as open.';
