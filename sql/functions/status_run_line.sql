create or replace function status.run_line(line text)
returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_line ingest.crontab;
begin
  select * into v_line from ingest.crontab c where c.line = run_line.line;
  if not found then
    perform ingest.refuse_input(format('There is no line %L in the crontab: see status.cron_lines.', line));
  elsif v_line.task = 'fetch' then
    return status.fetch_source(v_line.source);
  end if;
  perform ingest.note('run_line', jsonb_build_object('line', line));
  -- Housekeeping takes no payload, and its lines have the task for their job key.
  return ingest.queue(v_line.task, '{}', v_line.task);
end
$$;
comment on function status.run_line is 'Do now what a line of the crontab does at its next tick, which stays; answers the job''s id.';
