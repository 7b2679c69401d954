create or replace function ingest.publish_events(p_run bigint)
returns void
language plpgsql
set search_path = pg_catalog
as $$
begin
  drop table if exists pg_temp.facts, pg_temp.offered, pg_temp.acts;
  create temporary table acts (event_id bigint not null, act text not null) on commit drop;

  -- One row per touched event. Live records speak before withdrawn ones, older before newer. Cancelled or postponed
  -- is an event all of whose live records are.
  create temporary table facts on commit drop as
  select distinct on (t.event_id)
    t.event_id, p.name, p.edition, p.url, p.start_date, p.end_date, p.city, p.city_keys, p.region as state, p.country,
    p.latitude, p.longitude, null::text as precision, false as ambiguous, p.registration, p.elevation_gain, p.surface,
    p.event_type,
    case when bool_and(p.status <> 'scheduled' or r.withdrawn_at is not null) over w then p.status else 'scheduled' end
      as status,
    p.virtual,
    bool_and(r.withdrawn_at is not null) over w as is_withdrawn
  from pg_temp.touched t
  join ingest.event_links l using (event_id)
  join ingest.records r on r.id = l.record_id
  join ingest.parsed_records p on p.parse_id = r.parse_id and p.source_event_id = r.source_event_id
  window w as (partition by t.event_id)
  order by t.event_id, r.withdrawn_at is not null, p.status <> 'scheduled', r.id;

  perform ingest.locate();

  with merged as (
    merge into public.events e
    using (
      select f.*, (
        select array_agg(distinct r.source order by r.source)
        from ingest.event_links l
        join ingest.records r on r.id = l.record_id
        where l.event_id = f.event_id and (r.withdrawn_at is null or f.is_withdrawn)) as sources
      from pg_temp.facts f
    ) f
    on e.id = f.event_id
    when matched
      and (e.name, e.edition, e.url, e.start_date, e.end_date, e.city, e.state, e.country, e.latitude, e.longitude,
        e.precision, e.ambiguous, e.status, e.registration, e.virtual, e.elevation_gain, e.surface, e.event_type, e.sources,
        e.withdrawn_at is not null)
      is distinct from (f.name, f.edition, f.url, f.start_date, f.end_date, f.city, f.state, f.country, f.latitude,
        f.longitude, f.precision, f.ambiguous, f.status, f.registration, f.virtual, f.elevation_gain, f.surface,
        f.event_type, f.sources, f.is_withdrawn)
    then update
      set name = f.name, edition = f.edition, url = f.url, start_date = f.start_date, end_date = f.end_date,
        city = f.city, state = f.state, country = f.country, latitude = f.latitude, longitude = f.longitude,
        precision = f.precision, ambiguous = f.ambiguous, status = f.status, registration = f.registration,
        virtual = f.virtual, elevation_gain = f.elevation_gain, surface = f.surface,
        event_type = f.event_type, sources = f.sources,
        withdrawn_at = case when f.is_withdrawn then coalesce(e.withdrawn_at, now()) end,
        updated_at = now()
    when not matched
    then insert (id, name, edition, url, start_date, end_date, city, state, country, latitude, longitude, precision,
        ambiguous, status, registration, virtual, elevation_gain, surface, event_type, sources)
      overriding system value
      values (f.event_id, f.name, f.edition, f.url, f.start_date, f.end_date, f.city, f.state, f.country, f.latitude,
        f.longitude, f.precision, f.ambiguous, f.status, f.registration, f.virtual, f.elevation_gain, f.surface,
        f.event_type, f.sources)
    returning e.id, case when merge_action() = 'UPDATE' and f.is_withdrawn then 'WITHDRAW' else merge_action() end
  )
  insert into pg_temp.acts select * from merged;

  perform ingest.publish_distances();

  update ingest.runs
  set (inserted, updated, withdrawn, kept) = (
    select
      count(*) filter (where a.act = 'INSERT'),
      count(*) filter (where a.act = 'UPDATE'),
      count(*) filter (where a.act = 'WITHDRAW'),
      (select count(distinct l.event_id)
        from pg_temp.listed
        join ingest.records r on r.source = runs.source and r.source_event_id = listed.source_event_id
        join ingest.event_links l on l.record_id = r.id
        where not exists (select from pg_temp.acts x where x.event_id = l.event_id))
    from (select event_id, min(act) as act from pg_temp.acts group by event_id) a)
  where id = p_run;
end
$$;
comment on function ingest.publish_events is
  'Bring public.events and their distances in line with the records of the touched events, and count what changed.';
