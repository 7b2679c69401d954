create or replace function ingest.waits_to_be_read(p_sha256 bytea)
returns boolean
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  select exists (
    select
    from ingest.downloads d
    join ingest.requests q on q.download_id = d.id and q.state = 'downloaded'
    join ingest.runs r on r.id = q.run_id and r.status = 'running'
    where d.snapshot_sha256 = p_sha256);
end;
comment on function ingest.waits_to_be_read is 'Whether the parse of a request has these bytes before it.';

create or replace function ingest.is_put_away(p_sha256 bytea)
returns boolean
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  select exists (select from ingest.snapshots where sha256 = p_sha256 and body is null);
end;
comment on function ingest.is_put_away is 'Whether these bytes lie in the archive only.';

create or replace function ingest.archivable(p_older interval, p_most integer)
returns table (sha256 text, body bytea)
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  select encode(n.sha256, 'hex'), n.body
  from ingest.snapshots n
  where n.body is not null and n.created_at < now() - p_older and not ingest.waits_to_be_read(n.sha256)
  order by n.created_at, n.sha256
  limit p_most;
end;
comment on function ingest.archivable is 'Bytes that are older than this and still here, gzipped, but for those that a parse waits for; the oldest first.';

create or replace function ingest.let_go(p_sha256 text)
returns void
language sql
set search_path = pg_catalog, pg_temp
begin atomic
  update ingest.snapshots
  set body = case when ingest.waits_to_be_read(sha256) then body end, archived_at = clock_timestamp()
  where sha256 = decode(p_sha256, 'hex') and body is not null;
  delete from ingest.archive_leavings where sha256 = decode(p_sha256, 'hex');
  -- Deleted while it was on its way.
  insert into ingest.archive_leavings (sha256)
  select decode(p_sha256, 'hex')
  where not exists (select from ingest.snapshots where sha256 = decode(p_sha256, 'hex'));
end;
comment on function ingest.let_go is 'The bytes lie in the archive, and were read back from there: here they go, unless a parse has come to wait for them.';

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
