-- What operators do about hosts. security definer: an operator needs no right on ingest or on the queue.

create or replace function status.pause_host(host text, why text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if coalesce(why, '') !~ '\S' then
    perform ingest.refuse_input('Say why the host is paused: others will want to know.');
  end if;
  update ingest.hosts h set paused_at = now(), pause_reason = why where h.name = host;
  if not found then
    perform ingest.refuse_input(ingest.unknown_host(host));
  end if;
  perform ingest.note('pause_host', jsonb_build_object('host', host, 'why', why));
end
$$;
comment on function status.pause_host is
  'Ask a host nothing until it is resumed. A request under way ends; runs wait, until their deadline.';

create or replace function status.resume_host(host text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update ingest.hosts h set paused_at = null, pause_reason = null where h.name = host and h.paused_at is not null;
  if not found then
    perform ingest.refuse_input(case
      when exists (select from ingest.hosts h where h.name = host) then format('%s is not paused.', host)
      else ingest.unknown_host(host)
    end);
  end if;
  perform ingest.take_turns_back(host);
  perform ingest.note('resume_host', jsonb_build_object('host', host));
end
$$;
comment on function status.resume_host is 'Go on with a paused host. What it asked for itself (Retry-After) still holds.';

create or replace function status.set_host_interval(host text, interval_ms integer)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  -- A day: beyond it no run would come to its second request.
  if interval_ms not between 0 and 86400000 then
    perform ingest.refuse_input('An interval is 0 to 86400000 ms (a day); null gives the word back to the code.');
  end if;
  update ingest.hosts h set own_interval_ms = set_host_interval.interval_ms where h.name = host;
  if not found then
    perform ingest.refuse_input(ingest.unknown_host(host));
  end if;
  perform ingest.take_turns_back(host);
  perform ingest.note('set_host_interval', jsonb_build_object('host', host, 'interval_ms', interval_ms));
end
$$;
comment on function status.set_host_interval is
  'Set the least time between two requests to a host, in milliseconds; wins over the code''s. 0: not metered. Null: the code''s again.';

create or replace function ingest.take_turns_back(p_host text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  update ingest.requests
  set slot = null
  where id in (
    select id
    from ingest.requests
    where host = p_host and state = 'queued' and slot > clock_timestamp()
    -- One that is being begun finds the host as it is now.
    for no key update skip locked);
  perform ingest.give_turns(array[p_host]);
end
$$;
comment on function ingest.take_turns_back is 'A host''s times have changed: turns that have not come yet are given anew.';

create or replace function ingest.unknown_host(p_name text)
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
begin atomic
  select format('Unknown host %s: status.hosts lists those that were ever asked.', coalesce('"' || p_name || '"', 'null'));
end;
comment on function ingest.unknown_host is 'The one text that every door answers an unknown host with.';
