create or replace function ingest.take_slots(p_host text, p_slots integer)
returns timestamptz
language sql
set search_path = pg_catalog
begin atomic
  update ingest.hosts
  set next_slot = greatest(next_slot, not_before, clock_timestamp()) + p_slots * interval_ms * interval '1 ms'
  where name = p_host
  returning next_slot - p_slots * interval_ms * interval '1 ms';
end;
comment on function ingest.take_slots is 'Reserve a number of slots of a host, one interval apart; answers when the first one is.';
