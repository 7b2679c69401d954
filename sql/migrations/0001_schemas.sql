-- Why: four schemas, by who may look. `public` is what we say, `ingest` is how we know, `status` is what
-- operators see and do, `graphile_worker` is the queue and belongs to that library.
-- Who reads it: anyone reads `public` under row-level security; only the worker's role touches `ingest`.
-- Left out on purpose: grants. They stand together in sql/grants.sql, applied in the same transaction.

-- Hosted Supabase has the first three roles; any other Postgres gets them here, without a right or a login.
do $$
declare
  v_role text;
begin
  foreach v_role in array array['anon', 'authenticated', 'service_role', 'ultrasearch_viewer', 'ultrasearch_operator']
  loop
    if not exists (select from pg_roles where rolname = v_role) then
      execute format('create role %I nologin', v_role);
    end if;
  end loop;
end
$$;

create schema ingest;
comment on schema ingest is 'How we know: runs, requests, bytes, readings, records and their history.';

create schema status;
comment on schema status is 'What operators see and do: views and functions, the only schema served to them.';
