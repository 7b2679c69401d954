-- Why: operators retry, cancel, pause and purge, and see at a glance how each source is: whether it is as fresh as its
-- line of the crontab promises, and when it is asked next.
-- Who reads it: the functions of schema status that act, begin_fetch, and the views in sql/views/status_*.sql.
-- Left out on purpose: operators' own schedules. The crontab is code; what is set beside it would be lost or fight with it.

alter table ingest.sources
  add column paused_at timestamptz,
  add column paused_why text,
  add column own_stale_after interval
    constraint own_stale_after_is_positive check (own_stale_after > interval '0'),
  add constraint a_paused_source_says_why check ((paused_at is null) = (paused_why is null));
comment on column ingest.sources.paused_at is 'Operator''s: it is not fetched until somebody resumes it.';
comment on column ingest.sources.own_stale_after is
  'Operator''s: how old what it said last may become before it counts as stale. Null: by its line of the crontab.';

alter table ingest.runs
  drop constraint trigger_is_known,
  add constraint trigger_is_known check (trigger in ('cron', 'sql', 'cli', 'start', 'replay', 'undo', 'erase', 'retry'));
comment on column ingest.runs.parent_run is 'The run that this one replays, undoes or retries.';
create index runs_held on ingest.runs (source) where status = 'held';
create index runs_by_observation on ingest.runs (source, observed_at) where published_at is not null;

-- Lines that fire never have no period.
create table ingest.crontab (
  line text primary key,
  schedule text not null
    constraint schedule_has_five_fields check (schedule ~ '^\S+( \S+){4}$'),
  task text not null,
  source text,
  period interval,
  read_at timestamptz not null default now()
);
comment on table ingest.crontab is 'The crontab''s lines as the worker that started last read them: what is code, for SQL to see.';
comment on column ingest.crontab.schedule is 'Its five fields as written; UTC.';
comment on column ingest.crontab.period is 'The longest time between two of its ticks.';

-- What came of a source's last fetch and of each line's last start; few attempts have a payload.
create index attempts_with_a_payload on ingest.attempts (task, coalesce(payload ->> 'source', ''), id) where payload is not null;
create index attempts_that_failed on ingest.attempts (id) where outcome in ('failed', 'crashed');
create index attempts_of_a_task on ingest.attempts (task, id);
