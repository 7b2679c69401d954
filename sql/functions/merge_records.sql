create or replace function ingest.merge_records(p_run bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_run ingest.runs;
  v_new bigint;
begin
  select * into strict v_run from ingest.runs where id = p_run;

  insert into ingest.records (
    id, source, source_event_id, group_key, parse_id, hash, start_date, changed_run, latitude, longitude, precision, ambiguous, area)
  overriding system value
  select
    record_id, v_run.source, source_event_id, group_key, parse_id, hash, start_date, p_run, latitude, longitude, precision,
    ambiguous, area
  from pg_temp.changed
  where is_new;
  get diagnostics v_new = row_count;
  if ingest.has_outgrown('ingest.records', v_new) then
    analyze (skip_locked) ingest.records (id, source, group_key, parse_id, source_event_id, withdrawn_at);
  end if;

  update ingest.records r
  set group_key = c.group_key, parse_id = c.parse_id, hash = c.hash, start_date = c.start_date, changed_run = p_run,
    latitude = c.latitude, longitude = c.longitude, precision = c.precision, ambiguous = c.ambiguous, area = c.area, withdrawn_at = null
  from pg_temp.changed c
  where r.id = c.record_id and not c.is_new;

  update ingest.missing_records m
  set seen_again_by = p_run
  from pg_temp.listed l
  where m.record_id = l.record_id
    and (m.seen_again_by is null or m.seen_again_by in (select id from ingest.runs where undone_by is not null));

  insert into ingest.missing_records (run_id, record_id)
  select p_run, record_id from pg_temp.missing;

  update ingest.records r
  set withdrawn_at = v_run.published_at, changed_run = p_run
  from pg_temp.missing m
  where r.id = m.record_id and m.is_gone;
end
$$;
comment on function ingest.merge_records is
  'Make the records what the run lists, note what is missing, and withdraw what is gone.';

create or replace function ingest.version_records(p_run bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at timestamptz;
begin
  select published_at into strict v_at from ingest.runs where id = p_run;

  create temporary table versioned on commit drop as
  select record_id from pg_temp.changed
  union
  select record_id from pg_temp.missing where is_gone
  union
  select record_id from pg_temp.relinked;
  analyze pg_temp.versioned;

  update ingest.record_versions v
  set valid_to = v_at
  from pg_temp.versioned t
  where v.record_id = t.record_id and v.valid_to is null;

  insert into ingest.record_versions (
    record_id, valid_from, run_id, parse_id, hash, event_id, latitude, longitude, precision, ambiguous, area)
  select r.id, v_at, p_run, r.parse_id, r.hash, l.event_id, r.latitude, r.longitude, r.precision, r.ambiguous, r.area
  from pg_temp.versioned t
  join ingest.records r on r.id = t.record_id and r.withdrawn_at is null
  join ingest.event_links l on l.record_id = r.id
  order by r.id;

  drop table pg_temp.versioned;
end
$$;
comment on function ingest.version_records is 'Keep a version of every record that a publication changed, withdrew or linked to another event.';
