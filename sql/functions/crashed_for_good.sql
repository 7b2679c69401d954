create or replace function ingest.crashed_for_good(p_dead_jobs bigint[])
returns table (task text, request_id bigint, run_id bigint, reason text)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select distinct on (a.task, a.request_id, a.run_id)
    a.task, a.request_id, a.run_id, format('The worker crashed during the %s, in the last of %s tries.', a.task, d.tries)
  from ingest.dead_jobs() d
  join ingest.attempts a on a.id = d.attempt
  left join ingest.requests q on q.id = a.request_id
  where d.id = any (p_dead_jobs)
    and d.outcome = 'crashed'
    and a.task = case q.state when 'queued' then 'download' when 'downloaded' then 'parse' else 'upload' end
  order by a.task, a.request_id, a.run_id, a.id desc;
$$;
comment on function ingest.crashed_for_good is 'The open requests, and the runs, that these dead jobs were for, where the last try crashed its worker; with a reason to settle them with.';
