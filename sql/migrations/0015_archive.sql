-- Why: bytes are most of the database and seldom read: old ones are put away in Storage, and read back when they are wanted.
-- Who reads it: the task archive; begin_parse and replay, which ask the archive where the body is null.
-- Left out on purpose: where the archive is. That is a setting of the workers.

alter table ingest.snapshots
  -- Workers of before can't read what is archived: it is asked for only where ARCHIVE_AFTER_DAYS is set, by newer ones.
  -- squawk-ignore ban-drop-not-null
  alter column body drop not null,
  add column archived_at timestamptz,
  add constraint bytes_are_somewhere check (body is not null or archived_at is not null) not valid;
alter table ingest.snapshots validate constraint bytes_are_somewhere;
comment on column ingest.snapshots.body is 'Null: they lie in the archive, under their sha256.';
comment on column ingest.snapshots.archived_at is 'When they were put away there, once that was verified.';
create index snapshots_here on ingest.snapshots (created_at) where body is not null;

create table ingest.archive_leavings (
  sha256 bytea primary key,
  left_at timestamptz not null default now()
);
comment on table ingest.archive_leavings is 'What lies in the archive and is no page''s any more: pruned, or erased; the task archive removes it there.';

revoke all on ingest.archive_leavings from public, anon, authenticated, service_role;
