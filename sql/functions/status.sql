-- What operators do. security definer: an operator needs no right on ingest or on the queue.

create or replace function status.fetch_source(source text, trigger text default 'sql')
returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  -- The job has the key of the crontab's, which waits, and a worker would refuse what it doesn't know: nobody would fetch.
  if trigger not in ('sql', 'cli', 'start') then
    perform ingest.refuse_input(format('A fetch is asked for by sql, cli or start; %s is none of them.', quote_literal(trigger)));
  end if;
  perform ingest.refuse_fetch(source);
  perform ingest.note('fetch_source', jsonb_build_object('source', source));
  return ingest.queue('fetch', jsonb_build_object('source', source, 'trigger', coalesce(trigger, 'sql')), 'fetch:' || source);
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
  perform ingest.note('approve_run', jsonb_build_object('run', run));
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
  perform ingest.note('discard_run', jsonb_build_object('run', run));
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
  -- As far as a pattern tells what `new URL` refuses: the table lets more through.
  if (url ~ '^https?://([^][:space:][:cntrl:]/?#@:<>[\\^|%]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?(/\S*)?$') is not true then
    perform ingest.refuse_input(format('%s is no http or https URL of a site.', coalesce(quote_literal(url), 'null')));
  end if;
  insert into ingest.sites (source, url) values (add_site.source, add_site.url) on conflict do nothing;
  if found then
    perform ingest.note('add_site', jsonb_build_object('source', source, 'url', url));
  end if;
exception
  when foreign_key_violation then
    perform ingest.refuse_input(ingest.unknown_source(source));
end
$$;
comment on function status.add_site is 'Add a site (or page) to those that a source reads; its next fetch asks it.';

create or replace function status.remove_site(source text, url text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from ingest.sites s where s.source = remove_site.source and s.url = remove_site.url;
  if not found then
    if not exists (select from ingest.sources s where s.name = remove_site.source) then
      perform ingest.refuse_input(ingest.unknown_source(source));
    end if;
    perform ingest.refuse_input(format('%s is no site of %s: status.sites lists them.', coalesce(quote_literal(url), 'null'), source));
  end if;
  perform ingest.note('remove_site', jsonb_build_object('source', source, 'url', url));
end
$$;
comment on function status.remove_site is 'Ask a site no more. Its races are withdrawn when two runs have not listed them, whichever other sites are down.';

create or replace function status.set_limit(source text, name text, value numeric)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_before numeric;
begin
  if name not in ('max_drop', 'max_rejected', 'max_unread', 'max_unplaced', 'max_misdated', 'max_changed') then
    perform ingest.refuse_input(format(
      'There is no limit %s. Limits: max_drop, max_rejected, max_unread, max_unplaced, max_misdated, max_changed.', quote_literal(name)));
  end if;
  if value is null or value not between 0 and 1 then
    perform ingest.refuse_input(format('A limit is a share between 0 and 1, such as 0.3; %s is not.', coalesce(value::text, 'null')));
  end if;
  select (to_jsonb(s) ->> set_limit.name)::numeric into v_before from ingest.sources s where s.name = source for update;
  if not found then
    perform ingest.refuse_input(ingest.unknown_source(source));
  end if;
  update ingest.sources s
  set max_drop = case set_limit.name when 'max_drop' then value else max_drop end,
    max_rejected = case set_limit.name when 'max_rejected' then value else max_rejected end,
    max_unread = case set_limit.name when 'max_unread' then value else max_unread end,
    max_unplaced = case set_limit.name when 'max_unplaced' then value else max_unplaced end,
    max_misdated = case set_limit.name when 'max_misdated' then value else max_misdated end,
    max_changed = case set_limit.name when 'max_changed' then value else max_changed end
  where s.name = source;
  perform ingest.note('set_limit', jsonb_build_object('source', source, 'limit', name, 'from', v_before, 'to', value));
end
$$;
comment on function status.set_limit is 'Set one of the limits that hold a source''s runs, a share between 0 and 1; 1 turns it off. They stand in status.limits.';

create or replace function status.undo_run(run bigint, force boolean default false)
returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_undo bigint;
begin
  v_undo := ingest.undo_run(run, force);
  perform ingest.note('undo_run', jsonb_build_object('run', run, 'force', force, 'undo', v_undo));
  return v_undo;
end
$$;
comment on function status.undo_run is
  'Take back what a run published: the state before it, exactly. Refused when later runs changed the same races; with force only '
  'what is still as the run left it goes back. Answers the id of the run that did it, which can be undone in turn.';
