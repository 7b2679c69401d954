-- Why: what few events fulfil was found by a walk through thousands that don't, or by collecting all of a large place: of a million events,
-- seconds. Bits tell which those few are; for that they have to know roughly where events are, and lead from a seat to its row. And the
-- name of a country is in thousands of places and in few names: names were found by a look at each. Words of places have a mark now.
-- Who reads it: search.find, search.way. Nobody else than before.
-- Left out on purpose: cells finer than five degrees. They would be as many tags as all others together, and rows are looked at anyway.
-- Nothing is described anew: rows get their words in a table beside, while questions are answered from the old one; uploads wait.
-- Questions wait from where the two change places.

lock table public.events, public.event_distances in share mode;

create table search.reworded (like search.events including comments);
insert into search.reworded
select
  id, start_date, updated_at, takes_place, virtual, country, gain, position, is_sample, lengths, durations,
  -- 36 rows of 72 cells: search.cell_tag, which is made later.
  array_remove(
    tags || case when position is not null then
      700000000 + 72 * least(floor((position[1] + 90) / 5), 35)::integer + least(floor((position[0] + 180) / 5), 71)::integer
    end,
    null),
  array_to_tsvector(array(select case when 'A' = any (weights) then lexeme else '_' || lexeme end from unnest(words))), name_key, seat
from search.events
order by id;
do $$
declare
  v_index record;
begin
  for v_index in select indexname as name, indexdef as definition from pg_indexes where schemaname = 'search' and tablename = 'events' loop
    execute replace(replace(v_index.definition, ' ON search.events ', ' ON search.reworded '), ' ' || v_index.name || ' ', ' new_' || v_index.name || ' ');
  end loop;
end
$$;
alter table search.reworded add constraint new_events_pkey primary key using index new_events_pkey;
create index events_by_seat on search.reworded (seat);
create index events_by_change_of_a_sample on search.reworded (updated_at) include (id, seat) where is_sample;
alter table search.reworded alter column words set statistics 1000;
alter table search.reworded alter column tags set statistics 1000;
alter table search.reworded enable row level security;
comment on column search.reworded.words is 'Folded words: of the name as they are, of the place with _ before each.';
analyze search.reworded;

-- Here the two change places.
-- It holds on to the table that it was made with, and is made again (tell_event.sql).
drop function if exists search.listed_near;
-- squawk-ignore ban-drop-table
drop table search.events;
-- squawk-ignore renaming-table
alter table search.reworded rename to events;
do $$
declare
  v_name text;
begin
  for v_name in select indexname from pg_indexes where schemaname = 'search' and tablename = 'events' and indexname like 'new\_%' loop
    execute format('alter index search.%I rename to %I', v_name, substr(v_name, 5));
  end loop;
end
$$;
comment on table search.events is 'What events are found by: one narrow row for each that is published.';

alter table search.vocabulary add column named integer not null default 0;
comment on column search.vocabulary.events is 'How many times events have it, in their names or in their places.';
comment on column search.vocabulary.named is 'How many have it in their names.';
update search.vocabulary v
set named = n.events
from (
  select lexeme, count(*) as events
  from search.events
  cross join lateral unnest(tsvector_to_array(words)) lexeme
  where lexeme not like '\_%'
  group by lexeme
) n
where n.lexeme = v.word;

create temporary table cells on commit drop as
select tag, seat
from search.events
cross join lateral unnest(tags) tag
where tag >= 700000000;
insert into search.tags (id, facet, value)
overriding system value
select distinct tag, 'cell', (tag - 700000000)::text from cells;
insert into search.bits (tag, block, bits, first, last)
select tag, block, search.bits_of_pieces(bits, piece * 800 + 1)::bit(32000), min(first) / 8 * 8, max(last)
from (
  select
    tag, seat / 32000 as block, seat % 32000 / 800 as piece, search.piece_of(seat % 800, 1) as bits, min(seat % 32000) as first,
    max(seat % 32000) as last
  from cells
  group by 1, 2, 3
) pieces
group by 1, 2
order by 1, 2;

drop function if exists search.asked_bits, search.share_of, search.tagged, search.events_with, search.marked;
alter type search.question
  drop attribute classes, add attribute circle_cells integer[], add attribute bbox_cells integer[], add attribute seats integer[],
  add attribute tiers_likely double precision[], add attribute tiers_at_most bigint[];
