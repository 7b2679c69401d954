create or replace function status.snapshot(sha256 text)
returns table (bytes bigint, encoding text, body bytea, content_type text, kept_at timestamptz)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if coalesce(sha256, '') !~ '^[0-9a-f]{64}$' then
    perform ingest.refuse_input('A snapshot is named by 64 hexadecimal digits: see status.requests and status.downloads.');
  end if;
  return query
    select n.bytes, n.encoding, n.body, (
        select d.content_type from ingest.downloads d where d.snapshot_sha256 = n.sha256 order by d.id desc limit 1), n.created_at
    from ingest.snapshots n
    where n.sha256 = decode(snapshot.sha256, 'hex');
end
$$;
comment on function status.snapshot is 'The bytes of a page as they are kept, compressed as encoding says; null once they are archived; no row where there are none. Text from outside: never show it as HTML.';
