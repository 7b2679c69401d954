create or replace function ingest.begin_parse(p_payload jsonb, p_job bigint, p_number integer, p_worker text)
returns table (begun jsonb, body bytea)
language plpgsql
set search_path = pg_catalog
as $$
declare
  v_id bigint := (p_payload ->> 'request')::bigint;
  v_request ingest.requests;
  v_run ingest.runs;
  v_attempt bigint;
begin
  select * into v_request from ingest.requests where id = v_id for update;
  if v_request.id is null then
    begun := ingest.refuse('parse', p_payload, p_job, p_number, p_worker, format('There is no request %s.', v_id));
    return next;
    return;
  end if;
  select * into v_run from ingest.runs where id = v_request.run_id;
  if v_request.state <> 'downloaded' or v_run.status <> 'running' then
    begun := jsonb_build_object('skip', format('request %s is %s', v_id, v_request.state));
    return next;
    return;
  end if;

  v_attempt := ingest.open_attempt('parse', p_job, p_number, p_worker, v_run.id, v_id);
  return query
    select jsonb_build_object(
        'attempt', v_attempt, 'source', v_run.source, 'url', v_request.key, 'context', v_request.context),
      n.body
    from ingest.downloads d
    join ingest.snapshots n on n.sha256 = d.snapshot_sha256
    where d.id = v_request.download_id;
end
$$;
comment on function ingest.begin_parse is
  'Start on a parse job: {attempt, source, url, context} and the gzipped body; {skip} when there is nothing to read.';
