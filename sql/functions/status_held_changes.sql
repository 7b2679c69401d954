create or replace function status.held_changes(run bigint)
returns table (change text, source_event_id text, name text, start_date date, changes jsonb)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
-- As the upload has days.
set timezone = 'UTC'
begin atomic
  with held as (
    select r.id, r.source, ingest.untold_sites(r.id) as untold, r.observed_at, s.horizon_days
    from ingest.runs r
    join ingest.sources s on s.name = r.source
    where r.id = held_changes.run and r.status = 'held'
  ),
  listed as (
    select distinct on (p.source_event_id)
      p.source_event_id, p.name, p.start_date, p.hash,
      jsonb_strip_nulls(to_jsonb(p)) - '{parse_id,hash,city_keys,source_event_id}'::text[] as facts
    from held
    join ingest.requests q on q.run_id = held.id
    join ingest.parsed_records p on p.parse_id = q.parse_id
    order by p.source_event_id, q.download_id desc nulls last, q.id desc
  ),
  known as (
    -- What was withdrawn is known too, by a run that may be later than a replay.
    select r.source_event_id, a.key as page, p.name, p.start_date, c.observed_at <= held.observed_at as is_older,
      case when r.withdrawn_at is null then r.hash end as hash,
      jsonb_strip_nulls(to_jsonb(p)) - '{parse_id,hash,city_keys,source_event_id}'::text[] as facts
    from held
    join ingest.records r on r.source = held.source
    join ingest.runs c on c.id = r.changed_run
    join ingest.parses a on a.id = r.parse_id
    join ingest.parsed_records p on p.parse_id = r.parse_id and p.source_event_id = r.source_event_id
  )
  select
    case when k.hash is null then 'added' when l.source_event_id is null then 'missing' else 'changed' end,
    coalesce(l.source_event_id, k.source_event_id), coalesce(l.name, k.name), coalesce(l.start_date, k.start_date),
    case when k.hash is not null and l.hash is not null then ingest.telling(ingest.differences(k.facts, l.facts)) end
  from listed l
  full join known k using (source_event_id)
  cross join held
  where l.hash is distinct from k.hash
    -- What was observed later stays.
    and k.is_older is not false
    -- Missing as ingest.list_missing has it: of a site that told all; and a row that was rejected is listed.
    and (l.hash is not null
      or ingest.site_of(k.page) <> all (held.untold) and k.start_date between held.observed_at::date and held.observed_at::date + held.horizon_days
        and not exists (
          select
          from ingest.requests q
          join ingest.rejects j on j.parse_id = q.parse_id
          where q.run_id = held.id and j.source_event_id in (k.source_event_id, k.page)))
  order by 1, 4, 2;
end;
comment on function status.held_changes is
  'How a held run differs from what its source says now, record by record: added, changed ({field: [before, after]}) or missing (gone, '
  'if the next run that is told all misses it too).';
