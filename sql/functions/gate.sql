create or replace function ingest.gate(p_run bigint)
returns text
language plpgsql
stable
set search_path = pg_catalog
as $$
declare
  v_run ingest.runs;
  v_source ingest.sources;
  v_before integer;
begin
  select * into strict v_run from ingest.runs where id = p_run;
  select * into strict v_source from ingest.sources where name = v_run.source;

  -- Only complete runs are compared: a partial one lists less for a reason that is known, and withdraws nothing.
  select records into v_before
  from ingest.runs
  where source = v_run.source and status = 'published' and number < v_run.number
  order by number desc
  limit 1;
  if v_run.complete and v_run.records < v_before * (1 - v_source.max_drop) then
    return format('It lists %s records, the last published run %s: more than %s %% fewer.',
      v_run.records, v_before, round(v_source.max_drop * 100));
  end if;

  if v_run.rejected > (v_run.records + v_run.rejected) * v_source.max_rejected then
    return format('%s of its %s rows were rejected: more than %s %%.',
      v_run.rejected, v_run.records + v_run.rejected, round(v_source.max_rejected * 100));
  end if;
  return null;
end
$$;
comment on function ingest.gate is 'Why a run must not be published without an operator''s word, or null. Limits are the source''s max_drop and max_rejected.';
