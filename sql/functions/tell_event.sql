create or replace function search.told_by(p_event bigint)
returns json
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  -- A source is named once; where it lists several distances of a race, the one confirmed last speaks.
  select coalesce(json_agg(to_json(s) order by s.confirmed_at desc, s.source), '[]')
  from (
    select distinct on (r.source)
      r.source, o.title, o.home_page, o.licence, o.attribution, o.terms_url,
      greatest(seen.at, (
        -- Another page lists it by now, as when a race more made all move on by one. What is listed no more is looked for in all pages of
        -- these runs, reading by reading (a subquery, since no index knows races but by their reading): no more than three.
        select u.observed_at
        from (
          select id, observed_at
          from ingest.runs
          where source = r.source and published_at is not null and status in ('published', 'partial') and requests > 0
          order by observed_at desc
          limit 3
        ) u
        where u.observed_at > seen.at and not o.gives_ids and exists (
          select
          from ingest.requests q
          where q.run_id = u.id and q.parse_id is not null and (q.state <> 'failed' or q.reason = ingest.cap_reason())
            and (select true from ingest.parsed_records p where p.parse_id = q.parse_id and p.source_event_id = r.source_event_id))
        order by u.observed_at desc
        limit 1)) as confirmed_at
    from ingest.event_links l
    join ingest.records r on r.id = l.record_id and r.withdrawn_at is null
    join ingest.parses a on a.id = r.parse_id
    join ingest.sources o on o.name = r.source
    cross join lateral (
      -- An import asks nobody: what it brought is as old as its rows.
      select case when o.gives_ids then a.fetched_at else greatest(a.fetched_at, (
        -- Its page was asked again, and was as before, or told only others otherwise. One that is at its cap has failed, and was read.
        select max(u.observed_at)
        from ingest.requests q
        join ingest.runs u on u.id = q.run_id and u.status in ('published', 'partial')
        where (q.state <> 'failed' or q.reason = ingest.cap_reason())
          and q.parse_id in (r.parse_id, (
            select g.parse_id
            from ingest.pages g
            join ingest.parsed_records p on p.parse_id = g.parse_id and p.source_event_id = r.source_event_id
            where g.source = r.source and g.key = a.key))), (
        -- A complete run that should have listed it, and missed nothing, has seen it.
        select u.observed_at
        from ingest.runs u
        where u.source = r.source and u.published_at is not null and u.status = 'published' and u.complete
          and r.start_date between u.observed_at::date and u.observed_at::date + o.horizon_days
          and u.observed_at >= a.fetched_at
          and not exists (select from ingest.missing_records m where m.run_id = u.id and m.record_id = r.id)
          -- But where list_missing calls nothing missing: a row of its site was rejected that could be any, or its page as a whole. Of a run of long
          -- ago nobody knows.
          and (u.rejected = 0 or exists (select from ingest.requests q where q.run_id = u.id) and not exists (
            select
            from ingest.requests q
            join ingest.rejects j on j.parse_id = q.parse_id
            where q.run_id = u.id
              and (j.source_event_id = a.key or j.source_event_id is null and ingest.site_of(q.key) = ingest.site_of(a.key))))
        order by u.observed_at desc
        limit 1)) end as at
      -- Found once, not wherever it is named.
      offset 0
    ) seen
    where l.event_id = p_event
    order by r.source, confirmed_at desc
  ) s;
end;
comment on function search.told_by is 'Who lists an event, under which licence, and when it was seen there last.';

create or replace function search.listed_near(p_event bigint)
returns json
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(json_agg(json_build_object(
    'id', n.id, 'name', n.name, 'start_date', n.start_date, 'end_date', n.end_date, 'city', n.city, 'country', n.country, 'km_away', n.km,
    'status', n.status) order by n.km, n.start_date, n.id), '[]')
  from (
    select l.id, l.name, l.start_date, l.answer ->> 'end_date' as end_date, l.city, l.country, l.answer ->> 'status' as status,
      round(search.km(o.position, e.position[1], e.position[0])::numeric, 1) as km
    from search.events e
    cross join lateral unnest(search.boxes_around(e.position[1], e.position[0], 200)) as b (area)
    join search.events o on o.position <@ b.area and o.id <> e.id and not o.virtual
      and o.start_date between e.start_date - 21 and e.start_date + 21
    join search.listings l on l.id = o.id
    where e.id = p_event
    order by km, l.start_date, l.id
    limit 6
  ) n
  where n.km <= 200;
end;
comment on function search.listed_near is 'The nearest events within 200 km and three weeks, six at most.';

create or replace function search.told_before(p_event bigint)
returns json
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  -- Of facts that readers see; which run brought a change is the operators'.
  select coalesce(json_agg(json_build_object('at', h.valid_from, 'change', h.change, 'changes', h.changes) order by h.valid_from desc), '[]')
  from (
    select v.valid_from, v.change,
      case when v.change = 'added' then '{}' else coalesce(
        (select jsonb_object_agg(f.key, f.value) from jsonb_each(v.changes) f
          where f.key in ('name', 'url', 'start_date', 'end_date', 'city', 'county', 'state', 'country', 'status', 'registration', 'virtual',
            'elevation_gain', 'surface', 'distances')), '{}') end as changes
    from status.event_history(p_event) v
  ) h
  where h.change <> 'changed' or h.changes <> '{}';
end;
comment on function search.told_before is 'What readers saw change of an event, the latest first: {at, change, changes: {field: [before, after]}}.';

create or replace function search.editions(p_event bigint)
returns json
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(
      json_agg(
        json_build_object(
          'id', l.id, 'name', l.name, 'start_date', l.start_date, 'end_date', l.answer ->> 'end_date', 'status', l.answer ->> 'status')
        order by l.start_date desc, l.id),
      '[]')
    from public.events this
    join public.events e on e.series_id = this.series_id and e.id <> this.id
    join search.listings l on l.id = e.id
    where this.id = p_event);
end
$$;
comment on function search.editions is 'The other editions of a race, where its series is known, the latest first.';

create or replace function public.event_details(id bigint)
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $$
declare
  -- Only what is listed is published.
  v_event bigint := (select l.id from search.listings l where l.id = public.event_id(event_details.id));
begin
  if v_event is null then
    return null;
  end if;
  return json_build_object(
    'event', (select l.answer from search.listings l where l.id = v_event),
    'sources', search.told_by(v_event),
    'fields', coalesce(
      (select json_agg(to_json(f) order by f.field, f.source)
       from (select distinct g.field, g.source, g.found_by from status.lineage(v_event) g) f), '[]'),
    'history', search.told_before(v_event),
    'editions', search.editions(v_event),
    'nearby', search.listed_near(v_event));
end
$$;
comment on function public.event_details is
  'All that is public of one event: {event, sources, fields, history, editions, nearby}. An event that was merged answers as the '
  'one it became; null where it is listed no more, or never was.';
