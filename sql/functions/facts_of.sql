create or replace function ingest.facts_of(p_events bigint[])
returns table (
  event_id bigint, withdrawn_at timestamptz, sources text[],
  name text, name_by bigint, edition integer, edition_by bigint, url text, url_by bigint, start_date date, start_date_by bigint,
  end_date date, end_date_by bigint, city text, city_by bigint, state text, state_by bigint, country text, country_by bigint,
  latitude double precision, longitude double precision, "precision" text, ambiguous boolean, point_by bigint,
  status text, status_by bigint, registration text, registration_by bigint, virtual boolean, virtual_by bigint,
  elevation_gain numeric, elevation_gain_by bigint, surface text, surface_by bigint, event_type text, event_type_by bigint)
language sql
stable
rows 10000
set search_path = pg_catalog, pg_temp
begin atomic
  with linked as materialized (
    select l.event_id, l.record_id, count(*) over (partition by l.event_id) as records
    from unnest(p_events) e (id)
    join ingest.event_links l on l.event_id = e.id
  ),
  voices as (
    -- Live records speak before withdrawn ones, which are silent while another lives; races that take place before cancelled
    -- ones; who is nearer to the organiser first, of two as near who was read later, of one source the older record.
    select
      v.*,
      row_number() over (
        partition by v.event_id
        order by v.gone_at is not null, v.status <> 'scheduled', v.rank, v.read_at desc, v.first_record, v.record_id) as place,
      -- Two sources that are a day apart read the calendar differently; farther apart, one of them has not heard yet.
      row_number() over (
        partition by v.event_id
        order by v.gone_at is not null, v.status <> 'scheduled', case when v.last_day - v.first_day > 1 then v.fetched_at end desc nulls last,
          v.rank, v.read_at desc, v.first_record, v.record_id) as day_place,
      bool_and(v.status <> 'scheduled') over (partition by v.event_id, v.source) as is_off
    from (
      select
        l.event_id, r.id as record_id, r.source, r.withdrawn_at as gone_at, s.rank, a.fetched_at, p.name, p.edition, p.url, p.start_date,
        p.end_date, p.city, p.region, p.country, r.latitude, r.longitude, r.precision, r.ambiguous, p.status, p.registration, p.virtual,
        p.elevation_gain, p.surface, p.event_type,
        max(a.fetched_at) over same_source as read_at,
        min(r.id) over same_source as first_record,
        min(p.start_date) filter (where r.withdrawn_at is null) over same_event as first_day,
        max(p.start_date) filter (where r.withdrawn_at is null) over same_event as last_day,
        bool_and(r.withdrawn_at is not null) over same_event as is_gone
      from linked l
      join ingest.records r on r.id = l.record_id
      join ingest.sources s on s.name = r.source
      join ingest.parsed_records p on p.parse_id = r.parse_id and p.source_event_id = r.source_event_id
      join ingest.parses a on a.id = r.parse_id
      where l.records > 1
      window same_event as (partition by l.event_id), same_source as (partition by l.event_id, r.source)
    ) v
    where v.gone_at is null or v.is_gone
  ),
  -- Of each field the first who knows it. A race's own website before a platform's page, the race's own coordinates before its
  -- town's, who was read last on registration; and a cancellation by whichever source: nobody should travel to it.
  chosen as (
    select
      event_id,
      max(gone_at) as withdrawn_at,
      array_agg(distinct source order by source) as sources,
      min(place) filter (where edition is not null) as edition,
      min(place + case when ingest.address(url) is null then 1000000 else 0 end) filter (where url is not null) % 1000000 as url,
      min(place) filter (where city is not null) as city,
      min(place) filter (where region is not null) as state,
      min(place) filter (where country is not null) as country,
      min(place + case precision when 'source' then 0 when 'city' then 1000000 when 'region' then 2000000 when 'country' then 3000000 else 4000000 end)
        % 1000000 as point,
      min(place + case when is_off and status = 'cancelled' then 0 when is_off then 1000000 else 2000000 end) % 1000000 as status,
      min(place) filter (where registration is not null and fetched_at = newest) as registration,
      min(place) filter (where elevation_gain is not null) as elevation_gain,
      min(place) filter (where surface is not null) as surface,
      min(place) filter (where event_type is not null) as event_type,
      max(start_date) filter (where day_place = 1) as start_date
    from (
      select voices.*, max(fetched_at) filter (where registration is not null) over (partition by event_id) as newest from voices
    ) v
    group by event_id
  ),
  ends as (
    select distinct on (v.event_id) v.event_id, v.record_id, v.end_date
    from voices v
    join chosen c using (event_id)
    where v.end_date >= c.start_date
    order by v.event_id, v.day_place
  )
  select
    c.event_id, c.withdrawn_at, c.sources,
    max(v.name) filter (where v.place = 1), max(v.record_id) filter (where v.place = 1),
    max(v.edition) filter (where v.place = c.edition), max(v.record_id) filter (where v.place = c.edition),
    max(v.url) filter (where v.place = c.url), max(v.record_id) filter (where v.place = c.url),
    max(v.start_date) filter (where v.day_place = 1), max(v.record_id) filter (where v.day_place = 1),
    max(e.end_date), max(e.record_id),
    max(v.city) filter (where v.place = c.city), max(v.record_id) filter (where v.place = c.city),
    max(v.region) filter (where v.place = c.state), max(v.record_id) filter (where v.place = c.state),
    max(v.country) filter (where v.place = c.country), max(v.record_id) filter (where v.place = c.country),
    max(v.latitude) filter (where v.place = c.point), max(v.longitude) filter (where v.place = c.point),
    max(v.precision) filter (where v.place = c.point), bool_or(v.ambiguous) filter (where v.place = c.point),
    max(v.record_id) filter (where v.place = c.point),
    max(case when v.is_off then v.status else 'scheduled' end) filter (where v.place = c.status), max(v.record_id) filter (where v.place = c.status),
    max(v.registration) filter (where v.place = c.registration), max(v.record_id) filter (where v.place = c.registration),
    bool_or(v.virtual) filter (where v.place = 1), max(v.record_id) filter (where v.place = 1),
    max(v.elevation_gain) filter (where v.place = c.elevation_gain), max(v.record_id) filter (where v.place = c.elevation_gain),
    max(v.surface) filter (where v.place = c.surface), max(v.record_id) filter (where v.place = c.surface),
    max(v.event_type) filter (where v.place = c.event_type), max(v.record_id) filter (where v.place = c.event_type)
  from chosen c
  join voices v using (event_id)
  left join ends e using (event_id)
  group by c.event_id, c.withdrawn_at, c.sources
  union all
  -- Most events rest on one record, which needs no choosing.
  select
    l.event_id, r.withdrawn_at, array[r.source], p.name, r.id, p.edition, r.id, p.url, r.id, p.start_date, r.id, p.end_date, r.id, p.city, r.id,
    p.region, r.id, p.country, r.id, r.latitude, r.longitude, r.precision, r.ambiguous, r.id, p.status, r.id, p.registration, r.id,
    p.virtual, r.id, p.elevation_gain, r.id, p.surface, r.id, p.event_type, r.id
  from linked l
  join ingest.records r on r.id = l.record_id
  join ingest.parsed_records p on p.parse_id = r.parse_id and p.source_event_id = r.source_event_id
  where l.records = 1;
end;
comment on function ingest.facts_of is
  'What the records of each event say of it, field by field, and which record each field is of (…_by). What is published and where it comes '
  'from (status.lineage) are both told by this, so they agree.';
