-- Why: whoever watches a run should see it go on without asking again and again. Postgres tells it, but not for each of
-- 4,000 requests: a run remembers when it was told of last.
-- Who reads it: ingest.tell_run, and through NOTIFY the subscriptions of `ultrasearch serve`.
-- Left out on purpose: an index on it, so that the update of a run's count stays within its page.

alter table ingest.runs add column told_at timestamptz not null default now();
comment on column ingest.runs.told_at is 'When whoever listens on ultrasearch_progress was told of it last.';
