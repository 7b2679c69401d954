-- What was published when, and what it rests on: questions to the versions. A viewer needs no right on ingest.

create or replace function status.event_history(event bigint)
returns table (valid_from timestamptz, valid_to timestamptz, change text, changes jsonb, run bigint, source text, trigger text, facts jsonb)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
begin atomic
  select
    v.valid_from, v.valid_to, ingest.change(b.facts, v.facts), ingest.differences(coalesce(b.facts, '{}'), v.facts), v.run_id,
    r.source, r.trigger, v.facts
  from ingest.event_versions v
  join ingest.runs r on r.id = v.run_id
  left join ingest.event_versions b on b.event_id = v.event_id and b.valid_to = v.valid_from
  where v.event_id = event_history.event
  order by v.valid_from;
end;
comment on function status.event_history is
  'Every version of an event, the oldest first: what changed ({field: [before, after]}), by which run, and all that it said then.';

create or replace function status.run_changes(run bigint)
returns table (event bigint, change text, name text, start_date date, changes jsonb)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
begin atomic
  select
    v.event_id, ingest.change(b.facts, v.facts), v.facts ->> 'name', (v.facts ->> 'start_date')::date,
    ingest.differences(coalesce(b.facts, '{}'), v.facts)
  from ingest.event_versions v
  left join ingest.event_versions b on b.event_id = v.event_id and b.valid_to = v.valid_from
  where v.run_id = run_changes.run
  order by 2, 4, 1;
end;
comment on function status.run_changes is 'What a run changed of what is public: each event, and {field: [before, after]}.';

create or replace function status.events_as_of(at timestamptz)
returns table (
  id bigint, name text, edition integer, url text, start_date date, end_date date, city text, state text, country text,
  latitude double precision, longitude double precision, "precision" text, ambiguous boolean, status text, registration text,
  virtual boolean, elevation_gain numeric, surface text, event_type text, sources text[], distances jsonb, valid_from timestamptz)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
begin atomic
  select
    v.event_id, e.name, e.edition, e.url, e.start_date, e.end_date, e.city, e.state, e.country, e.latitude, e.longitude, e.precision,
    e.ambiguous, e.status, e.registration, e.virtual, e.elevation_gain, e.surface, e.event_type, e.sources, v.facts -> 'distances',
    v.valid_from
  from ingest.event_versions v
  cross join lateral jsonb_populate_record(null::public.events, v.facts) e
  where v.valid_from <= events_as_of.at
    and (v.valid_to is null or v.valid_to > events_as_of.at)
    and e.withdrawn_at is null and e.merged_into is null
  order by e.start_date, v.event_id;
end;
comment on function status.events_as_of is 'The live events as readers saw them at a moment, cancelled ones included, with their distances.';

create or replace function status.lineage(event bigint)
returns table (
  field text, value jsonb, source text, source_event_id text, found_by text, url text, fetched_at timestamptz, snapshot_sha256 text,
  parser_version text, parsed_at timestamptz, run bigint, published_at timestamptz)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
begin atomic
  with told as (
    -- The order in which records speak is that of ingest.gather_events.
    select
      r.source, r.source_event_id, r.precision, p.status, p.distances, a.url, a.fetched_at, a.snapshot_sha256,
      a.parser_version, a.created_at, v.run_id, u.published_at as since,
      row_number() over (order by r.withdrawn_at is not null, p.status <> 'scheduled', r.id) = 1 as speaks
    from ingest.event_links l
    join ingest.records r on r.id = l.record_id
    join ingest.parsed_records p on p.parse_id = r.parse_id and p.source_event_id = r.source_event_id
    join ingest.parses a on a.id = r.parse_id
    left join lateral (
      select run_id from ingest.record_versions v where v.record_id = r.id order by v.valid_from desc limit 1
    ) v on true
    left join ingest.runs u on u.id = v.run_id
    where l.event_id = lineage.event
      and (r.withdrawn_at is null or exists (select from public.events e where e.id = lineage.event and e.withdrawn_at is not null))
  ),
  published as (
    select f.key as field, f.value
    from public.events e
    cross join lateral jsonb_each(jsonb_strip_nulls(
      to_jsonb(e) - '{id,created_at,updated_at,withdrawn_at,merged_into,sources,ambiguous}'::text[])) f
    where e.id = lineage.event
  )
  select
    p.field, p.value, t.source, t.source_event_id,
    case when p.field in ('latitude', 'longitude', 'precision') and t.precision <> 'source' then 'gazetteer' else 'source' end,
    t.url, t.fetched_at, encode(t.snapshot_sha256, 'hex'), t.parser_version, t.created_at, t.run_id, t.since
  from published p
  join told t on t.speaks
  union all
  select
    'distances', t.distances, t.source, t.source_event_id, 'source', t.url, t.fetched_at, encode(t.snapshot_sha256, 'hex'),
    t.parser_version, t.created_at, t.run_id, t.since
  from told t
  where t.distances <> '[]' and (t.status = 'scheduled' or not exists (select from told o where o.status = 'scheduled'))
  order by 1, 4;
end;
comment on function status.lineage is
  'Where each published field of an event comes from: source and its own id, the page and when it was fetched, the bytes, the parser '
  'that read them, and the run that published it. Distances have a row for each record that offers some.';
