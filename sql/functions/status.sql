-- What operators do. security definer: an operator needs no right on ingest or on the queue.

create or replace function status.fetch_source(source text, trigger text default 'sql')
returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (select from ingest.sources s where s.name = source) then
    perform ingest.refuse_input(ingest.unknown_source(source));
  end if;
  return ingest.queue('fetch', jsonb_build_object('source', source, 'trigger', trigger), 'fetch:' || source);
end
$$;
comment on function status.fetch_source is 'Fetch a source now; answers the job''s id. Joins the run that is on its way, if any.';

create or replace function status.approve_run(run bigint)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update ingest.runs set approved_at = now() where id = run and status = 'held';
  if not found then
    perform ingest.refuse_input(format('Run %s is not held: there is nothing to approve.', run));
  end if;
  perform ingest.queue_upload(run);
end
$$;
comment on function status.approve_run is 'Publish a held run after all.';

create or replace function status.discard_run(run bigint)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform from ingest.runs where id = run and status = 'held' for update;
  if not found then
    perform ingest.refuse_input(format('Run %s is not held: there is nothing to discard.', run));
  end if;
  perform ingest.finish_run(run, 'discarded', 'Discarded by an operator.');
end
$$;
comment on function status.discard_run is 'Close a held run without publishing it.';

create or replace function status.add_site(source text, url text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into ingest.sites (source, url) values (add_site.source, add_site.url) on conflict do nothing;
exception
  when foreign_key_violation then
    perform ingest.refuse_input(ingest.unknown_source(source));
  when check_violation then
    perform ingest.refuse_input(format('%s is no http or https URL of a site.', quote_literal(url)));
end
$$;
comment on function status.add_site is 'Add a site (or page) to those that a source reads; its next fetch asks it.';

create or replace function status.remove_site(source text, url text)
returns void
language sql
security definer
set search_path = pg_catalog, pg_temp
begin atomic
  delete from ingest.sites s where s.source = remove_site.source and s.url = remove_site.url;
end;
comment on function status.remove_site is 'Ask a site no more. Its races are withdrawn when two complete runs have not listed them.';
