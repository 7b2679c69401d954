create or replace function ingest.retry(p_run bigint, p_request bigint)
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_old ingest.runs;
  v_again bigint[];
  v_asked jsonb;
  v_run bigint;
begin
  -- The source first, as whoever starts a run: of two that retry at once the second sees the run of the first.
  perform from ingest.sources where name = (select source from ingest.runs where id = p_run) for no key update;
  select * into v_old from ingest.runs where id = p_run;
  perform ingest.refuse_retry(p_run, v_old);
  v_again := array(
    select id from ingest.requests where run_id = p_run and state = 'failed' and (p_request is null or id = p_request) order by id);
  if v_again = '{}' then
    perform ingest.refuse_input(coalesce(
      (select format('Request %s is %s: only what failed can be retried.', id, state) from ingest.requests where id = p_request),
      format('No request of run %s failed: there is nothing to retry. status.fetch_source(%L) asks for everything anew.', p_run, v_old.source)));
  end if;

  -- It says what the old run was told then, so it has the time of that observation: what was published later stays.
  insert into ingest.runs (source, number, trigger, parent_run, parser_version, observed_at)
  values (v_old.source, ingest.next_number(v_old.source), 'retry', p_run, v_old.parser_version, v_old.observed_at)
  returning id into v_run;
  perform ingest.carry_requests(p_run, v_run, v_again);

  select jsonb_agg(jsonb_build_object('key', key, 'context', context) order by id) into v_asked
  from ingest.requests
  where id = any (v_again);
  update ingest.runs set open = ingest.queue_requests(v_run, null, v_asked) where id = v_run;
  perform ingest.adopt_requests(p_run, v_run);
  return v_run;
end
$$;
comment on function ingest.retry is
  'Start a run that asks again for the failed requests of another (or for one of them) and rests on its readings for the rest. '
  'Refused (22023) where that makes no sense. Answers the new run''s id.';

create or replace function ingest.refuse_retry(p_run bigint, p_old ingest.runs)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_other ingest.runs;
begin
  if (p_old).id is null then
    perform ingest.refuse_input(ingest.unknown_run(p_run));
  end if;
  perform ingest.refuse_fetch((p_old).source);
  select * into v_other from ingest.runs where source = (p_old).source and status = 'running' limit 1;
  if found then
    perform ingest.refuse_input(format('Run %s of %s is running: wait for its end, or status.cancel_run(%s).', v_other.id, v_other.source, v_other.id));
  end if;
  select * into v_other from ingest.runs where parent_run = p_run and trigger = 'retry' order by id desc limit 1;
  if found then
    perform ingest.refuse_input(format('Run %s was retried already, by run %s, which is %s.', p_run, v_other.id, v_other.status));
  end if;
  select * into v_other
  from ingest.runs
  where source = (p_old).source and published_at is not null and trigger not in ('undo', 'erase', 'merge', 'split') and observed_at > (p_old).observed_at
  limit 1;
  if found then
    perform ingest.refuse_input(format('Run %s, observed later, is published: what run %s would bring is old. status.fetch_source(%L) asks anew.',
      v_other.id, p_run, v_other.source));
  end if;
end
$$;
comment on function ingest.refuse_retry is
  'Refuse to retry a run whose source is under way or not to be fetched, that was retried already, or that a later one made old.';

create or replace function ingest.carry_requests(p_old bigint, p_new bigint, p_again bigint[])
returns void
language sql
set search_path = pg_catalog, pg_temp
begin atomic
  insert into ingest.requests (run_id, key, host, context, slot, state, download_id, parse_id, reason, settled_at)
  select p_new, key, host, context, slot, state, download_id, parse_id, reason, now()
  from ingest.requests
  where run_id = p_old and id <> all (p_again)
  order by id;
end;
comment on function ingest.carry_requests is 'Give a run the settled requests of another with their readings, but for those that are asked again.';

create or replace function ingest.adopt_requests(p_old bigint, p_new bigint)
returns void
language sql
set search_path = pg_catalog, pg_temp
begin atomic
  update ingest.requests q
  set parent_id = parent.id
  from ingest.requests o
  join ingest.requests p on p.id = o.parent_id
  join ingest.requests parent on parent.run_id = p_new and parent.key = p.key
  where q.run_id = p_new and o.run_id = p_old and o.key = q.key;
end;
comment on function ingest.adopt_requests is 'Give a run''s requests the parents that they have in another run.';

create or replace function ingest.unknown_run(p_run bigint)
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
begin atomic
  select format('There is no run %s: status.runs lists them, by id.', coalesce(p_run::text, 'null'));
end;
comment on function ingest.unknown_run is 'The one text that every door answers an unknown run with.';
