create or replace function ingest.untold_sites(p_run bigint)
returns text[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- A row that was rejected without an id could be any race of its site. And of what a page asked for when it was read last nothing was
  -- asked when it failed: its host may be written in another way.
  return array(
    with recursive untold as (
      select q.key, r.source
      from ingest.runs r
      join ingest.requests q on q.run_id = r.id
      where r.id = p_run and (q.state = 'failed' or exists (
        select from ingest.rejects j where j.parse_id = q.parse_id and j.source_event_id is null))
      union
      select n.key, u.source
      from untold u
      join ingest.pages p on p.source = u.source and p.key = u.key
      join ingest.parses a on a.id = p.parse_id
      cross join lateral jsonb_to_recordset(a.requests) as n (key text)
      where ingest.site_of(u.key) <> ''
    )
    select distinct ingest.site_of(key) from untold);
end
$$;
comment on function ingest.untold_sites is 'The sites that a run was not told all of: what it doesn''t list of them may be there all the same.';

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

  -- What was imported misses nothing: an older system that is being left may be tidied up.
  if exists (select from ingest.sources where name = v_run.source and gives_ids) then
    return;
  end if;

  -- A run can miss a race that is still to come and within what the source lists, where it was told all: by the whole source; of many
  -- sites, by the race's own, since one of them is always down. A row that was rejected is listed.
  insert into pg_temp.missing
  with missed as materialized (
    select r.id, ingest.site_of(a.key) as site
    from ingest.records r
    join ingest.runs c on c.id = r.changed_run
    join ingest.parses a on a.id = r.parse_id
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
        where q.run_id = p_run and j.source_event_id in (r.source_event_id, a.key))
  ),
  site as (
    select site
    from (select distinct site from missed) s
    where site <> all ((select ingest.untold_sites(p_run))::text[])
  )
  -- Gone is what the run before this one that was told all missed as well, unless it was seen since. A replay of one and the
  -- same observation is no second one.
  select missed.id, exists (
    select
    from ingest.missing_records m
    left join ingest.runs s on s.id = m.seen_again_by
    where m.run_id = b.id and m.record_id = missed.id and (s.id is null or s.undone_by is not null))
  from site
  join missed on missed.site = site.site
  left join lateral (
    select u.id
    from (
      select id, complete
      from ingest.runs
      where source = v_run.source and (status = 'published' and complete or status = 'partial') and trigger <> 'erase' and undone_by is null
        and observed_at < v_run.observed_at
      order by observed_at desc, number desc
      -- In this order, and no further than the first.
      offset 0
    ) u
    where u.complete or not exists (
      select from ingest.requests q where q.run_id = u.id and q.state = 'failed' and ingest.site_of(q.key) = site.site)
    limit 1
  ) b on true;
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
  'Which records a run should list and does not (pg_temp.missing), and which of them are gone: missing in two runs in a row that were told '
  'all, by the source or by the site of the record; and with the last of an event what was imported of it.';
