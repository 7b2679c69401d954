create or replace function ingest.read_other_names(p_countries text[], p_begins text[])
returns table (country text, said text, first_word text, meant text)
language sql
stable
rows 300
set search_path = pg_catalog, pg_temp
begin atomic
  with others as (
    select * from search.other_names where kind = 'race' and (country = any (p_countries) or ingest.territories() ->> country = any (p_countries)) and left(ltrim(ingest.fold(name)), 2) = any (p_begins)
  )
  select o.country, w.said, split_part(w.said, ' ', 1), o.meant
  from others o
  join ingest.read_names((select array_agg(distinct name) from others)) n on n.name = o.name
  cross join lateral (
    -- Without what any race is (copper canyon, of Copper Canyon Ultra Marathon), or whole where that is all there is.
    select string_agg(word, ' ' order by place) as said
    from (
      select word, place, min(place) filter (where is_own) over () as first, max(place) filter (where is_own) over () as last
      from (
        -- Of highlands the core has highland.
        select word, place, word ~ '^\d+$' or exists (select from string_to_table(n.core, ' ') c where position(c in word) > 0) as is_own
        from string_to_table(n.said, ' ') with ordinality as t (word, place)
      ) words
    ) spans
    where place between first and last
  ) w
  where n.core <> '';
end;
comment on function ingest.read_other_names is
  'What races of these countries are called otherwise where that begins with one of these two letters: as ingest.read_names reads it, and what they are called by most (search.other_names).';
