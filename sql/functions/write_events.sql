create or replace function ingest.write_events(p_run bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  -- Publications come one after another by this: who asks for what changed since the last one they saw misses none.
  v_at timestamptz;
begin
  select published_at into strict v_at from ingest.runs where id = p_run;
  perform ingest.empty_acts();
  analyze pg_temp.facts (id), pg_temp.offered (event_id, position);

  with written as (
    merge into public.events e
    using pg_temp.facts f
    on e.id = f.id
    when matched
      and (e.name, e.edition, e.url, e.start_date, e.end_date, e.city, e.county, e.state, e.country, e.latitude, e.longitude,
        e.precision, e.ambiguous, e.status, e.registration, e.virtual, e.elevation_gain, e.surface, e.event_type, e.sources,
        e.withdrawn_at, e.merged_into, e.series_id)
      is distinct from (f.name, f.edition, f.url, f.start_date, f.end_date, f.city, f.county, f.state, f.country, f.latitude,
        f.longitude, f.precision, f.ambiguous, f.status, f.registration, f.virtual, f.elevation_gain, f.surface,
        f.event_type, f.sources, f.withdrawn_at, f.merged_into, coalesce(e.series_id, f.series_id))
    then update
      set name = f.name, edition = f.edition, url = f.url, start_date = f.start_date, end_date = f.end_date,
        city = f.city, county = f.county, state = f.state, country = f.country, latitude = f.latitude, longitude = f.longitude,
        precision = f.precision, ambiguous = f.ambiguous, status = f.status, registration = f.registration,
        virtual = f.virtual, elevation_gain = f.elevation_gain, surface = f.surface,
        event_type = f.event_type, sources = f.sources, withdrawn_at = f.withdrawn_at, merged_into = f.merged_into,
        series_id = coalesce(e.series_id, f.series_id), updated_at = v_at
    when not matched
    then insert (id, name, edition, url, start_date, end_date, city, county, state, country, latitude, longitude, precision,
        ambiguous, status, registration, virtual, elevation_gain, surface, event_type, sources, withdrawn_at, series_id, updated_at)
      overriding system value
      values (f.id, f.name, f.edition, f.url, f.start_date, f.end_date, f.city, f.county, f.state, f.country, f.latitude,
        f.longitude, f.precision, f.ambiguous, f.status, f.registration, f.virtual, f.elevation_gain, f.surface,
        f.event_type, f.sources, f.withdrawn_at, f.series_id, v_at)
    returning e.id, case when merge_action() = 'UPDATE' and f.withdrawn_at is not null then 'WITHDRAW' else merge_action() end
  )
  insert into pg_temp.acts select * from written;

  perform ingest.write_distances(v_at);
  insert into pg_temp.acts
  select event_id, 'MERGE' from pg_temp.merged where event_id not in (select event_id from pg_temp.acts);
  analyze pg_temp.acts;
  perform ingest.version_events(p_run);
  perform ingest.count_events(p_run);
end
$$;
comment on function ingest.write_events is
  'Bring public.events and their distances in line with pg_temp.facts and pg_temp.offered, keep versions of what changed, and count it.';

create or replace function ingest.empty_acts()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  drop table if exists pg_temp.acts;
  create temporary table acts (event_id bigint not null, act text not null) on commit drop;
end
$$;
comment on function ingest.empty_acts is 'A table for what a publication does to events (pg_temp.acts).';

create or replace function ingest.count_events(p_run bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  update ingest.runs
  set (inserted, updated, withdrawn, kept) = (
    select
      count(*) filter (where act = 'INSERT'),
      -- One that became another is told otherwise, too.
      count(*) filter (where act in ('UPDATE', 'MERGE')),
      count(*) filter (where act = 'WITHDRAW'),
      (select count(distinct l.event_id)
        from pg_temp.listed
        join ingest.records r on r.source = runs.source and r.source_event_id = listed.source_event_id
        join ingest.event_links l on l.record_id = r.id
        where not exists (select from pg_temp.acts x where x.event_id = l.event_id))
    from pg_temp.acts)
  where id = p_run;
end
$$;
comment on function ingest.count_events is 'Write what a publication did to events (pg_temp.acts), and which of those that it lists it left, into its run.';

create or replace function ingest.write_distances(p_at timestamptz)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  with dropped as (
    delete from public.event_distances d
    using pg_temp.facts f
    where d.event_id = f.id
      and not exists (select from pg_temp.offered o where o.event_id = d.event_id and o.position = d.position)
    returning d.event_id
  ),
  written as (
    merge into public.event_distances d
    using pg_temp.offered o
    on d.event_id = o.event_id and d.position = o.position
    when matched
      and (d.raw, d.kind, d.amount, d.unit, d.km, d.hours, d.stages, d.team_size, d.virtual, d.activity)
      is distinct from (o.raw, o.kind, o.amount, o.unit, o.km, o.hours, o.stages, o.team_size, o.virtual, o.activity)
    then update
      set raw = o.raw, kind = o.kind, amount = o.amount, unit = o.unit, km = o.km, hours = o.hours, stages = o.stages,
        team_size = o.team_size, virtual = o.virtual, activity = o.activity
    when not matched
    then insert (event_id, position, raw, kind, amount, unit, km, hours, stages, team_size, virtual, activity)
      values (o.event_id, o.position, o.raw, o.kind, o.amount, o.unit, o.km, o.hours, o.stages, o.team_size, o.virtual,
        o.activity)
    returning d.event_id
  ),
  changed as (
    select event_id from dropped union select event_id from written
  ),
  noted as (
    insert into pg_temp.acts
    select event_id, 'UPDATE' from changed where not exists (select from pg_temp.acts a where a.event_id = changed.event_id)
    returning event_id
  )
  update public.events e
  set updated_at = p_at
  from noted
  where e.id = noted.event_id;
end
$$;
comment on function ingest.write_distances is 'Bring the distances of the events in pg_temp.facts in line with pg_temp.offered; p_at is when they changed.';

create or replace function ingest.version_events(p_run bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
-- Facts are compared as they are written, whoever's clock was on the wall.
set timezone = 'UTC'
as $$
declare
  v_at timestamptz;
begin
  select published_at into strict v_at from ingest.runs where id = p_run;

  update ingest.event_versions v
  set valid_to = v_at
  from pg_temp.acts a
  where v.event_id = a.event_id and v.valid_to is null;

  insert into ingest.event_versions (event_id, valid_from, run_id, facts)
  select
    e.id, v_at, p_run,
    jsonb_strip_nulls(to_jsonb(f))
  from pg_temp.acts a
  join public.events e on e.id = a.event_id
  left join (
    -- As text: of jsonb, which is made anew at each step, three times as long.
    select d.event_id, json_agg(t order by d.position) as distances
    from pg_temp.acts
    join public.event_distances d using (event_id)
    cross join lateral (
      select d.position, d.raw, d.kind, d.amount, d.unit, d.km, d.hours, d.stages, d.team_size, d.virtual, d.activity
    ) t
    group by d.event_id
  ) d on d.event_id = e.id
  cross join lateral (
    select
      e.name, e.edition, e.url, e.start_date, e.end_date, e.city, e.county, e.state, e.country, e.latitude, e.longitude, e.precision, e.ambiguous,
      e.status, e.registration, e.virtual, e.elevation_gain, e.surface, e.event_type, e.sources, e.withdrawn_at, e.merged_into,
      coalesce(d.distances, '[]') as distances
  ) f;
end
$$;
comment on function ingest.version_events is 'Keep a version of every event that a publication changed (pg_temp.acts).';
