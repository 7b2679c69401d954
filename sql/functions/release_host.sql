create or replace function ingest.release_host(p_host text, p_attempt bigint, p_answer jsonb default '{}')
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  -- One bad page is tried again, two can be chance. A rest starts at what a restart of a server takes, and at most an
  -- hour is lost after it came back: six probes of a day's run of 6 hours.
  c_tolerated constant integer := 2;
  c_first_rest constant interval := '1 min';
  c_longest_rest constant interval := '1 hour';
  v_status integer := (p_answer ->> 'http_status')::integer;
  v_failed boolean := p_answer ? 'error';
  -- No answer at all, or none for us. What we refused to ask ourselves (final, without a status) says nothing of the host.
  v_trouble boolean := v_failed and coalesce(v_status in (403, 429) or v_status >= 500, not p_answer ? 'final');
  -- It answered: 404 too is an answer. A page that is broken with status 200 says neither.
  v_well boolean := p_answer <> '{}' and not v_trouble and (not v_failed or v_status between 300 and 499);
  v_host ingest.hosts;
begin
  update ingest.hosts
  set lease_attempt = null, leased_until = null, ended_at = clock_timestamp(),
    failures = case when v_trouble then failures + 1 when v_well then 0 else failures end,
    last_error = coalesce(p_answer ->> 'error', last_error)
  where name = p_host and lease_attempt = p_attempt
  returning * into v_host;

  if v_trouble and v_host.failures > c_tolerated then
    perform ingest.rest_host(
      p_host,
      least(c_first_rest * 2 ^ least(v_host.failures - c_tolerated - 1, 10), c_longest_rest),
      format('%s failures in a row, the last: %s', v_host.failures, v_host.last_error));
  end if;
  if p_answer ? 'retry_after_s' then
    perform ingest.rest_host(
      p_host, (p_answer ->> 'retry_after_s')::integer * interval '1 s', 'The host asked for quiet (Retry-After).');
  end if;
end
$$;
comment on function ingest.release_host is
  'The request of an attempt is over, with this answer ({} when it was not ours to judge). After three failures in a row '
  'the host rests, each time twice as long; the one request that goes then closes that, or opens it again.';

create or replace function ingest.rest_host(p_host text, p_rest interval, p_reason text)
returns void
language sql
set search_path = pg_catalog, pg_temp
begin atomic
  update ingest.hosts
  set not_before = clock_timestamp() + p_rest, resting_because = p_reason
  where name = p_host and not_before < clock_timestamp() + p_rest;
end;
comment on function ingest.rest_host is 'Leave a host alone for so long, unless it rests longer already.';
