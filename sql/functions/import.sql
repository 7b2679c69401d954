create or replace function ingest.keep_imported(
  p_source text, p_key text, p_sha256 bytea, p_body bytea, p_bytes bigint, p_parser_version text, p_reading jsonb, p_written_at timestamptz)
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into ingest.snapshots (sha256, body, encoding, bytes)
  values (p_sha256, p_body, 'gzip', p_bytes)
  on conflict (sha256) do nothing;
  return ingest.keep_reading(p_source, p_key, p_sha256, p_parser_version, p_reading, null, null, p_written_at);
end
$$;
comment on function ingest.keep_imported is
  'Keep a page of imported rows and what was read of it; answers the reading. Nothing current changes, and a page that is kept need not be read '
  'again. p_written_at: when the older system wrote the last of them; what others said since is news.';

create or replace function ingest.import_rows(p_source text, p_pages jsonb, p_parser_version text, p_highest bigint)
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_run ingest.runs;
begin
  perform ingest.refuse_fetch(p_source);
  perform ingest.lock_publish();
  perform ingest.reserve_ids(p_highest);

  -- Approved: an import brings the races of the past, and the faults of its system are why it is left.
  insert into ingest.runs (source, number, trigger, parser_version, approved_at)
  values (p_source, ingest.next_number(p_source), 'cli', p_parser_version, now())
  returning * into v_run;

  insert into ingest.hosts (name, interval_ms) values (p_source, 0) on conflict (name) do nothing;
  insert into ingest.requests (run_id, key, host, slot, state, parse_id, settled_at)
  select v_run.id, p.key, p_source, now(), case when k.parse_id = p.parse then 'unchanged' else 'parsed' end, p.parse, now()
  from jsonb_to_recordset(p_pages) as p (key text, parse bigint)
  left join ingest.pages k on k.source = p_source and k.key = p.key
  order by p.key;
  insert into ingest.pages as k (source, key, body_sha256, snapshot_sha256, parse_id)
  select p_source, p.key, a.snapshot_sha256, a.snapshot_sha256, a.id
  from jsonb_to_recordset(p_pages) as p (key text, parse bigint)
  join ingest.parses a on a.id = p.parse
  on conflict (source, key) do update
  set body_sha256 = excluded.body_sha256, snapshot_sha256 = excluded.snapshot_sha256, parse_id = excluded.parse_id
  where k.parse_id <> excluded.parse_id;

  perform ingest.publish_run(v_run.id);
  return v_run.id;
end
$$;
comment on function ingest.import_rows is
  'Publish pages of imported rows that are read already ([{key, parse}]) as one run, which no gate holds. Ids up to p_highest, the highest '
  'over there, are kept for them. Answers the run. Refused (22023) for a source that is unknown, erased or paused.';

create or replace function ingest.imported(p_source text)
returns table (own bigint, other bigint, taken bigint, unread bigint, examples text[])
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  with found as (
    select i.id, l.event_id, e.id is null or e.id = l.event_id or public.event_id(e.id) = l.event_id as is_found
    from ingest.records r
    join ingest.event_links l on l.record_id = r.id
    cross join lateral ingest.given_id(r.source_event_id) as i (id)
    left join public.events e on e.id = i.id
    where r.source = p_source
  )
  select
    count(*) filter (where is_found and id = event_id),
    count(*) filter (where is_found and id <> event_id),
    count(*) filter (where not is_found),
    (
      -- Of what was read last: a row may be sound again, or gone.
      select count(distinct j.source_event_id)
      from ingest.pages k
      join ingest.rejects j on j.parse_id = k.parse_id
      where k.source = p_source
        and not exists (
          select from ingest.parsed_records p where p.parse_id = k.parse_id and p.source_event_id = j.source_event_id)),
    (array_agg(format('%s (here that race is %s)', id, event_id) order by id) filter (where not is_found))[:5]
  from found;
end;
comment on function ingest.imported is
  'What became of the ids that a source gives: its events'' own; other names of events; taken, since another event had that id before; and '
  'rows that say too little to be an event.';
