-- plpgsql, all that each request calls: Postgres plans a function in SQL anew in every statement.
create or replace function ingest.request_url(p_base_url text, p_key text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- An absolute key under a base URL: somebody put a server of his own before the sites.
  return p_base_url || case when p_base_url <> '' then regexp_replace(p_key, '^https?://', '') else p_key end;
end
$$;
comment on function ingest.request_url is 'Where a request goes: its key below the source''s base URL, which is empty where the key is absolute.';

create or replace function ingest.dated_url(p_base_url text, p_key text, p_at timestamptz)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return replace(ingest.request_url(p_base_url, p_key), '{today}', to_char(p_at at time zone 'UTC', 'YYYY-MM-DD'));
end
$$;
comment on function ingest.dated_url is 'Where a request goes that is begun at that moment: {today} in its key is the day then, in UTC.';

create or replace function ingest.hosts_of_requests(p_source text, p_requests jsonb)
returns text[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- Of most pages there are none.
  if coalesce(p_requests, '[]') = '[]' then
    return '{}';
  end if;
  return (select coalesce(array_agg(distinct ingest.request_host(s.base_url, r.key)), '{}')
  from ingest.sources s, jsonb_to_recordset(p_requests) as r (key text)
  where s.name = p_source);
end
$$;
comment on function ingest.hosts_of_requests is 'The hosts that a source''s requests ([{key, …}]) go to.';

create or replace function ingest.know_hosts(p_source ingest.sources, p_hosts text[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  with wanted as (
    select name, case when name ~ '^(127\.0\.0\.1|localhost|\[::1\])(:|$)' then 0 else (p_source).interval_ms end as interval_ms
    from unnest(p_hosts) as name
  )
  insert into ingest.hosts (name, interval_ms)
  select name, interval_ms
  from wanted
  -- Even a conflict that changes nothing would lock the row.
  where not exists (select from ingest.hosts h where h.name = wanted.name and h.interval_ms = wanted.interval_ms)
  order by name
  on conflict (name) do update
  set interval_ms = excluded.interval_ms
  where hosts.interval_ms <> excluded.interval_ms;
end
$$;
comment on function ingest.know_hosts is 'See that each of a source''s hosts has a budget; none is kept on loopback.';
