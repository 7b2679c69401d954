create or replace function ingest.facts_of(p_events bigint[])
returns table (
  event_id bigint, withdrawn_at timestamptz, sources text[],
  name text, name_by bigint, edition integer, edition_by bigint, url text, url_by bigint, start_date date, start_date_by bigint,
  end_date date, end_date_by bigint, city text, city_by bigint, county text, state text, state_by bigint, country text, country_by bigint,
  latitude double precision, longitude double precision, "precision" text, ambiguous boolean, point_by bigint,
  status text, status_by bigint, registration text, registration_by bigint, virtual boolean, virtual_by bigint,
  elevation_gain numeric, elevation_gain_by bigint, surface text, surface_by bigint, event_type text, event_type_by bigint)
language plpgsql
stable
rows 10000
set search_path = pg_catalog, pg_temp
-- Asked for one event or all of a source: each plan knows how many.
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  return query
  with linked as materialized (
    select l.event_id, l.record_id, count(*) over (partition by l.event_id) as records
    from unnest(p_events) e (id)
    join ingest.event_links l on l.event_id = e.id
  ),
  voices as (
    -- Live records speak before withdrawn ones, which are silent while another lives; races that take place before cancelled
    -- ones; who is nearer to the organiser first, of two as near who was read on a later day, else by name: two that
    -- are read every day don't take turns. Of one source the older record.
    select
      v.*,
      row_number() over (
        partition by v.event_id
        order by v.gone_at is not null, v.status <> 'scheduled', v.rank, v.last_read_on desc, v.source, v.record_id) as place,
      -- Two sources that are a day apart read the calendar differently; farther apart, one of them has not heard yet.
      row_number() over (
        partition by v.event_id
        order by v.gone_at is not null, v.status <> 'scheduled', case when v.last_day - v.first_day > 1 then v.read_on end desc nulls last,
          v.rank, v.last_read_on desc, v.source, v.record_id) as day_place,
      -- What is off for one who tells of it, all his distances. Of an import one row is enough: nobody asks it again.
      bool_and(v.status <> 'scheduled') over same_teller or v.gives_ids and bool_or(v.status <> 'scheduled') over same_teller as is_off
    from (
      select
        l.event_id, r.id as record_id, r.source, r.withdrawn_at as gone_at, s.rank,
        s.gives_ids, ingest.teller(r.source, s.gives_ids, r.group_key, case when s.base_url = '' then a.key end) as teller,
        (a.fetched_at at time zone 'UTC')::date as read_on, p.name, p.edition, p.url, p.start_date,
        p.end_date, p.city, w.county, coalesce(w.region, p.region) as region, p.country, r.latitude, r.longitude, r.precision, r.ambiguous, p.status, p.registration, p.virtual,
        p.elevation_gain, p.surface, p.event_type,
        max((a.fetched_at at time zone 'UTC')::date) over same_source as last_read_on,
        min(p.start_date) filter (where r.withdrawn_at is null) over same_event as first_day,
        max(p.start_date) filter (where r.withdrawn_at is null) over same_event as last_day,
        bool_and(r.withdrawn_at is not null) over same_event as is_gone
      from linked l
      join ingest.records r on r.id = l.record_id
      join ingest.sources s on s.name = r.source
      join ingest.parsed_records p on p.parse_id = r.parse_id and p.source_event_id = r.source_event_id
      join ingest.parses a on a.id = r.parse_id
      left join ingest.areas w on w.country = p.country and w.code = r.area
      where l.records > 1
      window same_event as (partition by l.event_id), same_source as (partition by l.event_id, r.source)
    ) v
    where v.gone_at is null or v.is_gone
    window same_teller as (partition by v.event_id, v.teller)
  ),
  -- Of each field the place of the first who knows it. A race's own website before a platform's page, the race's own coordinates
  -- before its town's, who was read last on registration; and a cancellation by whichever source: nobody should travel to it.
  -- By windows, never by joins: nobody can tell the planner how many events are asked for.
  chosen as (
    select
      v.*,
      max(gone_at) over w as withdrawn_at,
      min(place) filter (where edition is not null) over w as edition_place,
      min(place + case when ingest.address(url) is null then 1000000 else 0 end) filter (where url is not null) over w % 1000000 as url_place,
      min(place) filter (where city is not null) over w as city_place,
      min(place) filter (where region is not null) over w as state_place,
      min(place) filter (where country is not null) over w as country_place,
      min(place + case precision when 'source' then 0 when 'city' then 1000000 when 'region' then 2000000 when 'country' then 3000000 else 4000000 end)
        over w % 1000000 as point_place,
      min(place + case when is_off and status = 'cancelled' then 0 when is_off then 1000000 else 2000000 end) over w % 1000000 as status_place,
      min(place) filter (where registration is not null and read_on = newest) over w as registration_place,
      min(place) filter (where elevation_gain is not null) over w as elevation_place,
      min(place) filter (where surface is not null) over w as surface_place,
      min(place) filter (where event_type is not null) over w as type_place,
      -- Who has not heard of the new day has not heard of the end. Of one teller's distances that take place the last to end.
      (min(array[teller_place, date '2000-01-01' - end_date, day_place])
        filter (where end_date >= starts and abs(start_date - starts) <= 1 and (status = 'scheduled' or is_off)) over w)[3] as end_place
    from (
      select
        voices.*,
        max(read_on) filter (where registration is not null) over (partition by event_id) as newest,
        max(start_date) filter (where day_place = 1) over (partition by event_id) as starts,
        min(day_place) over (partition by event_id, teller) as teller_place
      from voices
    ) v
    window w as (partition by event_id)
  )
  select
    event_id, withdrawn_at, array_agg(distinct source order by source),
    max(name) filter (where place = 1), max(record_id) filter (where place = 1),
    max(edition) filter (where place = edition_place), max(record_id) filter (where place = edition_place),
    max(url) filter (where place = url_place), max(record_id) filter (where place = url_place),
    max(start_date) filter (where day_place = 1), max(record_id) filter (where day_place = 1),
    max(end_date) filter (where day_place = end_place), max(record_id) filter (where day_place = end_place),
    max(city) filter (where place = city_place), max(record_id) filter (where place = city_place),
    max(county) filter (where place = state_place), max(region) filter (where place = state_place), max(record_id) filter (where place = state_place),
    max(country) filter (where place = country_place), max(record_id) filter (where place = country_place),
    max(latitude) filter (where place = point_place), max(longitude) filter (where place = point_place),
    max(precision) filter (where place = point_place), bool_or(ambiguous) filter (where place = point_place),
    max(record_id) filter (where place = point_place),
    max(case when is_off then status else 'scheduled' end) filter (where place = status_place), max(record_id) filter (where place = status_place),
    max(registration) filter (where place = registration_place), max(record_id) filter (where place = registration_place),
    bool_or(virtual) filter (where place = 1), max(record_id) filter (where place = 1),
    max(elevation_gain) filter (where place = elevation_place), max(record_id) filter (where place = elevation_place),
    max(surface) filter (where place = surface_place), max(record_id) filter (where place = surface_place),
    max(event_type) filter (where place = type_place), max(record_id) filter (where place = type_place)
  from chosen
  group by event_id, withdrawn_at
  union all
  -- Most events rest on one record, which needs no choosing.
  select
    l.event_id, r.withdrawn_at, array[r.source], p.name, r.id, p.edition, r.id, p.url, r.id, p.start_date, r.id, p.end_date, r.id, p.city, r.id,
    w.county, coalesce(w.region, p.region), r.id, p.country, r.id, r.latitude, r.longitude, r.precision, r.ambiguous, r.id, p.status, r.id, p.registration, r.id,
    p.virtual, r.id, p.elevation_gain, r.id, p.surface, r.id, p.event_type, r.id
  from linked l
  join ingest.records r on r.id = l.record_id
  join ingest.parsed_records p on p.parse_id = r.parse_id and p.source_event_id = r.source_event_id
  left join ingest.areas w on w.country = p.country and w.code = r.area
  where l.records = 1;
end
$$;
comment on function ingest.facts_of is
  'What the records of each event say of it, field by field, and which record each field is of (…_by). What is published and where it comes '
  'from (status.lineage) are both told by this, so they agree.';
