create or replace function ingest.undo_run(p_run bigint, p_force boolean default false)
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_run ingest.runs;
  v_undo ingest.runs;
begin
  perform ingest.lock_publish();
  -- The source first, as whoever starts a run does: the other way round the two would wait for each other.
  perform from ingest.sources where name = (select source from ingest.runs where id = p_run) for no key update;
  select * into v_run from ingest.runs where id = p_run for no key update;
  if v_run.id is null then
    perform ingest.refuse_input(ingest.unknown_run(p_run));
  elsif v_run.published_at is null then
    perform ingest.refuse_input(format('Run %s was not published (it is %s): there is nothing to undo.', p_run, v_run.status));
  elsif v_run.trigger = 'erase' then
    perform ingest.refuse_input(format('Run %s tells what was left when a source was erased: that can''t be undone.', p_run));
  elsif v_run.undone_by is not null then
    perform ingest.refuse_input(format('Run %s is undone already, by run %s. To have it back undo that one.', p_run, v_run.undone_by));
  end if;
  perform ingest.list_undo(v_run);
  if p_force is not true then
    perform ingest.refuse_undo(v_run);
  end if;

  insert into ingest.runs (source, number, trigger, parent_run, parser_version, status, complete, finished_at, observed_at, published_at)
  values (
    v_run.source, ingest.next_number(v_run.source), 'undo', p_run, v_run.parser_version, 'published', false, clock_timestamp(),
    -- Nothing is observed by it: what was observed after the run that it undoes still counts.
    v_run.observed_at, ingest.next_publication())
  returning * into v_undo;

  -- First, so that what operators decided in it holds no more.
  perform ingest.mark_undone(p_run, v_undo.id);
  perform ingest.restore_records(v_undo);
  perform ingest.restore_events(v_undo);
  perform ingest.write_events(v_undo.id);

  perform ingest.finish_run(v_undo.id, 'published', format('Undoes run %s.', v_run.number));
  return v_undo.id;
end
$$;
comment on function ingest.undo_run is
  'Restore records, links and events as they were before a run, as a run of its own, and mark the run. Refused (22023) when '
  'later runs changed the same rows; forced, only what is still as the run left it goes back. Answers the new run''s id.';

create or replace function ingest.mark_undone(p_run bigint, p_by bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_run ingest.runs;
begin
  update ingest.runs set undone_by = p_by where id = p_run returning * into v_run;
  -- Undoing an undo: what it took back holds again; and what that had taken back does not.
  if v_run.trigger = 'undo' then
    perform ingest.mark_undone(v_run.parent_run, case when p_by is null then p_run end);
  end if;
end
$$;
comment on function ingest.mark_undone is 'Mark a run as undone by another (null: by none), and what follows for the run that it undid.';

create or replace function ingest.runs_undone(p_run bigint)
returns setof bigint
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  with recursive undone as (
    select id, trigger, parent_run from ingest.runs where id = p_run
    union all
    select r.id, r.trigger, r.parent_run from undone u join ingest.runs r on r.id = u.parent_run where u.trigger = 'undo'
  )
  select id from undone;
end;
comment on function ingest.runs_undone is 'A run and, where that is an undo, those that it undid.';

create or replace function ingest.list_undo(p_run ingest.runs)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  drop table if exists pg_temp.undo_records, pg_temp.undo_events, pg_temp.at_hand;

  -- First which rows, then all their versions at once: nobody can tell the planner how many have a certain moment.
  create temporary table at_hand on commit drop as
  select record_id as id from ingest.record_versions where valid_from = p_run.published_at
  union
  select record_id from ingest.record_versions where valid_to = p_run.published_at;
  analyze pg_temp.at_hand;

  -- What the run left, what was before (or long before, where the run brought it back), and whether the present still is
  -- what it left. Not by who wrote it but by what it says: a change that was itself undone is no change.
  create temporary table undo_records on commit drop as
  select
    v.record_id,
    max(v.valid_from) filter (where v.valid_to = p_run.published_at) as before,
    max(v.valid_from) filter (where v.valid_to < p_run.published_at) as long_before,
    max(v.event_id) filter (where v.valid_to = p_run.published_at) as event_before,
    max(v.event_id) filter (where v.valid_from = p_run.published_at) as event_after,
    array_agg((v.hash, v.event_id)) filter (where v.valid_to is null)
      is distinct from array_agg((v.hash, v.event_id)) filter (where v.valid_from = p_run.published_at) as is_overtaken,
    max(v.run_id) filter (where v.valid_to is null) as present_run
  from pg_temp.at_hand t
  join ingest.record_versions v on v.record_id = t.id
  group by v.record_id;
  analyze pg_temp.undo_records;

  drop table pg_temp.at_hand;
  create temporary table at_hand on commit drop as
  select event_id as id from ingest.event_versions where valid_from = p_run.published_at
  union
  select event_id from ingest.event_versions where valid_to = p_run.published_at;
  analyze pg_temp.at_hand;

  -- Later runs may have had a hand in an event without a trace in its facts: by a record more that says the same.
  create temporary table undo_events on commit drop as
  with meddled as materialized (
    select v.event_id
    from pg_temp.at_hand t
    join ingest.record_versions v on v.event_id = t.id
    where (v.valid_from > p_run.published_at or v.valid_to > p_run.published_at)
      and not exists (select from pg_temp.undo_records u where u.record_id = v.record_id and not u.is_overtaken)
    union
    select event_before from pg_temp.undo_records where is_overtaken
    union
    select event_after from pg_temp.undo_records where is_overtaken
  )
  select
    v.event_id,
    (array_agg(v.facts) filter (where v.valid_to = p_run.published_at))[1] as before,
    array_agg(v.facts) filter (where v.valid_to is null)
      is distinct from array_agg(v.facts) filter (where v.valid_from = p_run.published_at) as is_overtaken,
    max(v.run_id) filter (where v.valid_to is null) as present_run,
    exists (select from meddled m where m.event_id = v.event_id) as is_meddled
  from pg_temp.at_hand t
  join ingest.event_versions v on v.event_id = t.id
  group by v.event_id;
  drop table pg_temp.at_hand;
  analyze pg_temp.undo_events;
end
$$;
comment on function ingest.list_undo is 'What undoing a run would bring back (pg_temp.undo_records, pg_temp.undo_events), and what of it later runs changed.';

create or replace function ingest.refuse_undo(p_run ingest.runs)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_runs text;
  v_rows bigint;
  v_example text;
begin
  select string_agg(distinct coalesce(r.id::text, 'one that withdrew it'), ', '), count(*)
  into v_runs, v_rows
  from (
    select present_run from pg_temp.undo_records where is_overtaken
    union all
    select present_run from pg_temp.undo_events where is_overtaken
  ) overtaken
  left join ingest.runs r on r.id = overtaken.present_run;
  if v_rows = 0 then
    return;
  end if;
  select format(', for example of %s (event %s)', e.name, e.id) into v_example
  from public.events e
  where e.id in (
    select event_id from pg_temp.undo_events where is_overtaken
    union all
    select coalesce(event_after, event_before) from pg_temp.undo_records where is_overtaken)
  order by e.id
  limit 1;
  perform ingest.refuse_input(format(
    'Run %s can''t be undone: later runs (%s) changed %s of the same rows%s. Undo those first, or force: then only what is still as run %s left it goes back.',
    p_run.id, v_runs, v_rows, coalesce(v_example, ''), p_run.id));
end
$$;
comment on function ingest.refuse_undo is 'Refuse to undo a run whose rows later runs changed, and say which.';
