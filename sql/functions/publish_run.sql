create or replace function ingest.lock_publish()
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
  select pg_advisory_xact_lock(hashtextextended('ultrasearch publish', 0));
$$;
comment on function ingest.lock_publish is
  'One publisher at a time: two sources can''t make the same event, nor two runs the same record. Whoever changes what is published takes it first.';

create or replace function ingest.next_publication()
returns timestamptz
language sql
set search_path = pg_catalog, pg_temp
as $$
  -- A clock that was set back must not put a publication before an earlier one.
  select greatest(clock_timestamp(), max(published_at) + interval '1 us') from ingest.runs;
$$;
comment on function ingest.next_publication is 'The moment of the publication that holds the publish lock: after all earlier ones.';

create or replace function ingest.next_number(p_source text)
returns integer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  -- Whoever starts a run locks its source: two at once would take the same number.
  perform from ingest.sources where name = p_source for no key update;
  return (select coalesce(max(number), 0) + 1 from ingest.runs where source = p_source);
end
$$;
comment on function ingest.next_number is 'The number of a source''s next run, for the transaction that makes it.';

create or replace function ingest.is_anything_new()
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- Before the first groups are keyed there may be records of a time without keys.
  return exists (select from pg_temp.changed) or exists (select from pg_temp.missing where is_gone)
    or not exists (select from ingest.match_keys);
end
$$;
comment on function ingest.is_anything_new is
  'Whether a run changes any record (pg_temp.changed, pg_temp.missing): most change none, and linking them would cost ten times the rest.';

create or replace function ingest.publish_run(p_run bigint)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_run ingest.runs;
  v_verdict text;
begin
  perform ingest.count_run(p_run);
  perform ingest.list_records(p_run);
  select * into strict v_run from ingest.runs where id = p_run;

  if not exists (select from ingest.requests where run_id = p_run and parse_id is not null) and v_run.requests > 0 then
    perform ingest.finish_run(p_run, 'failed', 'Every request failed, for example: ' || (
      select min(reason) from ingest.requests where run_id = p_run));
    return 'failed';
  end if;
  -- A replay may be older: record by record it yields to what was observed later.
  if v_run.trigger <> 'replay' and exists (
    select from ingest.runs
    where source = v_run.source and status in ('published', 'partial') and trigger not in ('undo', 'erase', 'merge', 'split')
      and observed_at > v_run.observed_at)
  then
    perform ingest.finish_run(p_run, 'discarded', 'A later run of this source is published already.');
    return 'discarded';
  end if;
  v_verdict := case when v_run.approved_at is null then ingest.gate(p_run) end;
  if v_verdict is not null then
    perform ingest.finish_run(p_run, 'held', v_verdict);
    return 'held';
  end if;

  update ingest.runs set published_at = ingest.next_publication() where id = p_run;
  perform ingest.merge_records(p_run);
  if ingest.is_anything_new() then
    perform ingest.link_records();
    perform ingest.version_records(p_run);
    perform ingest.gather_events();
    perform ingest.write_events(p_run);
  else
    perform ingest.empty_acts();
    perform ingest.count_events(p_run);
  end if;
  perform ingest.finish_run(p_run, case when v_run.complete then 'published' else 'partial' end);
  perform ingest.finish_run(id, 'discarded', format('Run %s of this source was published.', v_run.number))
  from ingest.runs
  where source = v_run.source and number < v_run.number and status = 'held' and observed_at <= v_run.observed_at;
  return case when v_run.complete then 'published' else 'partial' end;
end
$$;
comment on function ingest.publish_run is
  'Gate a run whose requests are settled, merge its records, link them to events, keep versions, publish: all or nothing, under the '
  'publish lock, which the caller holds. Answers the run''s new status.';
