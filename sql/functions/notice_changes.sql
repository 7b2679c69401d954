-- Quoted, as it looks into the queue.
create or replace function ingest.notice_changes()
returns integer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_noticed integer;
begin
  -- Two at once would notice, and tell, the same change twice.
  perform pg_advisory_xact_lock(hashtextextended('ultrasearch notice', 0));

  insert into ingest.state_changes (source, state, since, why, is_news)
  select s.source, s.state, s.since, s.why,
    s.state = any (ingest.bad_states()) or s.state = 'fresh' and coalesce(told.state = any (ingest.bad_states()), false)
  from status.sources s
  left join lateral (
    select c.state from ingest.state_changes c where c.source = s.source order by c.id desc limit 1
  ) last on true
  left join lateral (
    select c.state from ingest.state_changes c where c.source = s.source and c.is_news order by c.id desc limit 1
  ) told on true
  where last.state is distinct from s.state;
  get diagnostics v_noticed = row_count;

  -- Told by workers that know whom (those that have the task). News are told at once, whatever older ones wait for; what
  -- lost its job gets another.
  perform ingest.queue(w.task, '{}', w.task)
  from (
    values
      ('notify', exists (select from ingest.untold_changes()), v_noticed > 0),
      ('trace', exists (select from ingest.ended_runs()), false),
      ('export', ingest.is_export_due() and not ingest.failed_lately('export'), false),
      ('archive', exists (select from ingest.archive_leavings) and not ingest.failed_lately('archive'), false)
  ) as w (task, is_wanted, is_new)
  where w.is_wanted
    and exists (select from ingest.workers where w.task = any (tasks))
    and (w.is_new or not exists (
      select from graphile_worker.jobs j where j.key = w.task and (j.attempts < j.max_attempts or j.locked_at is not null)));
  return v_noticed;
end
$$;
comment on function ingest.notice_changes is
  'Write down which sources are in another state than when this looked last, and queue what is to go outside: word of it, '
  'the traces of runs that ended, an export of what changed; each where a worker has the task. Answers how many.';

create or replace function ingest.bad_states()
returns text[]
language sql
immutable
set search_path = pg_catalog, pg_temp
return array['failing', 'held', 'stale'];
comment on function ingest.bad_states is 'The states of a source that somebody must look at.';

create or replace function ingest.untold_changes()
returns setof ingest.state_changes
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  -- What is a day old is no news: where nobody could be told for so long, the status says how things are.
  select c
  from ingest.state_changes c
  where c.is_news and c.told_at is null and c.noticed_at > now() - interval '1 day'
  order by c.id;
end;
comment on function ingest.untold_changes is 'Of what somebody is to be told and was not yet, oldest first.';
