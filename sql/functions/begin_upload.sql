create or replace function ingest.begin_upload(p_payload jsonb, p_job bigint, p_number integer, p_worker text)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id bigint := (p_payload ->> 'run')::bigint;
  v_run ingest.runs;
begin
  select * into v_run from ingest.runs where id = v_id for update;
  if v_run.id is null then
    return ingest.refuse('upload', p_payload, p_job, p_number, p_worker, format('There is no run %s.', v_id));
  end if;
  if v_run.status = 'running' and v_run.open = 0 or v_run.status = 'held' and v_run.approved_at is not null then
    -- Come due by itself while another takes long: back into the line, rather than hold a hand until that one ends.
    if exists (select from ingest.attempts where task = 'upload' and outcome is null and run_id <> v_id) then
      perform ingest.line_up_upload(v_id);
      return jsonb_build_object('skip', 'another upload is under way');
    end if;
    return jsonb_build_object(
      'attempt', ingest.open_attempt('upload', p_job, p_number, p_worker, v_id, null), 'source', v_run.source);
  end if;
  return jsonb_build_object('skip', format('run %s is %s with %s requests open', v_id, v_run.status, v_run.open));
end
$$;
comment on function ingest.begin_upload is 'Start on an upload job: {attempt, source}; {skip} when the run has ended or is not ready, or must wait for its turn.';
