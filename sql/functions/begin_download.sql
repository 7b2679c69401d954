drop function if exists ingest.begin_download(jsonb, bigint, integer, text);
drop function if exists ingest.begin_download(jsonb, bigint, integer, text, integer);

create or replace function ingest.begin_download(
  p_payload jsonb, p_job bigint, p_number integer, p_worker text, p_lease_ms integer default 30000, p_lists jsonb default '{}')
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id bigint := (p_payload ->> 'request')::bigint;
  v_request ingest.requests;
  v_run ingest.runs;
  v_attempt bigint;
begin
  select * into v_request from ingest.requests where id = v_id for update;
  if v_request.id is null then
    return ingest.refuse('download', p_payload, p_job, p_number, p_worker, format('There is no request %s.', v_id));
  end if;
  select * into v_run from ingest.runs where id = v_request.run_id;
  if v_request.state <> 'queued' or v_run.status <> 'running' then
    perform ingest.give_turns(array[v_request.host]);
    return jsonb_build_object('skip', format('request %s is %s', v_id, v_request.state));
  end if;

  v_attempt := ingest.open_attempt('download', p_job, p_number, p_worker, v_run.id, v_id);
  if ingest.full_reason() is not null then
    -- Its job ends here; the sweep queues it again when there is room.
    perform ingest.close_attempt(v_attempt, 'postponed', ingest.full_reason());
    return jsonb_build_object('skip', ingest.full_reason());
  end if;
  v_request := ingest.follow_source(v_request, v_run.source);
  if not ingest.claim_host(v_request.host, v_attempt, p_lease_ms) then
    return jsonb_build_object('skip', ingest.put_off(v_request, v_attempt));
  end if;
  return ingest.what_to_ask(v_request, v_run, v_attempt, p_lists);
end
$$;
comment on function ingest.begin_download is
  'Start on a download job, with a claim on the host for p_lease_ms: what ingest.what_to_ask says; {skip} when it is '
  'settled or has to wait for its turn.';

create or replace function ingest.follow_source(p_request ingest.requests, p_source text)
returns ingest.requests
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_source ingest.sources;
  v_host text;
begin
  select * into strict v_source from ingest.sources where name = p_source;
  v_host := case
    when (p_request).moved_to is not null then ingest.request_host('', (p_request).moved_to)
    else ingest.request_host(v_source.base_url, (p_request).key)
  end;
  if v_host = (p_request).host then
    return p_request;
  end if;
  perform ingest.know_hosts(v_source, array[v_host]);
  perform ingest.lock_hosts(array[v_host, (p_request).host]);
  update ingest.requests set host = v_host where id = (p_request).id;
  perform ingest.give_turns(array[(p_request).host]);
  p_request.host := v_host;
  return p_request;
end
$$;
comment on function ingest.follow_source is 'The source may have moved since a request was planned: then the request waits for, and asks, the new host.';
