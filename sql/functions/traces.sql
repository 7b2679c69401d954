create or replace function ingest.ended_runs()
returns table (
  id bigint, source text, number integer, trigger text, status text, reason text, trace_id uuid, tick timestamptz,
  began_us bigint, ended_us bigint)
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  select r.id, r.source, r.number, r.trigger, r.status, r.reason, r.trace_id, f.tick,
    (extract(epoch from least(f.tick, f.started_at, r.started_at)) * 1000000)::bigint,
    (extract(epoch from r.finished_at) * 1000000)::bigint
  from ingest.runs r
  left join lateral (
    select a.started_at, (a.payload -> '_cron' ->> 'ts')::timestamptz as tick
    from ingest.attempts a
    where a.run_id = r.id and a.task = 'fetch'
    order by a.id
    limit 1
  ) f on true
  -- A day: what nobody collected for so long is for status.attempts to tell.
  where r.trace_id is not null and (r.traced_at is null or r.traced_at < r.finished_at) and r.finished_at > now() - interval '1 day'
  order by r.finished_at
  limit 100;
end;
comment on function ingest.ended_runs is
  'Runs that have ended since their trace was sent, or were never traced; the oldest first, 100 at most. One that the crontab started began with its tick.';

create or replace function ingest.run_spans(p_run bigint)
returns table (
  id bigint, parent bigint, task text, number integer, worker text, outcome text, error text, request bigint, page text,
  http_status integer, began_us bigint, ended_us bigint)
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  with its as (
    select
      a.*, q.key as page, q.parent_id,
      min(a.id) filter (where a.task = 'fetch') over () as fetch,
      -- What of each request came before: the download of a parse.
      max(a.id) filter (where a.task = 'download') over (partition by a.request_id order by a.id) as download,
      max(a.id) filter (where a.task = 'parse' and a.outcome = 'done') over (partition by a.request_id) as parse
    from ingest.attempts a
    left join ingest.requests q on q.id = a.request_id
    where a.run_id = p_run and a.finished_at is not null
  ),
  parsed as (
    select distinct request_id, parse from its where parse is not null
  )
  select
    i.id,
    case i.task when 'parse' then coalesce(i.download, i.fetch) when 'download' then coalesce(p.parse, i.fetch) when 'upload' then i.fetch end,
    i.task, i.number, i.worker, i.outcome, i.error, i.request_id, i.page,
    (select d.http_status from ingest.downloads d where d.attempt_id = i.id),
    (extract(epoch from i.started_at) * 1000000)::bigint, (extract(epoch from i.finished_at) * 1000000)::bigint
  from its i
  left join parsed p on p.request_id = i.parent_id
  order by i.id;
end;
comment on function ingest.run_spans is
  'The ended attempts of a run as the spans of its trace, each with the one that caused it: a fetch none, a download its fetch or the '
  'parse that asked for more, a parse its download. Times are in microseconds since 1970.';

create or replace function ingest.finish_trace(p_attempt bigint, p_runs bigint[], p_ended_us bigint[])
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_verdict text := ingest.finish_chore(p_attempt);
begin
  if v_verdict = 'done' then
    update ingest.runs r
    set traced_at = timestamptz 'epoch' + s.ended_us * interval '1 microsecond'
    from unnest(p_runs, p_ended_us) as s (id, ended_us)
    where r.id = s.id;
    if exists (select from ingest.ended_runs()) then
      perform ingest.queue('trace', '{}', 'trace');
    end if;
  end if;
  return v_verdict;
end
$$;
comment on function ingest.finish_trace is 'The traces of these runs were sent, as they were when they ended then. Answers done or superseded.';
