-- Who has what to do, what came of it hour by hour, and what goes wrong.

create or replace view status.queue as
select concat(task, ':', state) as id, task, state, jobs, oldest_at, now() - oldest_at as age
from ingest.queue_depth();
comment on view status.queue is
  'Jobs by task and state: running (taken by a worker), due, later (a time to come), dead (the queue tries it no more; the sweep '
  'buries it), and in line (downloads without a job yet, that wait for their host''s turn). oldest_at: taken, due or in line since. '
  'Reads the queue''s own table, which its makers ask not to be polled: look every few seconds at most.';

create or replace view status.throughput as
select
  concat_ws(':', to_char(hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24'), task, outcome) as id,
  hour, task, outcome, count(*) as attempts, round(extract(epoch from avg(finished_at - started_at)), 3) as mean_seconds
from ingest.attempts
cross join lateral (select date_bin(interval '1 hour', started_at, timestamptz '2000-01-01 00:00Z') as hour) h
where started_at > (select date_trunc('hour', now(), 'UTC') - interval '7 days') and outcome is not null
group by hour, task, outcome;
comment on view status.throughput is 'Attempts of the last 7 days by the hour in which they began, task and outcome, and how long they took.';

create or replace view status.failures as
select
  md5(concat_ws(':', a.task, r.source, a.outcome, a.error)) as id, a.task, r.source, a.outcome, a.error, count(*) as attempts,
  min(a.started_at) as first_at, max(a.started_at) as last_at, max(a.id) as last_attempt,
  (array_agg(a.run_id order by a.id desc))[1] as last_run, (array_agg(a.request_id order by a.id desc))[1] as last_request
from ingest.attempts a
left join lateral (
  select coalesce((select source from ingest.runs where id = a.run_id), a.payload ->> 'source') as source
) r on true
where a.outcome in ('failed', 'crashed') and a.started_at > now() - interval '7 days'
group by a.task, r.source, a.outcome, a.error;
comment on view status.failures is 'What went wrong in the last 7 days: failed and crashed attempts with one task, source and text together.';

create or replace view status.held_runs as
select id, source, run, reason, started_at, finished_at as held_since, approved_at, records, rejected, unread_share, unplaced, misdated, changed, failed
from status.runs
where status = 'held';
comment on view status.held_runs is
  'Runs that wait for an operator: status.approve_run publishes one, status.discard_run closes it, status.held_changes shows what it would do. '
  'With approved_at its upload is queued.';

create or replace view status.downloads as
select
  d.id, d.request_id as request, q.run_id as run, r.source, q.key as page, q.host, d.attempt_id as attempt, d.outcome, d.http_status,
  d.content_type, d.etag, d.last_modified, d.bytes, encode(d.snapshot_sha256, 'hex') as snapshot, d.error, d.finished_at
from ingest.downloads d
join ingest.requests q on q.id = d.request_id
join ingest.runs r on r.id = q.run_id;
comment on view status.downloads is 'Every answer from outside, good or bad: new, unchanged or failed. snapshot names the bytes (status.snapshot).';
