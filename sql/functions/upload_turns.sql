-- Uploads publish one at a time. Those that waited for the publish lock each held a worker's hand meanwhile, and with many sources no
-- hand was left for anybody's pages. So one is due, the others stand in line, and whoever ends an upload makes the next one due.

create or replace function ingest.is_upload_due(p_but text default null)
returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  -- Whoever looks, and whoever hands on, do so one after the other: no turn is lost between them.
  perform pg_advisory_xact_lock(hashtextextended('ultrasearch upload turn', 0));
  return exists (select from ingest.attempts where task = 'upload' and outcome is null)
    or exists (
      select
      from graphile_worker.jobs j
      where j.task_identifier = 'upload' and j.key is distinct from p_but and case
        when j.locked_at is null then j.attempts < j.max_attempts and j.run_at <= clock_timestamp()
        -- Whoever took it will begin; one that has ended may still be on its way out of the queue.
        else not exists (
          select from ingest.attempts a where a.job_id = j.id and a.number = j.attempts and a.outcome is not null)
      end);
end
$$;
comment on function ingest.is_upload_due is 'Whether somebody is at an upload, or one but this (its key) is due: then others stand in line.';

create or replace function ingest.line_up_upload(p_run bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_key text := 'upload:' || p_run;
begin
  -- A worker that dies between an upload and its handing on costs the line a minute.
  perform ingest.queue(
    'upload', jsonb_build_object('run', p_run), v_key, case when ingest.is_upload_due(v_key) then clock_timestamp() + interval '1 minute' end);
end
$$;
comment on function ingest.line_up_upload is 'Queue the upload of a run, due at once or when its turn comes.';

create or replace function ingest.next_upload()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if not ingest.is_upload_due() then
    -- One that failed waits for its own time.
    perform ingest.queue('upload', jsonb_build_object('run', split_part(key, ':', 2)::bigint), key, clock_timestamp())
    from (
      select key
      from graphile_worker.jobs
      where task_identifier = 'upload' and locked_at is null and attempts = 0 and key like 'upload:%'
      order by id
      limit 1
    ) next;
  end if;
end
$$;
comment on function ingest.next_upload is 'Make the upload due that has stood in line longest. For whoever ended one, after its commit.';
