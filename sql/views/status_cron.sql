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
    ),
    -- One pass over the attempts, whatever the number of lines.
    last as (
      select task, payload ->> 'source' as source, max(id) as id
      from ingest.attempts
      where task in (select l.task from line l)
      group by task, payload ->> 'source'
    )
  select
    l.line, k.known_since, k.last_execution, coalesce(r.started_at, a.started_at), r.number, r.trigger,
    coalesce(r.status, a.outcome, case when a.id is not null then 'running' end), coalesce(r.reason, a.error)
  from line l
  left join graphile_worker._private_known_crontabs k on k.identifier = l.line
  left join last on last.task = l.task and last.source is not distinct from l.source
  left join ingest.attempts a on a.id = last.id
  left join ingest.runs r on r.id = a.run_id
  order by l.place;
$$;
comment on function status.crontab_lines is
  'For each line of a crontab ([{line, task, source}]): since when workers know it, when they last queued it, and what came of the last start of its task (and source), by whomever. run is the number of the source''s run.';
