create or replace function ingest.has_outgrown(p_table regclass, p_new bigint)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select p_new * 2 > greatest(reltuples, 0) from pg_class where oid = p_table);
end
$$;
comment on function ingest.has_outgrown is
  'Whether so many new rows are half of those before or more: what the planner knows is of a much smaller table then, and it would look each '
  'up. Who writes them analyses the table before it is joined.';
