create or replace function search.describe()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
-- Times in answers are written in UTC.
set timezone = 'UTC'
set work_mem = '256MB'
-- Nobody can tell how many events are in how many areas: it would sort all of them for that, twice.
set enable_mergejoin = off
as $$
declare
  v_from numeric[];
  v_classes integer[];
  v_all integer;
begin
  select array_agg(c.from_km order by c.from_km), array_agg(t.id order by c.from_km)
  into v_from, v_classes
  from search.classes c
  join search.tags t on t.facet = 'class' and t.value = c.name;
  select id into v_all from search.tags where facet = 'all';
  drop table if exists pg_temp.fresh;
  create temporary table fresh (like search.events, counted_tags integer[] not null) on commit drop;
  delete from search.listings l using pg_temp.behind b where l.id = b.id;

  -- Lists in JSON are put together from their pieces: made of records they took three times as long.
  with offered as (
    select
      event_id,
      string_agg(told, ',' order by position) as distances,
      range_agg(int4range(metres, metres, '[]')) filter (where metres is not null) as lengths,
      range_agg(int4range(seconds, seconds, '[]')) filter (where seconds is not null) as durations,
      array_agg(distinct v_classes[width_bucket(r.km, v_from)]) filter (where r.km is not null) as classes,
      array_agg(distinct k.id) as kinds,
      array_agg(search.number_tag('km', search.bin(r.km, 1))) filter (where r.km <= 1000000)
        || array_agg(search.number_tag('length', round(r.km * 100)::integer)) filter (where r.km < 1000000 and r.km % 1 > 0) as km_bins,
      array_agg(search.number_tag('hours', search.bin(r.hours, 1))) filter (where r.hours <= 1000000)
        || array_agg(search.number_tag('duration', round(r.hours * 100)::integer)) filter (where r.hours < 1000000 and r.hours % 1 > 0) as hour_bins,
      array_agg(r.km order by position) filter (where is_measured) as km,
      array_agg(r.hours order by position) filter (where is_measured) as hours,
      array_agg(amount_said || ' ' || unit_said order by position) filter (where is_measured) as render,
      string_agg(
        '{"distance":' || coalesce(amount_said::text, 'null') || ',"unit_name":"' || unit_said || '"}', ',' order by position)
        filter (where is_measured) as said
    from public.event_distances d
    left join search.tags k on k.facet = 'kind' and k.value = d.kind
    left join lateral (
      -- What is cycled there, or run elsewhere, is told of and found by no length.
      select d.km, d.hours
      where d.activity in ('run', 'walk', 'ruck') and (not d.virtual or (select e.virtual from public.events e where e.id = d.event_id))
    ) r on true
    cross join lateral (
      -- The front end knows three units.
      select
        r.km is not null or r.hours is not null as is_measured,
        case d.unit when 'mile' then d.amount when 'hour' then d.amount else trim_scale(coalesce(r.km, r.hours)) end as amount_said,
        case when d.unit = 'mile' then 'mile' when r.km is not null then 'km' else 'hour' end as unit_said,
        case when r.km <= 1000000 then (r.km * 1000)::integer end as metres,
        case when r.hours <= 500000 then (r.hours * 3600)::integer end as seconds,
        -- What is as usual (run, not virtual) goes without saying: half of an answer would be that.
        '{"raw":' || to_json(d.raw)::text || ',"kind":' || to_json(d.kind)::text
          || coalesce(',"km":' || d.km, '') || coalesce(',"hours":' || d.hours, '')
          || coalesce(',"amount":' || d.amount, '') || coalesce(',"unit":' || to_json(d.unit)::text, '')
          || coalesce(',"stages":' || d.stages, '') || coalesce(',"team_size":' || d.team_size, '')
          || case when d.virtual then ',"virtual":true' else '' end
          || case when d.activity <> 'run' then ',"activity":' || to_json(d.activity)::text else '' end || '}' as told
    ) said
    where d.event_id in (select id from pg_temp.seats)
    group by event_id
  ),
  areas as (
    select country || '/' || state as area, ' ' || search.fold(string_agg(name, ' ' order by name)) as names
    from search.area_names
    group by country, state
    union all
    select concat_ws('/', country, region, county), ' ' || string_agg(words, ' ')
    from ingest.areas
    where country in (select country from public.events join pg_temp.seats using (id) where state is not null)
    group by country, region, county
  ),
  described as materialized (
    select
      e.id, e.created_at, e.updated_at, e.name, e.url, e.start_date, e.city, e.state, e.country, e.latitude, e.longitude,
      e.status = 'scheduled' as takes_place, e.virtual, g.gain,
      point(e.longitude, e.latitude) as position,
      hashint8(e.id) & 15 = 0 as is_sample,
      coalesce(o.lengths, '{}') as lengths,
      coalesce(o.durations, '{}') as durations,
      array_remove(
        array[country.id, region.id, county.id, surface.id, registration.id, case when e.status <> 'scheduled' then status.id end] || o.classes || o.kinds
          || sources.tags || search.cell_tag(point(e.longitude, e.latitude)),
        null) as tags,
      array_remove(
        array[
          v_all, case when e.status = 'scheduled' then status.id end, virtual.id, search.month_tag(e.start_date),
          search.number_tag('day', extract(day from e.start_date)::integer),
          search.number_tag('year', extract(year from e.start_date)::integer), search.number_tag('gain', search.bin(g.gain, 100)),
          search.number_tag('climb', search.bin(g.gain, 100) / 10), search.number_tag('metres', (g.gain % 100)::integer)],
        null) || o.km_bins || o.hour_bins as counted_tags,
      ('[' || coalesce(o.said, '') || ']')::jsonb as event_distance_json,
      coalesce(o.km, '{}') as event_km_json,
      coalesce(o.hours, '{}') as event_hours_json,
      coalesce(o.render, '{}') as event_render_json,
      (search.marked(w.name, '') || search.marked(w.place, '_')
        || case when f.name ~ '[''`´’ʼ]' then search.marked(search.words_within(f.name), '') else '' end
        || case when f.place ~ '[''`´’ʼ]' then search.marked(search.words_within(f.place), '_') else '' end)::tsvector as words,
      left(w.name, 200) as name_key,
      b.seat,
      to_json(a) as answer
    from pg_temp.seats b
    join public.events e on e.id = b.id
    left join offered o on o.event_id = e.id
    left join areas c on c.area = e.country || '/'
    -- As one text: by country alone each event would be held against all of its states.
    left join areas s on s.area = e.country || '/' || nullif(e.state, '') || coalesce('/' || e.county, '')
    left join search.tags country on country.facet = 'country' and country.value = e.country
    left join search.tags region on region.facet = 'region' and region.value = search.region_value(e.country, e.state)
    left join search.tags county on county.facet = 'county' and county.value = search.region_value(e.country, e.county)
    left join search.tags surface on surface.facet = 'surface' and surface.value = e.surface
    left join search.tags registration on registration.facet = 'registration' and registration.value = e.registration
    left join search.tags status on status.facet = 'status' and status.value = e.status
    left join search.tags virtual on virtual.facet = 'virtual' and virtual.value = e.virtual::text
    left join (
      select l.sources, array_agg(t.id order by t.id) as tags
      from (select distinct sources from public.events join pg_temp.seats using (id)) l
      join search.tags t on t.facet = 'source' and t.value = any (l.sources)
      group by l.sources
    ) sources on sources.sources = e.sources
    cross join lateral (select round(e.elevation_gain) as gain) g
    cross join lateral (
      select
        e.id, e.name, e.edition, e.url, e.start_date, e.end_date, e.city, e.county, e.state as region, e.country, e.latitude, e.longitude,
        e.precision, e.ambiguous, ('[' || coalesce(o.distances, '') || ']')::json as distances, e.elevation_gain, e.surface, e.event_type,
        e.virtual, e.status, e.registration, e.sources, e.updated_at, null::float8 as km_away
    ) a
    cross join lateral (
      select
        search.fold(e.name) as name,
        search.fold(concat_ws(' ', e.city, e.county, e.state, e.country)) || coalesce(s.names, '')
          || coalesce(c.names, '') as place
      offset 0
    ) f
    cross join lateral (
      select search.words_only(f.name) as name, search.words_only(f.place) as place offset 0
    ) w
  ),
  listed as (
    insert into search.listings (
      id, created_at, name, url, start_date, city, state, country, latitude, longitude, takes_place, lengths, event_distance_json,
      event_km_json, event_hours_json, event_render_json, answer)
    select
      id, created_at, name, url, start_date, city, state, country, latitude, longitude, takes_place and not virtual, lengths,
      event_distance_json, event_km_json, event_hours_json, event_render_json, answer
    from described
  )
  insert into pg_temp.fresh (
    id, start_date, updated_at, takes_place, virtual, country, gain, position, is_sample, lengths, durations, tags, words, name_key,
    seat, counted_tags)
  select
    id, start_date, updated_at, takes_place, virtual, country, gain, position, is_sample, lengths, durations, tags, words, name_key,
    seat, counted_tags
  from described
  order by id;
end
$$;
comment on function search.describe is
  'Bring search.listings in line for the events in pg_temp.behind, which have their seats, and say what search.events will hold of them (pg_temp.fresh).';

create or replace function search.write_rows()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set maintenance_work_mem = '64MB'
as $$
begin
  -- Nearly every change changes something that is indexed: an update would write each index as well.
  delete from search.events e using pg_temp.behind b where e.id = b.id;

  insert into search.events (
    id, start_date, updated_at, takes_place, virtual, country, gain, position, is_sample, lengths, durations, tags, words, name_key,
    seat)
  select
    id, start_date, updated_at, takes_place, virtual, country, gain, position, is_sample, lengths, durations, tags, words, name_key,
    seat
  from pg_temp.fresh;

  -- What waits in the index's list every question would read through.
  perform gin_clean_pending_list('search.events_by_words_and_tags');
end
$$;
comment on function search.write_rows is 'Bring search.events in line with pg_temp.fresh for the events in pg_temp.behind.';
