create or replace function ingest.commit_asynchronously()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform set_config('synchronous_commit', 'off', true);
end
$$;
comment on function ingest.commit_asynchronously is
  'Let this transaction''s commit not wait for the disk. For what stays inside the database, and is done again when a crash of the server '
  'forgets it, since its job is forgotten with it: a page that came, or was read. Not for what is published, nor for a turn at a host.';
