create or replace function ingest.keep_versioned()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id bigint;
begin
  case tg_table_name
    when 'records' then
      select id into v_id from gone where exists (select from ingest.record_versions v where v.record_id = gone.id) limit 1;
    when 'parses' then
      select id into v_id from gone where exists (select from ingest.record_versions v where v.parse_id = gone.id) limit 1;
    when 'events' then
      select id into v_id
      from gone
      where exists (select from ingest.record_versions v where v.event_id = gone.id)
        or exists (select from ingest.event_versions v where v.event_id = gone.id)
      limit 1;
  end case;
  if v_id is not null then
    raise foreign_key_violation using message = format('Bug! A version rests on %s of %s.', v_id, tg_table_name);
  end if;
  return null;
end
$$;
comment on function ingest.keep_versioned is
  'When records, readings or events are deleted: no version may rest on one of them. No foreign keys: a version is a copy of rows that have '
  'theirs, and to check it once more would take a twentieth of an upload. A version that another transaction is about to write isn''t seen: whoever '
  'deletes records or events holds ingest.lock_publish.';
