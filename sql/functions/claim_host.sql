create or replace function ingest.free_at(p_host ingest.hosts)
returns timestamptz
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
begin atomic
  -- A request whose attempt is open, or forgotten, ends with its lease; one that crashed or was given back ended then.
  select greatest(
    (p_host).not_before,
    (p_host).ended_at + (p_host).gap_ms * interval '1 ms',
    (
      select coalesce(max(least((p_host).leased_until, a.finished_at)), (p_host).leased_until)
      from ingest.attempts a
      where a.id = (p_host).lease_attempt
    ) + (p_host).gap_ms * interval '1 ms');
end;
comment on function ingest.free_at is 'When a host may be asked next, pauses aside: the end of its last request and the interval, or the end of its rest.';

create or replace function ingest.claim_host(p_host text, p_attempt bigint, p_lease_ms integer)
returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_host ingest.hosts;
begin
  -- Not metered: no lease, and no lock that its requests would queue up for.
  select * into strict v_host from ingest.hosts where name = p_host;
  if v_host.gap_ms = 0 then
    perform ingest.commit_asynchronously();
    return v_host.paused_at is null and v_host.not_before <= clock_timestamp();
  end if;

  select * into strict v_host from ingest.hosts where name = p_host for no key update;
  if v_host.paused_at is not null or ingest.free_at(v_host) > clock_timestamp() then
    return false;
  end if;
  update ingest.hosts
  set lease_attempt = p_attempt, leased_until = clock_timestamp() + p_lease_ms * interval '1 ms'
  where name = p_host;
  return true;
end
$$;
comment on function ingest.claim_host is
  'Ask for the right to ask a host now: at most one attempt has it, for so many milliseconds. Hosts that are not metered grant it to all.';
