-- Which ticks of the crontab did not start their task, and why; the lines are handed over as to status.crontab_lines.
-- About 1 s over a million attempts, for our 8 lines, 10,080 of whose ticks are the sweep's.

create or replace function status.crontab_missed(lines jsonb)
returns table (
  line text, first_tick timestamptz, last_tick timestamptz, ticks bigint, state text, reason text, late interval, run bigint)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
-- The planner takes 10,080 ticks in JSON for a hundred, and would compare each with each.
set enable_nestloop = off
as $$
  with
    line as materialized (
      select l.*, coalesce(k.known_since, 'infinity') as known_since
      from jsonb_to_recordset(lines) as l (line text, task text, source text, job_key text, ticks jsonb)
      left join graphile_worker._private_known_crontabs k on k.identifier = l.line
    ),
    attempt as materialized (
      select
        id, task, payload ->> 'source' as source, job_id, run_id, started_at,
        payload #>> '{_cron,backfilled}' = 'true' as backfilled,
        case when pg_input_is_valid(payload #>> '{_cron,ts}', 'timestamptz') then (payload #>> '{_cron,ts}')::timestamptz end as tick
      from ingest.attempts
      where started_at > now() - interval '7 days'
    ),
    -- Of each line, and of every line (null): a worker that starts on anything is at work.
    start as (
      select l.line, a.id, a.started_at as at, a.tick
      from line l
      join attempt a on a.task = l.task and a.source is not distinct from l.source
      union all
      select null, id, started_at, null from attempt
      union all
      select null, null, unnest(array[started_at, beat_at]), null from ingest.workers
    ),
    -- Housekeeping was not always recorded: what came before its first record can't be judged.
    judgeable as (
      select line, case when task = 'fetch' then '-infinity' else coalesce(min(s.at), 'infinity') end as since
      from line
      left join start s using (line)
      group by line, task
    ),
    tick as (
      select l.line, t.tick, lead(t.tick, 1, 'infinity') over (partition by l.line order by t.tick) as next_tick
      from line l
      join judgeable j on j.line = l.line
      cross join lateral (select value::timestamptz as tick from jsonb_array_elements_text(l.ticks)) t
      -- A worker gets two minutes to start.
      where t.tick between greatest(j.since, now() - interval '7 days') and now() - interval '2 minutes'
    ),
    -- Windows that only grow, so that the 10,080 ticks of a line that fires every minute cost one sort.
    near as (
      select line, at, is_tick,
        min(id) over (partition by line order by at desc rows unbounded preceding) as next_id,
        max(seen) over (order by at rows unbounded preceding) as seen_before,
        min(seen) over (order by at desc rows unbounded preceding) as seen_after
      from (
        select line, at, id, false as is_tick, case when line is null then at end as seen from start
        union all
        select line, tick, null, true, null from tick
      ) points
    ),
    own as (
      select distinct on (line, tick) line, tick, id from start where tick is not null order by line, tick, id
    ),
    judged as (
      select t.line, t.tick, l.known_since, n.seen_before, n.seen_after, r.number as run,
        greatest(a.started_at, t.tick) - t.tick as late,
        case
          when t.tick < l.known_since then 'unknown'
          when o.id is not null and r.job_id <> a.job_id and r.started_at <= a.started_at then
            case when coalesce(r.finished_at, 'infinity') > a.started_at then 'joined' else 'made up' end
          when o.id is not null and not a.backfilled and a.started_at < t.tick + interval '5 minutes' then 'on time'
          when o.id is not null or a.backfilled or a.started_at < t.next_tick then 'made up'
          when exists (
            select
            from graphile_worker.jobs j
            where j.task_identifier = l.task and (j.key = l.job_key or j.run_at = t.tick) and j.attempts < j.max_attempts)
          then 'waiting'
          else 'missed'
        end as state,
        -- The sweep starts every minute: a worker that was at work shows before and after.
        coalesce(n.seen_after - n.seen_before < interval '2 minutes', false)
          or exists (select from ingest.workers w where t.tick between w.started_at and w.beat_at) as is_alive
      from tick t
      join line l on l.line = t.line
      join near n on n.line = t.line and n.at = t.tick and n.is_tick
      left join own o on o.line = t.line and o.tick = t.tick
      left join attempt a on a.id = coalesce(o.id, n.next_id)
      left join ingest.runs r on r.id = a.run_id
    ),
    island as (
      select *,
        row_number() over (partition by line order by tick)
          - row_number() over (partition by line, state, run, is_alive, seen_before order by tick) as island
      from (
        select line, tick, known_since, late, state,
          case when state in ('joined', 'made up') then run end as run,
          state = 'missed' and is_alive as is_alive,
          case when state = 'missed' and not is_alive then seen_before end as seen_before,
          case when state = 'missed' and not is_alive then seen_after end as seen_after
        from judged
      ) plain
    )
  select
    line, min(tick), max(tick), count(*), state,
    case state
      when 'unknown' then 'before the line was known'
      when 'joined' then format('joined run %s, which was on its way', run)
      when 'made up' then format('made up for%s, up to %s late', ' by run ' || run, date_trunc('second', max(late)))
      when 'waiting' then 'queued, and no worker has taken it yet'
      when 'missed' then case
        when is_alive then 'a worker was at work: the job was merged into another, or removed'
        else concat_ws(' ', 'no worker was at work',
          'after ' || to_char(seen_before at time zone 'UTC', 'YYYY-MM-DD HH24:MI'),
          'before ' || to_char(min(seen_after) at time zone 'UTC', 'YYYY-MM-DD HH24:MI'), 'UTC')
      end
    end,
    case when state in ('joined', 'made up') then max(late) end, run
  from island
  where state <> 'on time'
  group by line, state, run, is_alive, seen_before, island.island
  order by line, min(tick);
$$;
comment on function status.crontab_missed is
  'Ticks of the last 7 days at which a line of the crontab ([{line, task, source, job_key, ticks}]) did not start its task, '
  'neighbours with one reason together. state: missed, made up (late), joined (a run on its way), waiting (in the queue), '
  'unknown (the line was not known yet). A line whose times were edited is judged by its present ones.';
