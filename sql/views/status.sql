-- What operators see. The views run with their owner's rights: a viewer needs none on ingest.

create or replace view status.runs as
select
  id, source, number as run, trigger, status, complete, reason, open, requests, downloaded, unchanged, failed, records,
  rejected, unread, round(unread::numeric / nullif(records, 0), 4) as unread_share, inserted, updated, withdrawn, kept, started_at, finished_at,
  round(extract(epoch from coalesce(finished_at, now()) - started_at), 3) as seconds,
  parent_run as parent, observed_at, published_at, undone_by, unplaced, misdated, changed
from ingest.runs;
comment on view status.runs is 'Every run and what came of it. inserted, updated, withdrawn and kept count public events.';

create or replace view status.sources as
select
  s.name as source, s.title, s.enabled, s.attribution, s.licence, s.home_page, s.terms_url, s.interval_ms,
  last.status as last_status, last.reason as last_reason, last.started_at as last_started_at,
  published.finished_at as published_at, last.unread_share,
  (select count(*) from ingest.records r where r.source = s.name and r.withdrawn_at is null) as records,
  s.erased_at, ingest.erased_reason(s.name) as erased_reason
from ingest.sources s
left join lateral (
  select * from status.runs r where r.source = s.name order by r.run desc limit 1
) last on true
left join lateral (
  select r.finished_at
  from ingest.runs r
  where r.source = s.name and r.status in ('published', 'partial')
  order by r.number desc
  limit 1
) published on true;
comment on view status.sources is 'Every source, how its last run ended, and when it last published.';

create or replace view status.rejects as
select q.run_id as run, p.source, p.key as page, j.source_event_id, j.reason, j.raw
from ingest.rejects j
join ingest.parses p on p.id = j.parse_id
join ingest.requests q on q.parse_id = p.id;
comment on view status.rejects is 'Rows of a run that could not be read, with the reason and the row as it came.';

create or replace view status.attempts as
select
  id, task, job_id, number, worker, run_id as run, request_id as request, payload, started_at, finished_at,
  finished_at - started_at as duration, outcome, error, stack,
  concat_ws(':', task, coalesce(
    request_id::text, payload ->> 'request', payload ->> 'source', run_id::text, payload ->> 'run')) as key
from ingest.attempts;
comment on view status.attempts is 'Every attempt of every job. key names what it was at: task:request, task:run, fetch:source or the task.';

create or replace view status.requests as
select
  q.id, q.run_id as run, q.parent_id as parent, q.key as page, ingest.request_url(s.base_url, q.key) as url, q.host, q.state,
  q.slot, q.reason, q.settled_at
from ingest.requests q
join ingest.runs r on r.id = q.run_id
join ingest.sources s on s.name = r.source;
comment on view status.requests is 'What each run asked for, and how it ended.';

create or replace view status.workers as
select id, host, pid, tasks, started_at, beat_at
from ingest.workers;
comment on view status.workers is 'Worker pools that are alive.';

create or replace view status.sites as
select source, url, added_at
from ingest.sites;
comment on view status.sites is 'The sites that are asked, for sources that many sites speak.';

create or replace view status.gazetteer as
select attribution, places, loaded_at
from ingest.gazetteer;
comment on view status.gazetteer is 'Where the coordinates of towns come from; no row until they are loaded.';

create or replace view status.limits as
select name as source, max_drop, max_rejected, max_unread, max_unplaced, max_misdated, max_changed
from ingest.sources;
comment on view status.limits is 'The limits that hold a source''s runs; set by status.set_limit.';

create or replace view status.audit as
select id, at, who, act, detail
from ingest.audit;
comment on view status.audit is 'What operators did, by whom and when.';
