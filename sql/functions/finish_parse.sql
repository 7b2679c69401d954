drop function if exists ingest.finish_parse(bigint, json, text);

create or replace function ingest.finish_parse(p_attempt bigint, p_reading jsonb, p_parser_version text)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_attempt ingest.attempts;
  v_request ingest.requests;
  v_run ingest.runs;
  v_download ingest.downloads;
  v_base_url text;
  v_asked_at timestamptz;
  v_parse bigint;
begin
  perform ingest.commit_asynchronously();
  v_attempt := ingest.lock_attempt(p_attempt);
  if v_attempt.id is null then
    return 'superseded';
  end if;
  select * into strict v_request from ingest.requests where id = v_attempt.request_id;
  select * into strict v_run from ingest.runs where id = v_request.run_id;
  select * into strict v_download from ingest.downloads where id = v_request.download_id;
  select base_url into strict v_base_url from ingest.sources where name = v_run.source;
  select started_at into v_asked_at from ingest.attempts where id = v_download.attempt_id;

  v_parse := ingest.keep_reading(
    v_run.source, v_request.key, v_download.snapshot_sha256, p_parser_version, p_reading, v_run.id,
    ingest.dated_url(v_base_url, v_request.key, v_asked_at), v_download.finished_at);

  insert into ingest.pages as p (source, key, body_sha256, snapshot_sha256, etag, last_modified, parse_id)
  values (
    v_run.source, v_request.key, v_download.body_sha256, v_download.snapshot_sha256, v_download.etag,
    v_download.last_modified, v_parse)
  on conflict (source, key) do update
  set body_sha256 = excluded.body_sha256,
    snapshot_sha256 = excluded.snapshot_sha256,
    etag = excluded.etag,
    last_modified = excluded.last_modified,
    parse_id = excluded.parse_id;

  perform ingest.close_attempt(p_attempt, 'done');
  perform ingest.settle_request(v_request.id, 'parsed', v_parse);
  return 'done';
end
$$;
comment on function ingest.finish_parse is
  'Keep a reading ({races: [{…, hash, cityKeys}], rejects, requests: [{key, context}], full}): immutable output keyed '
  'by its parse. Nothing current changes here; only the upload does that. Answers done or superseded.';
