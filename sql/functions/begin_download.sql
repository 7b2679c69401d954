create or replace function ingest.begin_download(p_payload jsonb, p_job bigint, p_number integer, p_worker text)
returns jsonb
language plpgsql
set search_path = pg_catalog
as $$
declare
  v_id bigint := (p_payload ->> 'request')::bigint;
  v_request ingest.requests;
  v_run ingest.runs;
  v_source ingest.sources;
  v_host_name text;
  v_host ingest.hosts;
  v_page ingest.pages;
  v_attempt bigint;
begin
  select * into v_request from ingest.requests where id = v_id for update;
  if v_request.id is null then
    return ingest.refuse('download', p_payload, p_job, p_number, p_worker, format('There is no request %s.', v_id));
  end if;
  select * into v_run from ingest.runs where id = v_request.run_id;
  if v_request.state <> 'queued' or v_run.status <> 'running' then
    return jsonb_build_object('skip', format('request %s is %s', v_id, v_request.state));
  end if;

  v_attempt := ingest.open_attempt('download', p_job, p_number, p_worker, v_run.id, v_id);

  -- The source may have moved since the request was planned.
  select * into strict v_source from ingest.sources where name = v_run.source;
  v_host_name := ingest.request_host(v_source.base_url, v_request.key);
  if v_host_name <> v_request.host then
    perform ingest.know_hosts(v_source, array[v_host_name]);
    update ingest.requests set host = v_host_name, slot = '-infinity' where id = v_id returning * into v_request;
  end if;

  -- A slot that was missed (the workers were down, a retry) is worth nothing: take the next free one, so that a
  -- backlog never goes out in a burst.
  select * into v_host from ingest.hosts where name = v_request.host;
  if v_host.not_before > clock_timestamp()
    or v_host.interval_ms > 0 and clock_timestamp() > v_request.slot + v_host.interval_ms * interval '1 ms'
  then
    update ingest.requests set slot = ingest.take_slots(host, 1) where id = v_id returning slot into v_request.slot;
    if v_request.slot > clock_timestamp() then
      perform ingest.queue('download', p_payload, 'download:' || v_id, v_request.slot);
      perform ingest.close_attempt(v_attempt, 'postponed');
      return jsonb_build_object('skip', format('request %s waits for its host until %s', v_id, v_request.slot));
    end if;
  end if;

  select * into v_page from ingest.pages where source = v_run.source and key = v_request.key;
  return jsonb_strip_nulls(jsonb_build_object(
    'attempt', v_attempt,
    'source', v_run.source,
    'url', replace(ingest.request_url(v_source.base_url, v_request.key), '{today}', to_char(now() at time zone 'UTC', 'YYYY-MM-DD')),
    'etag', v_page.etag,
    'last_modified', v_page.last_modified,
    'read_by_another', (select parser_version <> v_run.parser_version from ingest.parses where id = v_page.parse_id)));
end
$$;
comment on function ingest.begin_download is
  'Start on a download job: {attempt, source, url, etag, last_modified, read_by_another}; {skip} when it is settled or its host wants to wait.';
