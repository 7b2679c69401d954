-- What became of the crontab's ticks. The crontab is code, so whoever asks hands over its lines with their ticks:
-- [{line, task, source, job_key, ticks: [when, …]}]. security definer: a viewer needs no right on ingest or the queue.
-- Quoted bodies, because they read the queue's tables: once when somebody asks, never in a hot loop.

create or replace function status.crontab_lines(lines jsonb)
returns table (
  line text, known_since timestamptz, queued_at timestamptz, last_at timestamptz, run bigint, trigger text, result text,
  reason text)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  with
    line as (
      select *
      from rows from (jsonb_to_recordset(lines) as (line text, task text, source text)) with ordinality as l (line, task, source, place)
    )
  select
    l.line, k.known_since, k.last_execution, coalesce(r.started_at, a.started_at), r.number, r.trigger,
    coalesce(r.status, a.outcome, case when a.id is not null then 'running' end), coalesce(r.reason, a.error, case when r.id is null then a.payload ->> 'skipped' end)
  from line l
  left join graphile_worker._private_known_crontabs k on k.identifier = l.line
  left join lateral (
    select *
    from ingest.attempts o
    where o.task = l.task and o.payload is not null and coalesce(o.payload ->> 'source', '') = coalesce(l.source, '')
    order by o.id desc
    limit 1
  ) a on true
  left join ingest.runs r on r.id = a.run_id
  order by l.place;
$$;
comment on function status.crontab_lines is
  'For each line of a crontab ([{line, task, source}]): since when workers know it, when they last queued it, and what came of the last start of its task (and source), by whomever. run is the number of the source''s run.';

create or replace view status.cron_lines as
select
  c.line, c.schedule, c.task, c.source, c.period, ingest.next_tick(c.schedule, now()) as next_at,
  l.known_since, l.queued_at, l.last_at, l.trigger as last_trigger, l.result as last_result, l.reason as last_reason, c.read_at
from ingest.crontab c
left join (
  select asked.*
  from (select jsonb_agg(jsonb_build_object('line', line, 'task', task, 'source', source)) as lines from ingest.crontab) known
  cross join lateral status.crontab_lines(known.lines) asked
) l on l.line = c.line;
comment on view status.cron_lines is
  'The crontab as the worker that started last read it, by line: when each fires next (UTC), when it last queued its job, and what came of '
  'the last start of its task (and source), by whomever. Ticks that were missed: status.crontab_missed.';
