create or replace function ingest.start_run(p_attempt bigint, p_requests jsonb, p_trigger text, p_parser_version text)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_attempt ingest.attempts;
  v_source text;
  v_run bigint;
  v_open integer;
begin
  -- Two fetch jobs of one source meet here; the second finds the run of the first and joins it. The source before the attempt, as
  -- begin_fetch has them.
  select name into strict v_source
  from ingest.sources
  where name = (select payload ->> 'source' from ingest.attempts where id = p_attempt)
  for no key update;
  v_attempt := ingest.lock_attempt(p_attempt);
  if v_attempt.id is null then
    return 'superseded';
  end if;
  select id into v_run from ingest.runs where source = v_source and status = 'running';

  if v_run is null then
    insert into ingest.runs (source, number, trigger, job_id, parser_version)
    values (v_source, ingest.next_number(v_source), p_trigger, v_attempt.job_id, p_parser_version)
    returning id into v_run;

    v_open := ingest.queue_requests(v_run, null, p_requests);
    update ingest.runs set open = v_open where id = v_run;
    if v_open = 0 then
      perform ingest.queue_upload(v_run);
    end if;
  end if;

  update ingest.attempts set run_id = v_run where id = p_attempt;
  perform ingest.close_attempt(p_attempt, 'done');
  return 'done';
end
$$;
comment on function ingest.start_run is
  'Start a run of the attempt''s source with its first requests ([{key, context}]), or join the running one. '
  'Answers done or superseded.';
