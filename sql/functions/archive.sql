create or replace function ingest.archivable(p_older interval, p_most integer)
returns table (sha256 text, body bytea)
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  select encode(n.sha256, 'hex'), n.body
  from ingest.snapshots n
  where n.body is not null and n.created_at < now() - p_older
  order by n.created_at, n.sha256
  limit p_most;
end;
comment on function ingest.archivable is 'Bytes that are older than this and still here, gzipped; the oldest first.';

create or replace function ingest.let_go(p_sha256 text)
returns void
language sql
set search_path = pg_catalog, pg_temp
begin atomic
  update ingest.snapshots
  set body = null, archived_at = clock_timestamp()
  where sha256 = decode(p_sha256, 'hex') and body is not null;
  delete from ingest.archive_leavings where sha256 = decode(p_sha256, 'hex');
  -- Deleted while it was on its way.
  insert into ingest.archive_leavings (sha256)
  select decode(p_sha256, 'hex')
  where not exists (select from ingest.snapshots where sha256 = decode(p_sha256, 'hex'));
end;
comment on function ingest.let_go is 'The bytes lie in the archive, and were read back from there: here they go.';

create or replace function ingest.note_leavings()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into ingest.archive_leavings (sha256)
  select sha256 from gone where archived_at is not null
  on conflict do nothing;
  return null;
end
$$;
comment on function ingest.note_leavings is 'Whoever deletes a snapshot leaves its bytes in the archive, for the task archive to remove.';

create or replace trigger note_leavings
after delete on ingest.snapshots
referencing old table as gone
for each statement execute function ingest.note_leavings();
