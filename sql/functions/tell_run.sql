create or replace function ingest.tell_run()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  new.told_at := clock_timestamp();
  -- Delivered at commit, and dropped where nobody listens.
  perform pg_notify('ultrasearch_progress', new.id::text);
  return new;
end
$$;
comment on function ingest.tell_run is
  'Tell whoever listens on ultrasearch_progress that a run began, went on (at most twice a second) or ended.';

create or replace trigger tell_that_a_run_began
before insert on ingest.runs
for each row execute function ingest.tell_run();

-- The condition is judged without a call: of the many updates of a large run most end here.
create or replace trigger tell_that_a_run_goes_on
before update on ingest.runs
for each row
when (new.status <> old.status or new.open <> old.open and (new.open = 0 or clock_timestamp() - old.told_at > interval '500 ms'))
execute function ingest.tell_run();
