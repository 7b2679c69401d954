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
  -- What has no place because nobody could tell it then is told now, once for each gazetteer that is loaded.
  create temporary table listed on commit drop as
  select
    l.*,
    r.id as record_id,
    r.precision,
    r.hash = l.hash and r.withdrawn_at is null as is_known,
    (r.id is null or r.hash <> l.hash or r.withdrawn_at is not null and (c.source = v_run.source or not v_is_imported)
      or r.precision is null and r.withdrawn_at is null and l.has_place and c.published_at < v_placed_since)
      and (c.id is null or c.observed_at <= v_run.observed_at) as is_changed
  from (
    select distinct on (p.source_event_id)
      p.source_event_id, p.parse_id, p.group_key, p.hash, p.start_date, p.end_date, p.virtual,
      p.distance_text <> '' and p.distances = '[]' as is_unread,
      not p.virtual and (p.country is not null or p.city_keys <> '{}') as has_place
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
    p.city_keys, p.region, p.country, p.latitude, p.longitude, null::text as precision, false as ambiguous
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

create or replace function ingest.list_missing(p_run bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
-- A day is the same day whoever's clock is on the wall.
set timezone = 'UTC'
as $$
declare
  v_run ingest.runs;
  v_last_day date;
begin
  select * into strict v_run from ingest.runs where id = p_run;
  select v_run.observed_at::date + horizon_days into v_last_day from ingest.sources where name = v_run.source;
  drop table if exists pg_temp.missing;
  create temporary table missing (record_id bigint not null, is_gone boolean not null) on commit drop;

  -- Only a complete run can miss a race: one that is still to come and within what the source lists. A row that was
  -- rejected is listed; one rejected without an id could be any of them, so then nothing is missing.
  -- What was imported misses nothing: an older system that is being left may be tidied up.
  if not v_run.complete or exists (select from ingest.sources where name = v_run.source and gives_ids) or exists (
    select
    from ingest.requests q
    join ingest.rejects j on j.parse_id = q.parse_id
    where q.run_id = p_run and j.source_event_id is null)
  then
    return;
  end if;

  -- Gone is what the complete run before this one missed as well, unless it was seen since. A replay of one and the
  -- same observation is no second one.
  insert into pg_temp.missing
  select r.id, exists (
    select
    from ingest.missing_records m
    left join ingest.runs s on s.id = m.seen_again_by
    where m.run_id = b.id and m.record_id = r.id and (s.id is null or s.undone_by is not null))
  from ingest.records r
  join ingest.runs c on c.id = r.changed_run
  left join lateral (
    select id
    from ingest.runs
    where source = v_run.source and status = 'published' and complete and undone_by is null
      and observed_at < v_run.observed_at
    order by observed_at desc, number desc
    limit 1
  ) b on true
  where r.source = v_run.source
    and r.withdrawn_at is null
    and r.start_date between v_run.observed_at::date and v_last_day
    and c.observed_at <= v_run.observed_at
    and not exists (select from pg_temp.listed l where l.record_id = r.id)
    and not exists (
      select
      from ingest.requests q
      join ingest.rejects j on j.parse_id = q.parse_id
      -- Or its page was rejected as a whole: nobody could look.
      where q.run_id = p_run and j.source_event_id in (r.source_event_id, (select key from ingest.parses where id = r.parse_id)));
  if not found then
    return;
  end if;

  -- Nobody asks an older system again whether a race takes place: its word goes with the last of those who are asked.
  insert into pg_temp.missing
  select o.id, true
  from pg_temp.missing m
  join ingest.event_links was on was.record_id = m.record_id
  join ingest.event_links l on l.event_id = was.event_id
  join ingest.records o on o.id = l.record_id and o.withdrawn_at is null
  join ingest.sources s on s.name = o.source
  group by o.id, l.event_id
  having bool_and(m.is_gone) and bool_and(s.gives_ids)
    and not exists (
      select
      from ingest.event_links k
      join ingest.records r on r.id = k.record_id and r.withdrawn_at is null
      join ingest.sources a on a.name = r.source and not a.gives_ids
      where k.event_id = l.event_id and r.id not in (select record_id from pg_temp.missing where is_gone));
end
$$;
comment on function ingest.list_missing is
  'Which records a run should list and does not (pg_temp.missing), and which of them are gone: missing in two complete runs in a row; and with '
  'the last of an event what was imported of it.';
