create or replace function ingest.upload_run(p_attempt bigint)
returns text
language plpgsql
set search_path = pg_catalog
as $$
declare
  v_attempt ingest.attempts;
  v_run ingest.runs;
  v_verdict text;
begin
  -- One publisher at a time: two sources can't make the same event, nor two runs the same record.
  perform pg_advisory_xact_lock(hashtextextended('ultrasearch publish', 0));
  v_attempt := ingest.lock_attempt(p_attempt);
  if v_attempt.id is null then
    return 'superseded';
  end if;
  perform ingest.count_run(v_attempt.run_id);
  select * into strict v_run from ingest.runs where id = v_attempt.run_id;

  if not exists (select from ingest.requests where run_id = v_run.id and parse_id is not null) and v_run.requests > 0 then
    perform ingest.finish_run(v_run.id, 'failed', 'Every request failed, for example: ' || (
      select min(reason) from ingest.requests where run_id = v_run.id));
  elsif exists (
    select from ingest.runs
    where source = v_run.source and number > v_run.number and status in ('published', 'partial'))
  then
    perform ingest.finish_run(v_run.id, 'discarded', 'A later run of this source is published already.');
  else
    perform ingest.list_records(v_run.id);
    v_verdict := case when v_run.approved_at is null then ingest.gate(v_run.id) end;
    if v_verdict is not null then
      perform ingest.finish_run(v_run.id, 'held', v_verdict);
    else
      perform ingest.merge_records(v_run.id);
      perform ingest.link_records(v_run.source);
      perform ingest.publish_events(v_run.id);
      perform ingest.finish_run(v_run.id, case when v_run.failed > 0 then 'partial' else 'published' end);
      perform ingest.finish_run(id, 'discarded', format('Run %s of this source was published.', v_run.number))
      from ingest.runs
      where source = v_run.source and number < v_run.number and status = 'held';
    end if;
  end if;

  perform ingest.close_attempt(p_attempt, 'done');
  return 'done';
end
$$;
comment on function ingest.upload_run is
  'Publish a run: gate, merge records, link them to events, publish events, all in this one transaction. '
  'Answers done or superseded; how the run ended is in ingest.runs.';
