-- Whom to name, and on which terms: events say their sources by name only. security_invoker, as event_full.

create or replace view public.sources
with (security_invoker = true) as
select name, title, home_page, attribution, licence, terms_url, may_export
from ingest.sources
where erased_at is null;

comment on view public.sources is 'Where events come from, whom to name for them, and on which terms: what public.events.sources names.';
comment on column public.sources.may_export is 'False: its terms forbid to pass on what it says. Its events may be looked at, and are in no export.';
