create or replace function ingest.register_crontab(p_lines jsonb)
returns void
language sql
set search_path = pg_catalog, pg_temp
begin atomic
  -- Workers with different crontabs may start at once: the later one's is the one to work by, and whole.
  select pg_advisory_xact_lock(hashtextextended('ultrasearch register', 0));

  delete from ingest.crontab
  where line not in (select l.line from jsonb_to_recordset(p_lines) as l (line text));

  insert into ingest.crontab (line, schedule, task, source, period)
  select line, schedule, task, source, justify_hours(period_s * interval '1 s')
  from jsonb_to_recordset(p_lines) as l (line text, schedule text, task text, source text, period_s bigint)
  order by line
  on conflict (line) do update
  set schedule = excluded.schedule, task = excluded.task, source = excluded.source, period = excluded.period, read_at = now();
end;
comment on function ingest.register_crontab is 'Write down the lines of the crontab that a worker starts with: [{line, schedule, task, source, period_s}].';

-- plpgsql, not SQL: it plans once for a session, not for each line.

create or replace function ingest.cron_numbers(p_field text, p_least integer, p_most integer)
returns integer[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- 7 is Sunday too.
  return (
    select array_agg(case when n > p_most then p_least else n end)
    from regexp_split_to_table(p_field, ',') part
    cross join lateral regexp_match(part, '^(?:(\*)(?:/(\d+))?|(\d+)(?:-(\d+))?)$') as m
    cross join lateral generate_series(
      coalesce(m[3]::integer, p_least), coalesce(m[4], m[3], p_most::text)::integer, coalesce(m[2]::integer, 1)) as n);
end
$$;
comment on function ingest.cron_numbers is 'The numbers that a field of a crontab line means: *, */n, a, a-b, with commas between.';

create or replace function ingest.next_tick_within(p_schedule text, p_after timestamptz, p_days integer)
returns timestamptz
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    with field as materialized (
      select
        ingest.cron_numbers(f[1], 0, 59) as minutes, ingest.cron_numbers(f[2], 0, 23) as hours,
        ingest.cron_numbers(f[3], 1, 31) as dates, ingest.cron_numbers(f[4], 1, 12) as months,
        ingest.cron_numbers(f[5], 0, 6) as weekdays
      from string_to_array(p_schedule, ' ') as f
    ),
    day as (
      -- Two: the ticks of the first may be over.
      select day
      from field
      cross join generate_series(0, p_days) as n
      cross join lateral (select (p_after at time zone 'UTC')::date + n as day) d
      where extract(month from day) = any (months)
        and case
          -- Where both are restricted either will do, as cron has it.
          when cardinality(dates) < 31 and cardinality(weekdays) < 7
          then extract(day from day) = any (dates) or extract(dow from day) = any (weekdays)
          else extract(day from day) = any (dates) and extract(dow from day) = any (weekdays)
        end
      order by n
      limit 2
    )
    select min(at)
    from field
    cross join day
    cross join unnest(hours) as hour
    cross join unnest(minutes) as minute
    cross join lateral (select (day + make_interval(hours => hour, mins => minute)) at time zone 'UTC' as at) t
    where at > p_after);
end
$$;
comment on function ingest.next_tick_within is 'The first tick of a line of the crontab after a moment within so many days, or null.';

create or replace function ingest.next_tick(p_schedule text, p_after timestamptz)
returns timestamptz
language sql
immutable
-- Operators' views call it: what it calls in turn is not for them.
security definer
set search_path = pg_catalog, pg_temp
begin atomic
  -- Most lines fire within a week: looking through the four years that hold every day there is takes 15 ms.
  select coalesce(ingest.next_tick_within(p_schedule, p_after, 7), ingest.next_tick_within(p_schedule, p_after, 4 * 366));
end;
comment on function ingest.next_tick is 'When a line of the crontab fires next after a moment, by its five fields, in UTC; null: not within four years.';
