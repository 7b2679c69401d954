-- Why: what is kept must have an end, except what a published value, a version or a page rests on; a source's owner may
-- ask that nothing of it stays; and a database that fills up should stop fetching before it stops everything.
-- Who reads it: the task `prune`, the sweep (which measures), begin_fetch and begin_download (which wait while it is full).
-- Left out on purpose: partitions by time. Deletes in chunks keep up with a few thousand rows a day.

alter table ingest.sources
  add column erased_at timestamptz,
  add column erased_why text;
comment on column ingest.sources.erased_at is 'Operator''s: its owner asked that nothing of it stays. It is not fetched any more.';

alter table ingest.runs
  drop constraint trigger_is_known,
  add constraint trigger_is_known check (trigger in ('cron', 'sql', 'cli', 'start', 'replay', 'undo', 'erase'));

-- A version rests on its reading: the database itself refuses to lose it.
alter table ingest.record_versions
  add constraint a_version_rests_on_a_reading foreign key (parse_id) references ingest.parses;

-- Every reference to what is pruned has an index: a delete looks each of them up.
create index record_versions_of_a_parse on ingest.record_versions (parse_id);
create index records_of_a_parse on ingest.records (parse_id, source_event_id);
create index pages_of_a_parse on ingest.pages (parse_id);
create index pages_of_a_snapshot on ingest.pages (snapshot_sha256);
create index requests_of_a_parse on ingest.requests (parse_id) where parse_id is not null;
create index requests_of_a_download on ingest.requests (download_id) where download_id is not null;
create index requests_of_a_parent on ingest.requests (parent_id) where parent_id is not null;
create index downloads_of_an_attempt on ingest.downloads (attempt_id);
create index downloads_of_a_snapshot on ingest.downloads (snapshot_sha256) where snapshot_sha256 is not null;
create index attempts_by_age on ingest.attempts (started_at);

create table ingest.storage (
  only_one boolean primary key default true
    constraint there_is_one_database check (only_one),
  bytes bigint not null,
  max_bytes bigint,
  is_full boolean not null default false,
  changed_at timestamptz not null default now(),
  measured_at timestamptz not null default now()
) with (fillfactor = 50);
comment on table ingest.storage is 'How large the database is, measured by the sweep, and whether downloads pause for it.';
comment on column ingest.storage.max_bytes is 'MAX_DATABASE_BYTES of the worker that measured; null: no limit is set.';
comment on column ingest.storage.is_full is 'Downloads pause: from 95 % of the limit on, until it is below 90 % again.';
insert into ingest.storage (bytes) values (0);
