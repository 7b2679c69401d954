create or replace function ingest.count_run(p_run bigint)
returns void
language sql
set search_path = pg_catalog, pg_temp
begin atomic
  update ingest.runs
  set (requests, downloaded, unchanged, failed, complete, rejected) = (
    select
      count(*),
      count(*) filter (where d.outcome = 'new' and d.request_id = q.id),
      count(*) filter (where d.outcome = 'unchanged' and d.request_id = q.id),
      count(*) filter (where q.state = 'failed'),
      bool_and(q.state <> 'failed') is not false,
      (
        -- A row that several pages show is one.
        select count(distinct coalesce(j.source_event_id, 'row ' || j.id))
        from ingest.requests l
        join ingest.rejects j on j.parse_id = l.parse_id
        where l.run_id = p_run)
    from ingest.requests q
    left join ingest.downloads d on d.id = q.download_id
    where q.run_id = p_run)
  where id = p_run;
end;
comment on function ingest.count_run is 'Write what a run asked and got into its row.';

create or replace function ingest.count_records(p_run bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
-- A day is the same day whoever's clock is on the wall.
set timezone = 'UTC'
as $$
begin
  -- A race of yesterday may still be going on somewhere, and a stage race goes on until its last day.
  update ingest.runs u
  set (records, unread, misdated, unplaced, changed) = (
    select
      count(*),
      count(*) filter (where l.is_unread),
      count(*) filter (where coalesce(l.end_date, l.start_date) < u.observed_at::date - 1
        or l.start_date > u.observed_at::date + interval '3 years'),
      count(*) filter (where not l.virtual
        and (case when l.is_changed then c.precision else l.precision end in ('source', 'city')) is not true),
      -- Not what only we tell otherwise: where it is.
      count(distinct k.event_id) filter (where l.is_changed and not l.is_known)
    from pg_temp.listed l
    left join pg_temp.changed c on l.is_changed and c.source_event_id = l.source_event_id
    left join ingest.event_links k on l.is_changed and k.record_id = l.record_id)
  where u.id = p_run;
end
$$;
comment on function ingest.count_records is 'Write what a run lists (pg_temp.listed) into its row; the gate judges by it.';
