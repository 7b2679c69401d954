-- Why: an operator is told once when a source becomes failing, held or stale, and when it recovers; and may follow a run in
-- whatever collects traces.
-- Who reads it: notice_changes (called by the sweep) and the task notify; ended_runs and the task trace; status.state_changes.
-- Left out on purpose: whom to tell. A webhook's address is a secret, and a setting of the workers that may use it.

create table ingest.state_changes (
  id bigint generated always as identity primary key,
  source text not null references ingest.sources (name),
  state text not null,
  since timestamptz,
  why text,
  noticed_at timestamptz not null default now(),
  is_news boolean not null,
  attempt_id bigint references ingest.attempts (id) on delete set null,
  told_at timestamptz,
  constraint only_news_is_told check (is_news or told_at is null)
);
comment on table ingest.state_changes is 'What became of each source, in the words of status.sources, as the sweep noticed it; the last row of a source is how it is.';
comment on column ingest.state_changes.since is 'When it became so, which is before it was noticed.';
comment on column ingest.state_changes.is_news is 'Somebody is to be told: it became failing, held or stale, or is well again after they were told so.';
comment on column ingest.state_changes.attempt_id is 'The attempt that tells of it.';
create index state_changes_by_source on ingest.state_changes (source, id);
create index state_changes_untold on ingest.state_changes (id) where is_news and told_at is null;
create index state_changes_by_attempt on ingest.state_changes (attempt_id) where attempt_id is not null;

-- A default that comes after its column doesn't rewrite the table.
alter table ingest.runs
  add column trace_id uuid,
  add column traced_at timestamptz;
alter table ingest.runs alter column trace_id set default gen_random_uuid();
comment on column ingest.runs.trace_id is 'What OpenTelemetry calls its trace (without the hyphens); null for runs that are older than traces.';
comment on column ingest.runs.traced_at is 'Its end, as of the last time its trace was sent; a held run that is approved ends twice.';
create index runs_untraced on ingest.runs (finished_at) where trace_id is not null and (traced_at is null or traced_at < finished_at);

revoke all on ingest.state_changes from public, anon, authenticated, service_role;
