create or replace function ingest.list_records(p_run bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_run ingest.runs;
  v_is_imported boolean;
  v_placed_since timestamptz := (select loaded_at from ingest.gazetteer);
begin
  select * into strict v_run from ingest.runs where id = p_run;
  select gives_ids into strict v_is_imported from ingest.sources where name = v_run.source;
  drop table if exists pg_temp.listed, pg_temp.changed;

  -- A run's content: the readings of all its requests, reused ones included. A split page counts too: what it did
  -- show is true, and a race without coordinates may be in none of its parts. The latest answer wins.
  -- What was observed later than this run (a replay may be old) is no news; nor is what was imported and went with others (list_missing).
  -- What its source places nowhere itself, or in no area, is placed anew once for each gazetteer that is loaded.
  create temporary table listed on commit drop as
  select
    l.*,
    r.id as record_id,
    r.precision,
    r.hash = l.hash and r.withdrawn_at is null as is_known,
    (r.id is null or r.hash <> l.hash or r.withdrawn_at is not null and (c.source = v_run.source or not v_is_imported)
      or (r.precision is distinct from 'source' or l.has_area and r.area is null) and r.withdrawn_at is null and l.has_place and c.published_at < v_placed_since)
      and (c.id is null or c.observed_at <= v_run.observed_at) as is_changed
  from (
    select distinct on (p.source_event_id)
      p.source_event_id, p.parse_id, p.group_key, p.hash, p.start_date, p.end_date, p.virtual,
      p.distance_text <> '' and p.distances = '[]' as is_unread,
      not p.virtual and (p.country is not null or p.city_keys <> '{}') as has_place,
      p.country is not null and p.country in (select country from ingest.areas) as has_area
    from ingest.requests q
    join ingest.parsed_records p on p.parse_id = q.parse_id
    where q.run_id = p_run
    order by p.source_event_id, q.download_id desc nulls last, q.id desc
  ) l
  left join ingest.records r on r.source = v_run.source and r.source_event_id = l.source_event_id
  left join ingest.runs c on c.id = r.changed_run;

  -- What is new or different; in an unchanged run nothing is, and nothing below writes a row.
  create temporary table changed on commit drop as
  select
    coalesce(l.record_id, nextval('ingest.records_id_seq')) as record_id,
    l.source_event_id, l.parse_id, l.group_key, l.hash, l.start_date,
    l.record_id is null as is_new,
    l.record_id is null or r.group_key <> l.group_key or r.withdrawn_at is not null as is_regrouped,
    dense_rank() over (order by p.country, p.region, p.city_keys) as place,
    p.city_keys, p.region, p.country, p.latitude, p.longitude, null::text as precision, false as ambiguous, null::text as area,
    -- Newcastle, Co. Down.
    coalesce(p.region, case when p.city like '%,%' then btrim(substring(p.city from '[^,]*$')) end) as told_area
  from pg_temp.listed l
  join ingest.parsed_records p on p.parse_id = l.parse_id and p.source_event_id = l.source_event_id
  left join ingest.records r on r.id = l.record_id
  where l.is_changed
  order by l.start_date, l.source_event_id;

  -- By what is compared only: to analyse texts and lists, too, would take a tenth of an upload. Nor are there indexes: all of it is gone
  -- through at once, and each would be a file to make.
  analyze pg_temp.listed (source_event_id, record_id, is_changed), pg_temp.changed (record_id, source_event_id, place, is_new, is_regrouped);
  perform ingest.locate();
  perform ingest.list_missing(p_run);
  perform ingest.count_records(p_run);
end
$$;
comment on function ingest.list_records is
  'Gather what a run lists (pg_temp.listed), what of it differs from the records and where that lies (pg_temp.changed), and what '
  'it should list and does not (pg_temp.missing). Nothing that is kept changes.';
