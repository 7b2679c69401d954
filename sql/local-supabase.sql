-- What hosted Supabase has before any migration of ours runs: its roles, and default privileges that give them
-- everything on whatever is made in public. Our migrations must hold against the latter.
do $$
declare
  v_role text;
begin
  foreach v_role in array array['anon', 'authenticated', 'service_role'] loop
    if not exists (select from pg_roles where rolname = v_role) then
      execute format('create role %I nologin %s', v_role, case v_role when 'service_role' then 'bypassrls' else '' end);
    end if;
  end loop;
exception
  -- Roles belong to the whole server: another database may be making them right now.
  when unique_violation or duplicate_object then null;
end
$$;

create schema if not exists extensions;
grant usage on schema extensions to public;
grant usage on schema public to anon, authenticated, service_role;
alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges in schema public grant all on functions to anon, authenticated, service_role;
alter default privileges in schema public grant all on sequences to anon, authenticated, service_role;
