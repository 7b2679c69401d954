drop function if exists ingest.what_to_ask(ingest.requests, ingest.runs, bigint);

create or replace function ingest.what_to_ask(p_request ingest.requests, p_run ingest.runs, p_attempt bigint, p_lists jsonb)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_list text := (
    select concat(count(*), ':', sum(hashtextextended(t.url, 0)))
    from ingest.sources s
    join ingest.sites t on t.source = s.name
    where s.name = (p_run).source and s.base_url = '');
begin
  return (select jsonb_strip_nulls(jsonb_build_object(
    'attempt', p_attempt,
    'source', s.name,
    'run', (p_run).id,
    'url', coalesce(
      (p_request).moved_to,
      ingest.dated_url(s.base_url, (p_request).key, (select started_at from ingest.attempts where id = p_attempt))),
    'base_url', s.base_url,
    'list', case when s.base_url = '' then v_list end,
    'sites', case when s.base_url = '' and v_list is distinct from p_lists ->> s.name then (
      select coalesce(jsonb_agg(distinct ingest.request_host('', t.url)), '[]') from ingest.sites t where t.source = s.name) end,
    'leased', (select true from ingest.hosts h where h.name = (p_request).host and h.lease_attempt = p_attempt),
    -- What one host said of its page is no condition for another's.
    'etag', case when (p_request).host = ingest.request_host(s.base_url, (p_request).key) then p.etag end,
    'last_modified', case when (p_request).host = ingest.request_host(s.base_url, (p_request).key) then p.last_modified end,
    'body_sha256', encode(p.body_sha256, 'hex'),
    'read_by_another', k.read_by_another))
    -- Bytes that are to be read again and were put away come whole, whether they changed or not: a parse rests on no archive.
    - case when k.read_by_another and ingest.is_put_away(p.snapshot_sha256) then array['etag', 'last_modified', 'body_sha256'] else '{}' end
  from ingest.sources s
  left join ingest.pages p on p.source = s.name and p.key = (p_request).key
  left join lateral (
    select parser_version <> (p_run).parser_version as read_by_another from ingest.parses where id = p.parse_id) k on true
  where s.name = (p_run).source);
end
$$;
comment on function ingest.what_to_ask is
  'All that a worker needs to ask for a page: {attempt, source, run, url, base_url, sites (hosts of the source''s sites) where '
  'their list is another than the worker knows by source (p_lists), list (what it is known by), '
  'leased (the claim on the host has an end), etag, last_modified, body_sha256 (of the page as it was read last), read_by_another}. '
  'Of a page that another parser read and whose bytes were put away, nothing that could spare the download.';
