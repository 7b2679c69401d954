create or replace function ingest.finish_parse(p_attempt bigint, p_reading json, p_parser_version text)
returns text
language plpgsql
set search_path = pg_catalog
as $$
declare
  v_attempt ingest.attempts;
  v_request ingest.requests;
  v_run ingest.runs;
  v_download ingest.downloads;
  v_parse bigint;
begin
  v_attempt := ingest.lock_attempt(p_attempt);
  if v_attempt.id is null then
    return 'superseded';
  end if;
  select * into strict v_request from ingest.requests where id = v_attempt.request_id;
  select * into strict v_run from ingest.runs where id = v_request.run_id;
  select * into strict v_download from ingest.downloads where id = v_request.download_id;

  insert into ingest.parses (source, key, snapshot_sha256, parser_version, run_id, records, rejected, "full", requests)
  values (
    v_run.source, v_request.key, v_download.snapshot_sha256, p_parser_version, v_run.id,
    json_array_length(p_reading -> 'races'), json_array_length(p_reading -> 'rejects'),
    (p_reading ->> 'full')::boolean, (p_reading -> 'requests')::jsonb)
  returning id into v_parse;

  insert into ingest.parsed_records (
    parse_id, source_event_id, group_key, hash, name, edition, url, start_date, end_date, place, city, city_keys,
    region, country, latitude, longitude, status, registration, virtual, elevation_gain, surface, event_type,
    distance_text,
    distances)
  select
    v_parse, id, coalesce("group", id), hash, name, edition, url, "startDate", "endDate", place, city, "cityKeys",
    region, country, latitude, longitude, status, registration, virtual, "elevationGain", surface, "eventType",
    "distanceText",
    distances
  from json_to_recordset(p_reading -> 'races') as r (
    id text, "group" text, hash uuid, name text, edition integer, url text, "startDate" date, "endDate" date,
    place text, city text, "cityKeys" text[], region text, country text, latitude double precision,
    longitude double precision, status text, registration text, virtual boolean, "elevationGain" numeric,
    surface text, "eventType" text, "distanceText" text, distances jsonb);

  insert into ingest.rejects (parse_id, source_event_id, reason, raw)
  select v_parse, id, reason, raw
  from json_to_recordset(p_reading -> 'rejects') as r (id text, reason text, raw jsonb);

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

  perform ingest.settle_request(v_request.id, 'parsed', v_parse);
  perform ingest.close_attempt(p_attempt, 'done');
  return 'done';
end
$$;
comment on function ingest.finish_parse is
  'Keep a reading ({races: [{…, hash, cityKeys}], rejects, requests: [{key, context}], full}): immutable output keyed '
  'by its parse. Nothing current changes here; only the upload does that. Answers done or superseded.';
