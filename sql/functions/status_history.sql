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
  id bigint, name text, edition integer, url text, start_date date, end_date date, city text, county text, state text, country text,
  latitude double precision, longitude double precision, "precision" text, ambiguous boolean, status text, registration text,
  virtual boolean, elevation_gain numeric, surface text, event_type text, sources text[], distances jsonb, valid_from timestamptz)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
begin atomic
  select
    v.event_id, e.name, e.edition, e.url, e.start_date, e.end_date, e.city, e.county, e.state, e.country, e.latitude, e.longitude, e.precision,
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
    -- Who told which field, by what publishes them.
    select w.*
    from ingest.facts_of(array[lineage.event]) t
    cross join lateral (
      values
        ('name', t.name_by), ('edition', t.edition_by), ('url', t.url_by), ('start_date', t.start_date_by), ('end_date', t.end_date_by),
        ('city', t.city_by), ('county', t.state_by), ('state', t.state_by), ('country', t.country_by), ('latitude', t.point_by), ('longitude', t.point_by),
        ('precision', t.point_by), ('status', t.status_by), ('registration', t.registration_by), ('virtual', t.virtual_by),
        ('elevation_gain', t.elevation_gain_by), ('surface', t.surface_by), ('event_type', t.event_type_by)
    ) w (field, record_id)
  ),
  published as (
    select p.field, p.value, w.record_id
    from public.events e
    cross join lateral jsonb_each(jsonb_strip_nulls(
      to_jsonb(e) - '{id,created_at,updated_at,withdrawn_at,merged_into,sources,ambiguous,series_id}'::text[])) p (field, value)
    join told w using (field)
    where e.id = lineage.event
    union all
    select 'distances', jsonb_agg(d.distance order by d.place), d.record_id
    from ingest.distances_of(array[lineage.event]) d
    group by d.record_id
  )
  select
    p.field, p.value, r.source, r.source_event_id,
    case
      when p.field in ('latitude', 'longitude', 'precision') and r.precision <> 'source' then 'gazetteer'
      when p.field in ('county', 'state') and r.area is not null and t.region is null then 'gazetteer'
      else 'source'
    end,
    a.url, a.fetched_at, encode(a.snapshot_sha256, 'hex'), a.parser_version, a.created_at, v.run_id, u.published_at
  from published p
  join ingest.records r on r.id = p.record_id
  join ingest.parses a on a.id = r.parse_id
  join ingest.parsed_records t on t.parse_id = r.parse_id and t.source_event_id = r.source_event_id
  left join lateral (
    select run_id from ingest.record_versions v where v.record_id = r.id order by v.valid_from desc limit 1
  ) v on true
  left join ingest.runs u on u.id = v.run_id
  order by 1, r.id;
end;
comment on function status.lineage is
  'Where each published field of an event comes from: source and its own id, the page and when it was fetched, the bytes, the parser '
  'that read them, and the run that published it. Distances have a row for each record that offers some.';
