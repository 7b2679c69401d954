create or replace function ingest.redirect_download(p_attempt bigint, p_url text, p_http_status integer)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  -- The same answer in http, https, www and with a slash is 4 hops; beyond 5 it is a circle.
  c_most_hops constant integer := 5;
  v_attempt ingest.attempts;
  v_request ingest.requests;
  v_source ingest.sources;
  v_host text := ingest.request_host('', p_url);
begin
  v_attempt := ingest.lock_attempt(p_attempt);
  if v_attempt.id is null then
    return 'superseded';
  end if;
  select * into strict v_request from ingest.requests where id = v_attempt.request_id;
  select s.* into strict v_source from ingest.runs r join ingest.sources s on s.name = r.source where r.id = v_request.run_id;
  perform ingest.know_hosts(v_source, array[v_host]);
  perform ingest.lock_hosts(array[v_request.host, v_host]);
  perform ingest.release_host(v_request.host, p_attempt, jsonb_build_object('http_status', p_http_status));
  if v_request.hops >= c_most_hops then
    return ingest.fail_attempt(p_attempt, format('It redirects more than %s times.', c_most_hops), null, true);
  end if;

  update ingest.requests
  set moved_to = p_url, hops = hops + 1, host = v_host, slot = null
  where id = v_request.id;
  perform ingest.close_attempt(p_attempt, 'postponed', 'Redirected to ' || p_url);
  perform ingest.give_turns(array[v_request.host, v_host]);
  return 'done';
end
$$;
comment on function ingest.redirect_download is
  'A metered host says that a page is elsewhere: the request waits for its turn there. Answers done, settled (after too many) or superseded.';
