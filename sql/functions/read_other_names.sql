create or replace function ingest.read_other_names(p_countries text[], p_begins text[])
returns table (country text, said text, first_word text, meant text)
language sql
stable
rows 300
set search_path = pg_catalog, pg_temp
begin atomic
  with others as (
    select * from search.other_names where kind = 'race' and country = any (p_countries) and left(name, 2) = any (p_begins)
  )
  select o.country, n.said, split_part(n.said, ' ', 1), o.meant
  from others o
  join ingest.read_names((select array_agg(distinct name) from others)) n on n.name = o.name
  where n.core <> '';
end;
comment on function ingest.read_other_names is
  'What races of these countries are called otherwise where that begins with one of these two letters: as ingest.read_names reads it, and what they are called by most (search.other_names).';

create or replace function ingest.compare_anew()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  truncate ingest.match_keys, ingest.match_blocks, ingest.matches;
  return null;
end
$$;
comment on function ingest.compare_anew is 'After another name was added or taken away: the next upload compares all records anew, as a first one does.';

create or replace trigger compare_anew
after insert or update or delete on search.other_names
for each statement execute function ingest.compare_anew();
