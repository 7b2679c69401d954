create or replace function ingest.refuse(
  p_task text, p_payload jsonb, p_job bigint, p_number integer, p_worker text, p_reason text)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
begin atomic
  insert into ingest.attempts (task, payload, job_id, number, worker, finished_at, outcome, error)
  values (p_task, p_payload, p_job, p_number, p_worker, clock_timestamp(), 'failed', p_reason);

  select jsonb_build_object('refused', p_reason);
end;
comment on function ingest.refuse is 'A job whose payload makes no sense ends as one failed attempt with the reason, without retries.';

create or replace function ingest.unknown_source(p_name text)
returns text
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  select format('Unknown source %s. Known sources: %s.',
    coalesce('"' || p_name || '"', 'null'),
    coalesce((select string_agg(name, ', ' order by name) from ingest.sources), 'none yet, start a worker once'));
end;
comment on function ingest.unknown_source is 'The one text that every door answers an unknown source with.';

create or replace function ingest.erased_reason(p_source text)
returns text
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
begin atomic
  select format('Source %s was erased on %s: %s status.readmit_source(%L) lets it be fetched again.',
    name, to_char(erased_at at time zone 'UTC', 'YYYY-MM-DD'), erased_why, name)
  from ingest.sources
  where name = p_source and erased_at is not null;
end;
comment on function ingest.erased_reason is 'Why a source is not fetched any more, or null.';

create or replace function ingest.refuse_input(p_reason text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  raise exception using errcode = 'invalid_parameter_value', message = p_reason;
end
$$;
comment on function ingest.refuse_input is 'Refuse what an operator asked for, at the door.';
