create or replace function ingest.begin_parse(p_payload jsonb, p_job bigint, p_number integer, p_worker text)
returns table (begun jsonb, body bytea)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id bigint := (p_payload ->> 'request')::bigint;
  v_request ingest.requests;
  v_run ingest.runs;
  v_attempt bigint;
begin
  perform ingest.commit_asynchronously();
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
  if not ingest.may_parse(v_run, p_worker) then
    -- Five seconds, for one of those to be free.
    perform ingest.queue('parse', p_payload, 'parse:' || v_id, now() + interval '5 s');
    perform ingest.close_attempt(v_attempt, 'postponed', 'Left to a worker that has the run''s parser.');
    begun := jsonb_build_object('skip', format('request %s is left to a worker that has parser %s', v_id, v_run.parser_version));
    return next;
    return;
  end if;
  return query
    select jsonb_build_object(
        'attempt', v_attempt, 'source', v_run.source, 'run', v_run.id, 'url', v_request.key, 'sha256', encode(n.sha256, 'hex'), 'context', v_request.context),
      n.body
    from ingest.downloads d
    join ingest.snapshots n on n.sha256 = d.snapshot_sha256
    where d.id = v_request.download_id;
end
$$;
comment on function ingest.begin_parse is
  'Start on a parse job: {attempt, source, run, url, sha256, context} and the gzipped body (null: it is archived, under sha256); {skip} when there is nothing to read, or '
  'another worker is to read it.';

create or replace function ingest.may_parse(p_run ingest.runs, p_worker text)
returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_parser text;
begin
  select parsers ->> (p_run).source into v_parser from ingest.workers where id = p_worker;
  if v_parser is null or v_parser = (p_run).parser_version then
    return true;
  elsif exists (
    select from ingest.workers w where w.parsers ->> (p_run).source = (p_run).parser_version and 'parse' = any (w.tasks))
  then
    return false;
  end if;
  -- Those that began the run are gone (a rolling upgrade): it goes on with what there is. Pages that the other parser
  -- read in it are read anew in the next run.
  update ingest.runs set parser_version = v_parser where id = (p_run).id;
  return true;
end
$$;
comment on function ingest.may_parse is
  'Whether a worker is to read a page of a run: one run, one parser, as long as a worker that has it is alive.';
