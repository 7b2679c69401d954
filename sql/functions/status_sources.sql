-- What operators do about sources. security definer: an operator needs no right on ingest.

create or replace function status.pause_source(source text, why text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if coalesce(why, '') !~ '\S' then
    perform ingest.refuse_input('Say why the source is paused: others will want to know.');
  end if;
  update ingest.sources s set paused_at = coalesce(s.paused_at, now()), paused_why = why where s.name = source;
  if not found then
    perform ingest.refuse_input(ingest.unknown_source(source));
  end if;
  perform ingest.note('pause_source', jsonb_build_object('source', source, 'why', why));
end
$$;
comment on function status.pause_source is
  'Start no run of a source until it is resumed: what would fetch it is skipped, with the reason. A run under way goes on; status.cancel_run ends that.';

create or replace function status.resume_source(source text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update ingest.sources s set paused_at = null, paused_why = null where s.name = source and s.paused_at is not null;
  if not found then
    perform ingest.refuse_input(coalesce(
      (select format('Source %s is not paused.', s.name) from ingest.sources s where s.name = source), ingest.unknown_source(source)));
  end if;
  perform ingest.note('resume_source', jsonb_build_object('source', source));
end
$$;
comment on function status.resume_source is 'Fetch a paused source again, from its next tick on; status.fetch_source doesn''t wait for that.';

create or replace function status.set_stale_after(source text, age interval)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if age <= interval '0' then
    perform ingest.refuse_input(format('An age is longer than nothing, such as 36 hours; %s is not. Null gives the word back to the crontab.', age));
  end if;
  update ingest.sources s set own_stale_after = age where s.name = source;
  if not found then
    perform ingest.refuse_input(ingest.unknown_source(source));
  end if;
  perform ingest.note('set_stale_after', jsonb_build_object('source', source, 'age', age));
end
$$;
comment on function status.set_stale_after is
  'Set how old what a source said last may become before it counts as stale. Null: half as long again as its line of the crontab takes, at least 36 hours.';

create or replace function ingest.refuse_fetch(p_source text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (select from ingest.sources where name = p_source) then
    perform ingest.refuse_input(ingest.unknown_source(p_source));
  elsif ingest.erased_reason(p_source) is not null then
    perform ingest.refuse_input(ingest.erased_reason(p_source));
  elsif ingest.paused_reason(p_source) is not null then
    perform ingest.refuse_input(ingest.paused_reason(p_source));
  end if;
end
$$;
comment on function ingest.refuse_fetch is 'Refuse to ask a source that is unknown, erased or paused.';

create or replace function ingest.paused_reason(p_source text)
returns text
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
begin atomic
  select format('Source %s is paused since %s: %s status.resume_source(%L) ends that.',
    name, to_char(paused_at at time zone 'UTC', 'YYYY-MM-DD'), paused_why, name)
  from ingest.sources
  where name = p_source and paused_at is not null;
end;
comment on function ingest.paused_reason is 'Why no run of a source is started, or null.';
