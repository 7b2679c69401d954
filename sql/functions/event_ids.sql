create or replace function public.event_id(event bigint)
returns bigint
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
begin atomic
  with recursive ids as (
    select id, merged_into from public.events where id = event
    union
    select e.id, e.merged_into from ids join public.events e on e.id = ids.merged_into
  )
  select id from ids where merged_into is null
  union all
  -- An id of the system before this one, whose event had another here already, or was there twice.
  select l.event_id
  from ingest.sources s
  join ingest.records r on r.source = s.name and r.source_event_id = event::text
  join ingest.event_links l on l.record_id = r.id
  where s.gives_ids and not exists (select from ids);
end;
comment on function public.event_id is
  'The event that an id stands for now: itself, the one it became, or the one that the older system knew by it. Null for an id that never was.';

create or replace function public.event_of(source text, source_event_id text)
returns bigint
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
begin atomic
  select l.event_id
  from ingest.records r
  join ingest.event_links l on l.record_id = r.id
  where r.source = event_of.source and r.source_event_id = event_of.source_event_id;
end;
comment on function public.event_of is 'The event of a race by the id its source has for it, which stays its alias for ever. Null where the source never named it.';
