create or replace function ingest.measure_storage(p_max_bytes bigint)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_bytes bigint := pg_database_size(current_database());
  v_was boolean;
  v_is boolean;
begin
  select is_full into strict v_was from ingest.storage for update;
  -- Two lines apart, so that one page more or less doesn't stop and start everybody.
  v_is := coalesce(v_bytes >= p_max_bytes * case when v_was then 0.90 else 0.95 end, false);
  update ingest.storage
  set bytes = v_bytes, max_bytes = p_max_bytes, is_full = v_is, measured_at = now(),
    changed_at = case when v_is <> v_was then now() else changed_at end;
  return ingest.full_reason();
end
$$;
comment on function ingest.measure_storage is 'Measure the database against a limit in bytes (null: none). Answers why downloads pause, or null.';

create or replace function ingest.full_reason()
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select format('Downloads pause: the database holds %s of the %s that MAX_DATABASE_BYTES allows. Allow more; or keep less (KEEP_ATTEMPTS_DAYS, KEEP_RUNS_DAYS, '
      'KEEP_READINGS_DAYS), prune, and VACUUM FULL what shrank.',
      pg_size_pretty(bytes), pg_size_pretty(max_bytes))
    from ingest.storage
    where is_full);
end
$$;
comment on function ingest.full_reason is 'Why downloads pause, or null when there is room.';
