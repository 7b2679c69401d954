create or replace function ingest.count_run(p_run bigint)
returns void
language sql
set search_path = pg_catalog
begin atomic
  update ingest.runs
  set (requests, downloaded, unchanged, failed, complete, records, unread, rejected) = (
    select
      count(*),
      count(*) filter (where d.outcome = 'new'),
      count(*) filter (where d.outcome = 'unchanged'),
      count(*) filter (where q.state = 'failed'),
      bool_and(q.state <> 'failed') is not false,
      (
        select count(distinct r.source_event_id)
        from ingest.requests l
        join ingest.parsed_records r on r.parse_id = l.parse_id
        where l.run_id = p_run),
      (
        select count(distinct r.source_event_id)
        from ingest.requests l
        join ingest.parsed_records r on r.parse_id = l.parse_id
        where l.run_id = p_run and r.distance_text <> '' and r.distances = '[]'),
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
comment on function ingest.count_run is 'Write what a run asked, got and read into its row.';
