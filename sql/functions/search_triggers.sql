-- Whatever path a change takes (upload, undo, replay, erase, an operator's own statement), a trigger notes which events it was of.
-- The work is put off to the commit, when it is done once for all of them. A change that is rolled back costs nothing.

create or replace function search.note_changes()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_noted bigint;
begin
  execute format('insert into search.stale select distinct %I from changed', tg_argv[0]);
  get diagnostics v_noted = row_count;
  if v_noted > 0 then
    insert into search.due select where not exists (select from search.due);
  end if;
  return null;
end
$$;
comment on function search.note_changes is
  'Note of which events a statement added, changed or deleted rows. Its argument is the column that has their ids.';

create or replace function search.note_truncate()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into search.stale select id from search.events union select id from public.events;
  insert into search.due select where not exists (select from search.due);
  return null;
end
$$;
comment on function search.note_truncate is 'Note that all events, or the distances of all, are gone.';

create or replace function search.catch_up()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform search.refresh();
  return null;
end
$$;
comment on function search.catch_up is 'Do at commit what the statements of a transaction noted.';

drop function if exists search.note_events, search.note_distances;

-- A bit at a seat that nobody has would be counted for ever, and a seat without its bit be given away. Then all is made anew.
do $$
begin
  if exists (
    select
    from (select b.block, b.bits from search.bits b join search.tags t on t.id = b.tag where t.facet = 'all') b
    full join (
      select seat / 32000 as block, count(*) as seats, search.bits_of(seat % 32000, 1) as bits from search.events group by 1
    ) e using (block)
    where b.bits is distinct from e.bits and coalesce(bit_count(b.bits), 0) + coalesce(e.seats, 0) > 0
  ) then
    truncate search.events, search.bits, search.vocabulary, search.misspellings;
  end if;
end
$$;

-- What was published before there was a search, or by an older worker while it was set up, or is behind for any other reason.
insert into search.stale
select coalesce(e.id, s.id)
from (select id, updated_at from public.events where num_nulls(withdrawn_at, merged_into) > 1) e
full join search.events s on s.id = e.id
where e.id is null or s.id is null or s.updated_at <> e.updated_at;
select search.refresh();
-- Counts that are made ahead, as they are made now.
select search.write_everything() where exists (select from search.everything);
