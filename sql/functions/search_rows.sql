create or replace function search.describe()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
-- Times in answers are written in UTC.
set timezone = 'UTC'
set work_mem = '256MB'
as $$
declare
  v_from numeric[];
  v_names text[];
begin
  select array_agg(from_km order by from_km), array_agg(name order by from_km) into v_from, v_names from search.classes;
  drop table if exists pg_temp.fresh;
  create temporary table fresh on commit drop as
  with offered as (
    select
      event_id,
      json_agg(json_strip_nulls(to_json(told)) order by position) as distances,
      range_agg(int4range(metres, metres, '[]')) filter (where metres is not null) as lengths,
      range_agg(int4range(seconds, seconds, '[]')) filter (where seconds is not null) as durations,
      array_agg(v_names[width_bucket(told.km, v_from)]) filter (where told.km is not null) as classes,
      array_agg(told.kind) as kinds,
      array_agg(told.km order by position) filter (where is_measured) as km,
      array_agg(told.hours order by position) filter (where is_measured) as hours,
      array_agg(said.distance || ' ' || said.unit_name order by position) filter (where is_measured) as render,
      jsonb_agg(jsonb_build_object('distance', said.distance, 'unit_name', said.unit_name) order by position)
        filter (where is_measured) as said
    from public.event_distances d
    cross join lateral (
      -- What is as usual (run, not virtual) goes without saying: half of an answer would be that.
      select
        d.raw, d.kind, d.km, d.hours, d.amount, d.unit, d.stages, d.team_size, nullif(d.virtual, false) as virtual,
        nullif(d.activity, 'run') as activity
    ) told
    cross join lateral (
      -- The front end knows three units.
      select
        d.km is not null or d.hours is not null as is_measured,
        case d.unit when 'mile' then d.amount when 'hour' then d.amount else trim_scale(coalesce(d.km, d.hours)) end as distance,
        case when d.unit = 'mile' then 'mile' when d.km is not null then 'km' else 'hour' end as unit_name,
        case when d.km <= 1000000 then (d.km * 1000)::integer end as metres,
        case when d.hours <= 500000 then (d.hours * 3600)::integer end as seconds
    ) said
    where d.event_id in (select id from pg_temp.behind)
    group by event_id
  ),
  areas as (
    select country, state, string_agg(name, ' ' order by name) as names from search.area_names group by country, state
  )
  select
    e.id, e.created_at, e.updated_at, e.name, e.url, e.start_date, e.city, e.state, e.country, e.latitude, e.longitude,
    e.status = 'scheduled' as takes_place, e.status, e.virtual, e.elevation_gain as gain, e.surface, e.registration, e.sources,
    point(e.longitude, e.latitude) as position,
    coalesce(o.lengths, '{}') as lengths,
    coalesce(o.durations, '{}') as durations,
    coalesce(o.classes, '{}') as classes,
    coalesce(o.kinds, '{}') as kinds,
    coalesce(o.said, '[]') as event_distance_json,
    coalesce(o.km, '{}') as event_km_json,
    coalesce(o.hours, '{}') as event_hours_json,
    coalesce(o.render, '{}') as event_render_json,
    setweight(to_tsvector('simple', case when f.name ~ '[''`´’ʼ]' then search.words_within(f.name) || ' ' else '' end || search.words_only(f.name)), 'A')
      || setweight(to_tsvector('simple', case when f.place ~ '[''`´’ʼ]' then search.words_within(f.place) || ' ' else '' end || search.words_only(f.place)), 'B')
      as words,
    left(search.words_only(f.name), 200) as name_key,
    to_json(a) as answer
  from pg_temp.behind b
  join public.events e on e.id = b.id
  left join offered o on o.event_id = e.id
  left join areas c on c.country = e.country and c.state = ''
  left join areas s on s.country = e.country and s.state = e.state and s.state <> ''
  cross join lateral (
    select search.fold(e.name) as name, search.fold(concat_ws(' ', e.city, e.state, e.country, s.names, c.names)) as place offset 0
  ) f
  cross join lateral (
    select
      e.id, e.name, e.edition, e.url, e.start_date, e.end_date, e.city, e.state as region, e.country, e.latitude, e.longitude,
      e.precision, e.ambiguous, coalesce(o.distances, '[]') as distances, e.elevation_gain, e.surface, e.event_type, e.virtual,
      e.status, e.registration, e.sources, e.updated_at, null::float8 as km_away
  ) a
  -- Both are null. Asked one by one of a table without statistics, as in a first upload, the planner expects a single row.
  where num_nulls(e.withdrawn_at, e.merged_into) > 1;
  -- Of the rest nobody asks, and a sample of all of it would cost more than the whole table.
  analyze pg_temp.fresh (id);
end
$$;
comment on function search.describe is 'What of the events in pg_temp.behind is published, as search.events and search.listings keep it (pg_temp.fresh).';

create or replace function search.write_rows()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set work_mem = '256MB'
set maintenance_work_mem = '64MB'
as $$
begin
  -- Nearly every change changes something that is indexed: an update would write each index as well, and join wide rows first.
  delete from search.events e using pg_temp.behind b where e.id = b.id;
  delete from search.listings l using pg_temp.behind b where l.id = b.id;

  insert into search.events (
    id, start_date, updated_at, takes_place, virtual, country, gain, position, is_sample, lengths, durations, tags, words, name_key)
  select
    f.id, f.start_date, f.updated_at, f.takes_place, f.virtual, f.country, f.gain, f.position, hashint8(f.id) & 15 = 0, f.lengths,
    f.durations, coalesce(t.tags, '{}'), f.words, f.name_key
  from pg_temp.fresh f
  left join (
    select id, array_agg(tag order by tag) as tags from pg_temp.tagged where is_indexed group by id
  ) t using (id);

  -- What waits in the index's list every question would read through.
  perform gin_clean_pending_list('search.search_by_words_and_tags');

  insert into search.listings (
    id, created_at, name, url, start_date, city, state, country, latitude, longitude, takes_place, lengths, event_distance_json,
    event_km_json, event_hours_json, event_render_json, answer)
  select
    id, created_at, name, url, start_date, city, state, country, latitude, longitude, takes_place, lengths, event_distance_json,
    event_km_json, event_hours_json, event_render_json, answer
  from pg_temp.fresh;
end
$$;
comment on function search.write_rows is 'Bring search.events and search.listings in line with pg_temp.fresh for the events in pg_temp.behind.';
