create or replace function ingest.begin_fetch(p_payload jsonb, p_job bigint, p_number integer, p_worker text)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name text := p_payload ->> 'source';
  v_source ingest.sources;
  v_run bigint;
  v_attempt bigint;
  v_skip text := 'run %s is on its way already';
begin
  -- Not its key: whoever keeps a reading of it refers to that.
  select * into v_source from ingest.sources where name = v_name for no key update;
  if v_source.name is null then
    return ingest.refuse('fetch', p_payload, p_job, p_number, p_worker, ingest.unknown_source(v_name));
  elsif v_source.erased_at is not null then
    return ingest.refuse('fetch', p_payload, p_job, p_number, p_worker, ingest.erased_reason(v_name));
  elsif v_source.paused_at is not null then
    return jsonb_build_object('skip', ingest.paused_reason(v_name));
  end if;

  select id into v_run
  from ingest.runs
  where job_id = p_job or source = v_name and status = 'running'
  order by job_id is not distinct from p_job desc
  limit 1;

  if v_run is null then
    v_run := ingest.run_that_made_up(v_name, p_payload -> '_cron');
    v_skip := 'made up for already by run %s';
  end if;

  v_attempt := ingest.open_attempt('fetch', p_job, p_number, p_worker, null, null, p_payload);
  if p_payload ? '_cron' and exists (select from ingest.runs where id = v_run and status = 'running' and trigger = 'retry') then
    -- What the retry rests on is older than this tick. A minute: it asks for a few pages.
    perform ingest.queue('fetch', p_payload, 'fetch:' || v_name, now() + interval '1 min');
    perform ingest.close_attempt(v_attempt, 'postponed', format('Run %s retries an older one.', v_run));
    return jsonb_build_object('skip', format('it waits for run %s, which retries an older one', v_run));
  end if;
  if ingest.full_reason() is not null and v_run is null then
    -- Ten minutes: what an operator needs to make room, and no tick is lost meanwhile.
    perform ingest.queue('fetch', p_payload, 'fetch:' || v_name, now() + interval '10 min');
    perform ingest.close_attempt(v_attempt, 'postponed', ingest.full_reason());
    return jsonb_build_object('skip', ingest.full_reason());
  end if;
  if v_run is not null then
    -- A repeated job finds its run, a second fetch joins the one that is running, ticks that were missed share one.
    update ingest.attempts set run_id = v_run where id = v_attempt;
    perform ingest.close_attempt(v_attempt, 'done');
    return jsonb_build_object('skip', format(v_skip, v_run));
  end if;
  return jsonb_build_object(
    'attempt', v_attempt,
    'sites', coalesce((select jsonb_agg(url order by url) from ingest.sites where source = v_name), '[]'));
end
$$;
comment on function ingest.begin_fetch is
  'Start on a fetch job: {attempt, sites}; {skip} when the source is being fetched already, or a missed tick was made up '
  'for, or it is paused; {refused} for an unknown source.';

create or replace function ingest.run_that_made_up(p_source text, p_cron jsonb)
returns bigint
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  -- Only a run with a fetch job asked the source. What failed where somebody else asked is no reason to stay away; but a tick is made up for once, not until it succeeds.
  select id
  from ingest.runs
  where source = p_source
    and job_id is not null
    and (p_cron ->> 'backfilled')::boolean
    and started_at >= (p_cron ->> 'ts')::timestamptz
    and (status not in ('failed', 'cancelled') or trigger = 'cron')
  order by id
  limit 1;
end;
comment on function ingest.run_that_made_up is
  'The first run of a source since a tick of the crontab that was missed ({ts, backfilled: true}); null for a tick on time.';
