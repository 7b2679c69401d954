create or replace function ingest.forget_runs()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_run bigint;
begin
  select id into v_run
  from gone
  where exists (select from ingest.record_versions v where v.run_id = gone.id)
    or exists (select from ingest.event_versions v where v.run_id = gone.id)
    or exists (select from ingest.records r where r.changed_run = gone.id)
  limit 1;
  if v_run is not null then
    raise foreign_key_violation using message = format('Bug! Records or versions still say that run %s made them.', v_run);
  end if;
  delete from ingest.attempts a using gone where a.run_id = gone.id;
  update ingest.parses p set run_id = null from gone where p.run_id = gone.id;
  return null;
end
$$;
comment on function ingest.forget_runs is
  'When runs are deleted: no record or version may be of one of them, their attempts go with them, and readings stay. No foreign keys: their '
  'checks would lock the run''s row for each row that an upload writes, and for each request.';
