create or replace function ingest.replayed_runs(p_source text, p_since timestamptz)
returns setof ingest.runs
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (select from ingest.sources where name = p_source) then
    perform ingest.refuse_input(ingest.unknown_source(p_source));
  end if;
  return query
    select *
    from ingest.runs
    where source = p_source and published_at is not null and trigger not in ('undo', 'erase', 'merge', 'split') and undone_by is null
      -- Of one that is long past there is only what it changed.
      and exists (select from ingest.requests q where q.run_id = runs.id)
      and (p_since is null or started_at >= p_since and trigger <> 'replay')
    order by case when p_since is null then -number else number end
    limit case when p_since is null then 1 end;
  if not found then
    perform ingest.refuse_input(format('No run of %s was published%s: there is nothing to replay.', p_source, ' since ' || p_since));
  end if;
end
$$;
comment on function ingest.replayed_runs is
  'Which runs a replay says again, in order: the last published one, or all that were fetched since a time. Undone ones, and those '
  'whose requests are pruned, are left out.';

create or replace function ingest.leaves(p_run bigint)
returns table (key text, context jsonb, host text, slot timestamptz, download_id bigint, snapshot_sha256 bytea, url text, fetched_at timestamptz)
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  -- A page that failed then: the bytes it had when its parser failed, else the last ones that are known.
  select
    q.key, q.context, q.host, q.slot, q.download_id,
    coalesce(a.snapshot_sha256, d.snapshot_sha256, k.snapshot_sha256),
    coalesce(a.url, k.url, ingest.request_url(s.base_url, q.key)), coalesce(a.fetched_at, d.finished_at, k.fetched_at)
  from ingest.requests q
  join ingest.runs r on r.id = q.run_id
  join ingest.sources s on s.name = r.source
  left join ingest.parses a on a.id = q.parse_id
  left join ingest.downloads d on d.id = q.download_id
  left join lateral (
    select p.snapshot_sha256, l.url, l.fetched_at
    from ingest.pages p
    join ingest.parses l on l.id = p.parse_id
    where p.source = r.source and p.key = q.key
  ) k on true
  where q.run_id = p_run
  order by q.id;
end;
comment on function ingest.leaves is 'The pages of a run and the bytes each rests on.';

create or replace function ingest.reading_of(p_snapshot_sha256 bytea, p_key text, p_parser_version text)
returns ingest.parses
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  select p
  from ingest.parses p
  where p.snapshot_sha256 = p_snapshot_sha256 and p.key = p_key and p.parser_version = p_parser_version
  order by p.id desc
  limit 1;
end;
comment on function ingest.reading_of is 'What a parser version read of a page''s bytes, or null.';

create or replace function ingest.pages_to_read(p_source text, p_since timestamptz, p_parser_version text)
returns table (key text, context jsonb, snapshot_sha256 bytea, url text, fetched_at timestamptz)
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  select distinct on (l.key, l.snapshot_sha256) l.key, l.context, l.snapshot_sha256, l.url, l.fetched_at
  from ingest.replayed_runs(p_source, p_since) r
  cross join lateral ingest.leaves(r.id) l
  where l.snapshot_sha256 is not null and (ingest.reading_of(l.snapshot_sha256, l.key, p_parser_version)).id is null
  order by l.key, l.snapshot_sha256, l.fetched_at;
end;
comment on function ingest.pages_to_read is 'What is to be parsed before a replay: each page and content once, and only what this parser has not read yet.';

create or replace function ingest.reading_changes(p_run bigint)
returns table (change text, source_event_id text, name text, start_date date, changes jsonb, reason text)
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  with content as (
    select distinct on (q.run_id, p.source_event_id)
      q.run_id = p_run as is_new, p.source_event_id, p.name, p.start_date, p.distance_text <> '' and p.distances = '[]' as is_unread,
      jsonb_strip_nulls(to_jsonb(p)) - '{parse_id,hash,city_keys,source_event_id}'::text[] as facts, p.hash
    from ingest.runs r
    join ingest.requests q on q.run_id in (r.id, r.parent_run)
    join ingest.parsed_records p on p.parse_id = q.parse_id
    where r.id = p_run
    order by q.run_id, p.source_event_id, q.download_id desc nulls last, q.id desc
  ),
  compared as (
    select
      coalesce(n.source_event_id, o.source_event_id) as source_event_id, coalesce(n.name, o.name) as name,
      coalesce(n.start_date, o.start_date) as start_date, o.facts as before, n.facts as after,
      n.is_unread and not o.is_unread as is_now_unread
    from (select * from content where not is_new) o
    full join (select * from content where is_new) n using (source_event_id)
    where o.hash is distinct from n.hash
  )
  select
    case when before is null then 'added' when after is null then 'removed' when is_now_unread then 'now unread' else 'changed' end,
    c.source_event_id, c.name, c.start_date,
    case when before is not null and after is not null then ingest.differences(before, after) end,
    (select min(j.reason)
      from ingest.requests q
      join ingest.rejects j on j.parse_id = q.parse_id
      where q.run_id = p_run and j.source_event_id = c.source_event_id and after is null)
  from compared c
  order by 1, 4, 2;
end;
comment on function ingest.reading_changes is
  'How the readings of a replay differ from those of the run it says again: added, changed, removed (with the reject''s reason) or now unread.';
