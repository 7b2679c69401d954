create or replace function ingest.merge_records(p_run bigint)
returns void
language plpgsql
set search_path = pg_catalog
as $$
declare
  v_run ingest.runs;
  v_last_day date;
begin
  select * into strict v_run from ingest.runs where id = p_run;
  select v_run.started_at::date + horizon_days into v_last_day from ingest.sources where name = v_run.source;
  drop table if exists pg_temp.gone;

  insert into ingest.records (id, source, source_event_id, group_key, parse_id, hash, start_date, changed_run)
  overriding system value
  select record_id, v_run.source, source_event_id, group_key, parse_id, hash, start_date, p_run
  from pg_temp.changed
  where is_new;

  update ingest.records r
  set group_key = c.group_key, parse_id = c.parse_id, hash = c.hash, start_date = c.start_date,
    changed_run = case when c.is_new_version then p_run else r.changed_run end,
    missing_runs = 0, withdrawn_at = null
  from pg_temp.changed c
  where r.id = c.record_id and not c.is_new;

  -- Missing: not listed by a complete run though its day is still to come and within what the source lists. A row
  -- that was rejected is listed; one rejected without an id could be any of them, so then nothing is missing.
  create temporary table gone (record_id bigint primary key) on commit drop;
  if v_run.complete and not exists (
    select
    from ingest.requests q
    join ingest.rejects j on j.parse_id = q.parse_id
    where q.run_id = p_run and j.source_event_id is null)
  then
    with missing as (
      update ingest.records r
      set missing_runs = missing_runs + 1,
        withdrawn_at = case when missing_runs + 1 >= 2 then now() end
      where r.source = v_run.source
        and r.withdrawn_at is null
        and r.start_date between v_run.started_at::date and v_last_day
        and not exists (select from pg_temp.listed l where l.source_event_id = r.source_event_id)
        and not exists (
          select
          from ingest.requests q
          join ingest.rejects j on j.parse_id = q.parse_id
          where q.run_id = p_run and j.source_event_id = r.source_event_id)
      returning id, withdrawn_at
    )
    insert into pg_temp.gone
    select id from missing where withdrawn_at is not null;
  end if;

  update ingest.record_versions
  set valid_to = now()
  where valid_to is null
    and record_id in (
      select record_id from pg_temp.changed where is_new_version and not is_new union select record_id from pg_temp.gone);

  insert into ingest.record_versions (record_id, valid_from, run_id, parse_id, hash)
  select record_id, now(), p_run, parse_id, hash
  from pg_temp.changed
  where is_new_version;
end
$$;
comment on function ingest.merge_records is
  'Make the records what the run lists, keep their versions, and withdraw those missing in two complete runs in a row (pg_temp.gone).';
