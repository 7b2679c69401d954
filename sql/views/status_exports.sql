create or replace view ingest.exported_events
with (security_invoker)
as
select
  e.id, e.name, e.edition, e.url, e.start_date::text as start_date, e.end_date::text as end_date, e.city, e.county, e.state, e.country,
  e.latitude, e.longitude, e.precision, e.status, e.registration, e.virtual, e.elevation_gain, e.surface, e.event_type, e.sources,
  to_char(e.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as updated_at,
  coalesce((
    select jsonb_agg(jsonb_strip_nulls(to_jsonb(d) - 'event_id' - 'position') order by d.position)
    from public.event_distances d
    where d.event_id = e.id), '[]') as distances
from public.events e
where e.withdrawn_at is null and e.merged_into is null
  -- What one of its sources forbids to pass on may be in any of its fields.
  and not e.sources && array(select name from ingest.sources where not may_export);
comment on view ingest.exported_events is 'What is exported: every published event, but for those that a source lists whose terms forbid it.';

create or replace view status.exports as
select id, folder, published_at, started_at, finished_at, removed_at, (manifest ->> 'events')::integer as events, manifest
from ingest.exports;
comment on view status.exports is 'Each time all events were written to files for anybody to take: one without an end was broken off, or is under way.';
