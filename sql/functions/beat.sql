drop function if exists ingest.beat(text, text, integer, text[], interval);

create or replace function ingest.beat(
  p_id text, p_host text, p_pid integer, p_tasks text[], p_dead_after interval default '10 s', p_parsers jsonb default null)
returns text[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_steady_since timestamptz;
  v_dead text[];
begin
  -- clock_timestamp: a beat that waited for a lock is as old as it looks.
  insert into ingest.workers as w (id, host, pid, tasks, parsers)
  values (p_id, p_host, p_pid, p_tasks, coalesce(p_parsers, '{}'))
  on conflict (id) do update
  set beat_at = clock_timestamp(),
    parsers = coalesce(p_parsers, w.parsers),
    steady_since = case
      when w.beat_at < clock_timestamp() - p_dead_after / 2 then clock_timestamp()
      else w.steady_since
    end
  returning steady_since into v_steady_since;

  -- After an outage of the database everybody was silent: nobody may judge before a full window of own beats.
  if v_steady_since > clock_timestamp() - p_dead_after then
    return '{}';
  end if;

  -- skip locked, twice: the dead may have left a statement of minutes behind in Postgres, such as an upload. A beat that
  -- waited for it would be silence. Whatever becomes of its attempt, the next one at that work supersedes it.
  with dead as (
    delete from ingest.workers
    where id in (
      select id
      from ingest.workers
      where beat_at < clock_timestamp() - p_dead_after and id <> p_id
      for update skip locked)
    returning id
  ),
  crashed as (
    update ingest.attempts
    set outcome = 'crashed', finished_at = clock_timestamp(), error = 'The worker fell silent.'
    where id in (
      select id
      from ingest.attempts
      where outcome is null and worker in (select id from dead)
      for update skip locked)
  )
  select coalesce(array_agg(id), '{}') into v_dead from dead;
  if v_dead <> '{}' then
    perform graphile_worker.force_unlock_workers(v_dead);
  end if;
  return v_dead;
end
$$;
comment on function ingest.beat is
  'A worker pool says it lives, with which tasks and parsers, and frees the jobs and queues of pools that have been silent. '
  'Answers whom it declared dead. A mistake is harmless: the attempts of a pool declared dead are refused when they finish.';
