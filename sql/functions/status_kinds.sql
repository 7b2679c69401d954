-- Whoever judges a run asks how many of each kind, and for a few to see what kind that is. To compare thousands of records takes
-- seconds: it is done once for all kinds.
create or replace function status.change_kinds(run bigint)
returns table (change text, events bigint, examples jsonb)
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  with listed as (
    -- A run that is held has published nothing: one of the two is empty.
    select c.change, c.name, c.start_date, c.changes, c.ordinality
    from status.held_changes(change_kinds.run) with ordinality c
    union all
    select c.change, c.name, c.start_date, c.changes, c.ordinality
    from status.run_changes(change_kinds.run) with ordinality c
  ),
  numbered as (
    select listed.*, row_number() over (partition by listed.change order by listed.ordinality) as nth
    from listed
  )
  select
    n.change, count(*),
    jsonb_agg(jsonb_build_object('name', n.name, 'start_date', n.start_date, 'changes', n.changes) order by n.nth)
      filter (where n.nth <= 3)
  from numbered n
  group by n.change
  order by array_position(array['added', 'changed', 'returned', 'missing', 'withdrawn', 'merged'], n.change);
end;
comment on function status.change_kinds is
  'What a run changed (run_changes), or would change while it is held (held_changes): how many of each kind, and the first three.';
