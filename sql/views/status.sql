-- What operators see. The views run with their owner's rights: a viewer needs none on ingest.

create or replace view status.runs as
select
  id, source, number as run, trigger, status, complete, reason, open, requests, downloaded, unchanged, failed, records,
  rejected, unread, round(unread::numeric / nullif(records, 0), 4) as unread_share, inserted, updated, withdrawn, kept, started_at, finished_at,
  round(extract(epoch from coalesce(finished_at, now()) - started_at), 3) as seconds,
  parent_run as parent, observed_at, published_at, undone_by, unplaced, misdated, changed, approved_at, deadline,
  case when status = 'running' then (select count(*) from ingest.requests q where q.run_id = runs.id) else requests end as planned,
  case when status = 'running' then (select count(q.settled_at) from ingest.requests q where q.run_id = runs.id) else requests end as settled
from ingest.runs;
comment on view status.runs is
  'Every run and what came of it. id is what acts take, run the number within its source. inserted, updated, withdrawn and kept count '
  'public events; settled of planned says how far a running one is.';

create or replace view status.rejects as
select
  q.run_id as run, p.source, p.key as page, j.source_event_id, j.reason, j.raw,
  concat(q.run_id, ':', j.id) as id, q.id as request, encode(p.snapshot_sha256, 'hex') as snapshot
from ingest.rejects j
join ingest.parses p on p.id = j.parse_id
join ingest.requests q on q.parse_id = p.id;
comment on view status.rejects is 'Rows of a run that could not be read, with the reason and the row as it came. id is run:reject; a reading that is reused has its rejects again.';

create or replace view status.attempts as
select
  a.id, a.task, a.job_id, a.number, a.worker, a.run_id as run, a.request_id as request, a.payload, a.started_at, a.finished_at,
  a.finished_at - a.started_at as duration, a.outcome, a.error, a.stack,
  concat_ws(':', a.task, coalesce(
    a.request_id::text, a.payload ->> 'request', a.payload ->> 'source', a.run_id::text, a.payload ->> 'run')) as key,
  coalesce(r.source, a.payload ->> 'source') as source, a.payload ->> 'skipped' as skipped
from ingest.attempts a
left join ingest.runs r on r.id = a.run_id;
comment on view status.attempts is
  'Every attempt of every job. key names what it was at: task:request, task:run, fetch:source or the task; skipped why there '
  'was nothing to do. One without an outcome is running.';

create or replace view status.requests as
select
  q.id, q.run_id as run, q.parent_id as parent, q.key as page, ingest.request_url(s.base_url, q.key) as url, q.host, q.state,
  q.slot, q.reason, q.settled_at, r.source, d.http_status, d.request_id <> q.id as is_carried,
  encode(coalesce(p.snapshot_sha256, d.snapshot_sha256), 'hex') as snapshot, p.records, p.rejected,
  (select count(*) from ingest.attempts a where a.request_id = q.id) as attempts
from ingest.requests q
join ingest.runs r on r.id = q.run_id
join ingest.sources s on s.name = r.source
left join ingest.downloads d on d.id = q.download_id
left join ingest.parses p on p.id = q.parse_id;
comment on view status.requests is
  'What each run asked for, and how it ended. snapshot names the bytes (status.snapshot); is_carried: a retry or replay took it over from an older run.';

create or replace view status.workers as
select
  w.id, w.host, w.pid, w.tasks, w.started_at, w.beat_at, coalesce(a.jobs, 0) as jobs, a.busy_since
from ingest.workers w
left join (
  select worker, count(*) as jobs, min(started_at) as busy_since from ingest.attempts where outcome is null group by worker
) a on a.worker = w.id
-- A dead pool's row goes with another's beat: where all died at once theirs stay.
where w.beat_at > now() - interval '1 minute';
comment on view status.workers is 'Worker pools that are alive, as they said within the last minute: the jobs each is at, and since when it is at the oldest of them.';

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
