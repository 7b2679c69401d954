create or replace function status.activity(span text default 'hour')
returns table (at timestamptz, done bigint, failed bigint, waiting bigint)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  -- As many points as a plot can show.
  v_width interval := case span when 'hour' then '1 minute' when 'day' then '30 minutes' when 'week' then '3 hours' end;
  v_points integer := case span when 'hour' then 60 when 'day' then 48 when 'week' then 56 end;
  v_origin constant timestamptz := '2000-01-01 00:00Z';
  v_last timestamptz := date_bin(v_width, now(), v_origin);
  v_first timestamptz := v_last - (v_points - 1) * v_width;
begin
  if v_width is null then
    perform ingest.refuse_input('Activity is told of the last hour, day or week.');
  end if;
  return query
    with
      ended as (
        select date_bin(v_width, a.started_at, v_origin) as bin,
          count(*) filter (where a.outcome = 'done') as done,
          count(*) filter (where a.outcome in ('failed', 'crashed')) as failed
        from ingest.attempts a
        where a.started_at >= v_first and a.task in ('fetch', 'download', 'parse', 'upload')
        group by 1
      ),
      -- A request is open from the start of its run, or from when its parent was read, until it is settled.
      open as (
        select greatest(date_bin(v_width, m.moment, v_origin), v_first) as bin, sum(m.step) as step
        from ingest.runs r
        join ingest.requests q on q.run_id = r.id
        left join ingest.requests p on p.id = q.parent_id
        cross join lateral (
          values
            (least(greatest(r.started_at, p.settled_at), coalesce(q.settled_at, 'infinity')), 1),
            (q.settled_at, -1)
        ) m (moment, step)
        -- In words of which the planner knows how few runs they leave.
        where (r.finished_at is null or r.finished_at >= v_first) and m.moment is not null
        group by 1
      )
    select b.bin, coalesce(e.done, 0), coalesce(e.failed, 0), (sum(coalesce(o.step, 0)) over (order by b.bin))::bigint
    from generate_series(v_first, v_last, v_width) b (bin)
    left join ended e using (bin)
    left join open o using (bin)
    order by b.bin;
end
$$;
comment on function status.activity is
  'The last hour (by minutes), day (by half hours) or week (by 3 hours): attempts of fetch, download, parse and upload that were done and that '
  'failed, by when they began, and how many requests were open at the end of each step.';
