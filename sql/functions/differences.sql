create or replace function ingest.differences(p_before jsonb, p_after jsonb)
returns jsonb
language sql
immutable
set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(jsonb_object_agg(key, jsonb_build_array(p_before -> key, p_after -> key) order by key), '{}')
  from (select jsonb_object_keys(p_before) as key union select jsonb_object_keys(p_after)) k
  where p_before -> key is distinct from p_after -> key;
end;
comment on function ingest.differences is 'The fields in which two objects differ: {field: [before, after]}.';

create or replace function ingest.telling(p_changes jsonb)
returns jsonb
language sql
immutable
set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(nullif(p_changes - 'group_key', '{}'), p_changes);
end;
comment on function ingest.telling is 'What ingest.differences says, without the key of a group unless it is all: what that is made of says more.';

create or replace function ingest.change(p_before jsonb, p_after jsonb)
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
begin atomic
  select case
    when p_after ? 'merged_into' and not coalesce(p_before ? 'merged_into', false) then 'merged'
    when p_after ? 'withdrawn_at' then case when p_before ? 'withdrawn_at' then 'changed' else 'withdrawn' end
    when p_before is null then 'added'
    when p_before ? 'withdrawn_at' or p_before ? 'merged_into' then 'returned'
    else 'changed'
  end;
end;
comment on function ingest.change is 'What happened between two versions of an event: added, changed, withdrawn, returned or merged.';
