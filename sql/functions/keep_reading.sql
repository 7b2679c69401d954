drop function if exists ingest.keep_reading(text, text, bytea, text, json, bigint, text, timestamptz);

-- jsonb: each look into a json would read the whole of it.
create or replace function ingest.keep_reading(
  p_source text, p_key text, p_snapshot_sha256 bytea, p_parser_version text, p_reading jsonb, p_run bigint, p_url text,
  p_fetched_at timestamptz)
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_parse bigint;
  v_races jsonb := p_reading -> 'races';
  v_rejects jsonb := p_reading -> 'rejects';
begin
  insert into ingest.parses (
    source, key, snapshot_sha256, parser_version, run_id, records, rejected, "full", requests, url, fetched_at)
  values (
    p_source, p_key, p_snapshot_sha256, p_parser_version, p_run, jsonb_array_length(v_races),
    jsonb_array_length(v_rejects), (p_reading ->> 'full')::boolean, p_reading -> 'requests', p_url,
    p_fetched_at)
  returning id into v_parse;

  insert into ingest.parsed_records (
    parse_id, source_event_id, group_key, hash, name, edition, url, start_date, end_date, place, city, city_keys,
    region, country, latitude, longitude, status, registration, virtual, elevation_gain, surface, event_type,
    distance_text, distances)
  select
    v_parse, id, coalesce("group", id), hash, name, edition, url, "startDate", "endDate", place, city, "cityKeys",
    region, country, latitude, longitude, status, registration, virtual, "elevationGain", surface, "eventType",
    "distanceText", distances
  from jsonb_to_recordset(v_races) as r (
    id text, "group" text, hash uuid, name text, edition integer, url text, "startDate" date, "endDate" date,
    place text, city text, "cityKeys" text[], region text, country text, latitude double precision,
    longitude double precision, status text, registration text, virtual boolean, "elevationGain" numeric,
    surface text, "eventType" text, "distanceText" text, distances jsonb);

  if jsonb_array_length(v_rejects) > 0 then
    insert into ingest.rejects (parse_id, source_event_id, reason, raw)
    select v_parse, id, reason, raw
    from jsonb_to_recordset(v_rejects) as r (id text, reason text, raw jsonb);
  end if;

  return v_parse;
end
$$;
comment on function ingest.keep_reading is
  'Keep what a parser read of a snapshot ({races: [{…, hash, cityKeys}], rejects, requests: [{key, context}], full}): '
  'immutable rows keyed by their parse, whose id it answers.';
