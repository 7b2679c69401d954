create or replace function search.called_otherwise(p_words text[], p_n integer)
returns text[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- The words that have the nth among them, up to five, with and without the spaces between them: HK 100 is HK100.
  v_phrases text[] := array(
    select array_to_string(p_words[i:j], ' ')
    from generate_series(greatest(1, p_n - 4), p_n) i
    cross join generate_series(p_n, least(cardinality(p_words), p_n + 4)) j
    where j - i < 5);
  v_joined text[] := array(select replace(p, ' ', '') from unnest(v_phrases) p);
begin
  return array(
    select words
    from (
      select string_agg(word, '&' order by n) as words, array_agg(word) as list
      from (
        select o.meant as name from search.other_names o where replace(o.name, ' ', '') = any (v_joined)
        union
        -- A country has its own and its English name in every place of it; which of a race's names is used nobody knows.
        select unnest(array[s.name, s.meant])
        from search.other_names o
        join search.other_names s on s.meant = o.meant and s.country = o.country
        where o.kind = 'race' and (replace(o.name, ' ', '') = any (v_joined) or replace(o.meant, ' ', '') = any (v_joined))
        union
        -- Towns are in the gazetteer by all their names. Those of hamlets are mostly of something else.
        select other.key
        from ingest.gazetteer_names n
        join ingest.gazetteer_places p on p.id = n.place_id
        join ingest.gazetteer_names other on other.place_id = n.place_id
        where n.key = any (v_phrases) and p.population >= 5000
          -- Whatever is a nickname of a town is no word of places.
          and not exists (
            select from string_to_table(other.key, ' ') part where not exists (select from search.vocabulary v where v.word = part and v.events > v.named))
          and other.key not in (select word from ingest.match_words())
      ) called
      cross join string_to_table(name, ' ') with ordinality w (word, n)
      where word <> all (ingest.small_words())
      group by name
    ) c
    where not list <@ p_words
      and not exists (select from unnest(list) part where not exists (select from search.vocabulary v where v.word = part))
    group by words
    order by (search.events_with(words)).anywhere desc, words
    limit 6);
end
$$;
comment on function search.called_otherwise is
  'What else the words around the nth of a question are called, of what events have: races and countries (search.other_names), and towns (the gazetteer). Of several words with & between them.';
