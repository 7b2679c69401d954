create or replace function status.erase_source(source text, why text)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_counts jsonb;
begin
  if not exists (select from ingest.sources s where s.name = source) then
    perform ingest.refuse_input(ingest.unknown_source(source));
  end if;
  if coalesce(trim(why), '') = '' then
    perform ingest.refuse_input('Say why: who asked for it, and when.');
  end if;
  perform ingest.lock_publish();
  perform ingest.lock_stages(source);
  update ingest.sources s set erased_at = now(), erased_why = why where s.name = source;
  v_counts := ingest.erase_events(source) || ingest.erase_sources_pages(source);
  perform ingest.note('erase_source', jsonb_build_object('source', source, 'why', why) || v_counts);
  return v_counts;
end
$$;
comment on function status.erase_source is
  'Take a source out entirely, when its owner asks: its events, records, versions, pages, runs and sites. Events that other sources '
  'list too stay as those tell them. It is not fetched any more until status.readmit_source. Answers how much went; can''t be undone.';

create or replace function status.readmit_source(source text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update ingest.sources s set erased_at = null, erased_why = null where s.name = source and erased_at is not null;
  if not found then
    perform ingest.refuse_input(format('Source %s was not erased: there is nothing to readmit.', quote_literal(source)));
  end if;
  perform ingest.note('readmit_source', jsonb_build_object('source', source));
end
$$;
comment on function status.readmit_source is 'Let a source that was erased be fetched again.';
