create or replace function ingest.finish_download(p_attempt bigint, p_answer jsonb, p_body bytea default null)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_attempt ingest.attempts;
  v_request ingest.requests;
  v_run ingest.runs;
  v_page ingest.pages;
  v_body_sha256 bytea := decode(p_answer ->> 'body_sha256', 'hex');
  v_snapshot_sha256 bytea := decode(p_answer ->> 'snapshot_sha256', 'hex');
  v_error text := p_answer ->> 'error';
  v_etag text := p_answer ->> 'etag';
  v_last_modified text := p_answer ->> 'last_modified';
  v_unchanged boolean;
  v_standing ingest.parses;
  v_download bigint;
begin
  perform ingest.commit_asynchronously();
  v_attempt := ingest.lock_attempt(p_attempt);
  if v_attempt.id is null then
    return 'superseded';
  end if;
  select * into strict v_request from ingest.requests where id = v_attempt.request_id;
  select * into strict v_run from ingest.runs where id = v_request.run_id;
  select * into v_page from ingest.pages where source = v_run.source and key = v_request.key;

  v_unchanged := v_error is null
    and (coalesce((p_answer ->> 'not_modified')::boolean, false) or v_body_sha256 = v_page.body_sha256);
  -- Same bytes, same parser: the reading stands, and what it asked for is asked again. (A 304 hides no second page.)
  select * into v_standing from ingest.parses where v_unchanged and id = v_page.parse_id and parser_version = v_run.parser_version;
  if v_unchanged and v_page.key is null then
    v_unchanged := false;
    v_error := 'The server answered 304 Not Modified to a request that set no condition.';
  elsif v_unchanged and v_standing.id is null and p_body is null and ingest.is_put_away(v_page.snapshot_sha256) then
    v_unchanged := false;
    v_error := 'Its bytes were put away, and another parser is to read them: it is asked for whole.';
  elsif v_unchanged then
    v_body_sha256 := v_page.body_sha256;
    v_snapshot_sha256 := v_page.snapshot_sha256;
    if (p_answer ->> 'not_modified')::boolean then
      -- What it was asked with holds.
      v_etag := coalesce(v_etag, v_page.etag);
      v_last_modified := coalesce(v_last_modified, v_page.last_modified);
    elsif (v_etag, v_last_modified) is distinct from (v_page.etag, v_page.last_modified) then
      update ingest.pages set etag = v_etag, last_modified = v_last_modified where source = v_run.source and key = v_request.key;
    end if;
  elsif v_error is null and p_body is null then
    v_error := 'Its bytes were known when it was asked for, and are not any more.';
  end if;
  if v_error is null and v_standing.id is null and p_body is not null then
    insert into ingest.snapshots as n (sha256, body, encoding, bytes)
    values (v_snapshot_sha256, p_body, p_answer ->> 'encoding', (p_answer ->> 'bytes')::bigint)
    -- Back for its parse, until it is put away again. Its copy there stays, and with archived_at whoever deletes the row knows of it.
    on conflict (sha256) do update set body = excluded.body where n.body is null;
  end if;

  insert into ingest.downloads (
    request_id, attempt_id, outcome, http_status, content_type, etag, last_modified, bytes, body_sha256,
    snapshot_sha256, error)
  values (
    v_request.id, p_attempt, case when v_error is not null then 'failed' when v_unchanged then 'unchanged' else 'new' end,
    (p_answer ->> 'http_status')::integer, p_answer ->> 'content_type', v_etag,
    v_last_modified, (p_answer ->> 'bytes')::bigint, v_body_sha256, v_snapshot_sha256, v_error)
  returning id into v_download;

  perform ingest.lock_metered(v_request.host || ingest.hosts_of_requests(v_run.source, v_standing.requests));
  perform ingest.release_host(v_request.host, p_attempt, p_answer || jsonb_strip_nulls(jsonb_build_object('error', v_error)));
  if v_error is not null then
    update ingest.requests set download_id = v_download where id = v_request.id;
    return ingest.fail_attempt(p_attempt, v_error, null, coalesce((p_answer ->> 'final')::boolean, false));
  end if;

  perform ingest.close_attempt(p_attempt, 'done');
  if v_standing.id is not null then
    -- Late: all requests of a run wait for each other from here on.
    perform ingest.settle_request(v_request.id, 'unchanged', v_standing.id, p_download => v_download);
  else
    update ingest.requests set state = 'downloaded', download_id = v_download where id = v_request.id;
    perform ingest.queue('parse', jsonb_build_object('request', v_request.id), 'parse:' || v_request.id);
  end if;
  perform ingest.give_turns(array[v_request.host]);
  return 'done';
end
$$;
comment on function ingest.finish_download is
  'Keep what a request brought: {http_status, content_type, etag, last_modified, bytes, body_sha256, snapshot_sha256, '
  'encoding} and the compressed body, none where its bytes are known; or {not_modified}; or {error, final, retry_after_s}. Queues the parse of new '
  'bytes, settles unchanged and failed ones. Answers done, retry, settled or superseded.';
