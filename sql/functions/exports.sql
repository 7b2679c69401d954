create or replace function ingest.last_change()
returns timestamptz
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  select max(published_at) from ingest.runs where published_at is not null and (inserted > 0 or updated > 0 or withdrawn > 0);
end;
comment on function ingest.last_change is 'The last publication that changed what readers see; null before the first.';

create or replace function ingest.forbidden_exports()
returns setof ingest.exports
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  select x.*
  from ingest.exports x
  where x.finished_at is not null and x.removed_at is null and exists (
    select
    from jsonb_array_elements(x.manifest -> 'sources') told
    join ingest.sources s on s.name = told ->> 'name'
    -- Erased whenever: while it waited for its turn, an export may have begun and told of it.
    where s.erased_at is not null or not s.may_export);
end;
comment on function ingest.forbidden_exports is 'Exports whose files tell of a source that was erased, or that may not be passed on any more.';

create or replace function ingest.is_export_due()
returns boolean
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  select
    ingest.last_change() is not null and not exists (
      select from ingest.exports where published_at = ingest.last_change() and finished_at is not null)
    or exists (select from ingest.forbidden_exports());
end;
comment on function ingest.is_export_due is
  'Whether something changed since all events were last written to files, or files hold what must not be there any more.';

drop function if exists ingest.export_failed_lately();

create or replace function ingest.failed_lately(p_task text)
returns boolean
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  -- Its five tries took a minute and a half: whatever is wrong with the bucket lasts longer.
  select coalesce((
    select a.outcome = 'failed' and a.finished_at > now() - interval '1 hour'
    from ingest.attempts a
    where a.task = p_task and a.outcome in ('done', 'failed')
    order by a.id desc
    limit 1), false);
end;
comment on function ingest.failed_lately is 'Whether a task failed within the hour when it ran last: it is not due yet.';

create or replace function ingest.start_export(p_attempt bigint, p_keep interval)
returns table (id bigint, folder text, published_at timestamptz, skip text, old_ids bigint[], old_folders text[])
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  if not ingest.is_export_due() then
    skip := 'nothing was published since the last export';
  else
    insert into ingest.exports (published_at, folder)
    -- A name that sorts by time, and is nobody else's.
    values (coalesce(ingest.last_change(), now()), to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24-MI-SS"Z"') || '-' || p_attempt)
    returning exports.id, exports.folder, exports.published_at into id, folder, published_at;
  end if;
  -- Never the last good one, whatever its age; and what was broken off, unless somebody may still be at it.
  select array_agg(x.id), array_agg(x.folder) into old_ids, old_folders
  from ingest.exports x
  where x.removed_at is null and x.id is distinct from start_export.id and case
    when x.finished_at is null then x.started_at < now() - interval '1 day'
    else x.finished_at < now() - p_keep and x.id <> (select max(l.id) from ingest.exports l where l.finished_at is not null)
  end;
  return next;
end
$$;
comment on function ingest.start_export is
  'Start on an export: {id, folder, published_at}, or skip where nothing was published since the last one; and those whose files are '
  'older than p_keep, or were broken off, to be removed before.';

create or replace function ingest.note_removed_exports(p_ids bigint[])
returns void
language sql
set search_path = pg_catalog, pg_temp
begin atomic
  update ingest.exports set removed_at = clock_timestamp() where id = any (p_ids);
end;
comment on function ingest.note_removed_exports is 'The files of these exports are gone.';

create or replace function ingest.finish_export(p_attempt bigint, p_export bigint, p_manifest jsonb, p_removed bigint[])
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_verdict text := ingest.finish_chore(p_attempt);
begin
  if v_verdict = 'done' then
    update ingest.exports set finished_at = clock_timestamp(), manifest = p_manifest where id = p_export;
    update ingest.exports set removed_at = clock_timestamp() where id = any (p_removed);
  end if;
  return v_verdict;
end
$$;
comment on function ingest.finish_export is 'The files are in place, those of p_removed are gone. Answers done or superseded.';
