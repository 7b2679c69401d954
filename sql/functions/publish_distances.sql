create or replace function ingest.publish_distances()
returns void
language plpgsql
set search_path = pg_catalog
as $$
begin
  -- The same distance told twice (by two rows or two sources) is one. A cancelled row of an event that takes place
  -- offers nothing.
  create temporary table offered on commit drop as
  select
    event_id, row_number() over (partition by event_id order by record_id, place)::smallint as position,
    distance ->> 'raw' as raw, distance ->> 'kind' as kind, (distance ->> 'amount')::numeric as amount,
    distance ->> 'unit' as unit, (distance ->> 'km')::numeric as km, (distance ->> 'hours')::numeric as hours,
    (distance ->> 'stages')::integer as stages, (distance ->> 'teamSize')::integer as team_size,
    (distance ->> 'virtual')::boolean as virtual, distance ->> 'activity' as activity
  from (
    select distinct on (f.event_id, d.distance - 'raw') f.event_id, d.distance, r.id as record_id, d.place
    from pg_temp.facts f
    join ingest.event_links l using (event_id)
    join ingest.records r on r.id = l.record_id and (r.withdrawn_at is null or f.is_withdrawn)
    join ingest.parsed_records p on p.parse_id = r.parse_id and p.source_event_id = r.source_event_id
    cross join lateral jsonb_array_elements(p.distances) with ordinality as d (distance, place)
    where p.status = 'scheduled' or f.status <> 'scheduled'
    order by f.event_id, d.distance - 'raw', r.id, d.place
  ) told;
  create unique index on pg_temp.offered (event_id, position);
  analyze pg_temp.offered;

  with withdrawn as (
    delete from public.event_distances d
    using pg_temp.facts f
    where d.event_id = f.event_id
      and not exists (select from pg_temp.offered o where o.event_id = d.event_id and o.position = d.position)
    returning d.event_id
  ),
  merged as (
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
    select event_id from withdrawn union select event_id from merged
  ),
  noted as (
    insert into pg_temp.acts
    select event_id, 'UPDATE' from changed where not exists (select from pg_temp.acts a where a.event_id = changed.event_id)
    returning event_id
  )
  update public.events e
  set updated_at = now()
  from noted
  where e.id = noted.event_id;
end
$$;
comment on function ingest.publish_distances is 'Bring the distances of the events in pg_temp.facts in line with their records; the second half of publish_events.';
