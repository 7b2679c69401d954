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
