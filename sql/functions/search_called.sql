create or replace function search.phrases_around(p_words text[], p_n integer)
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_phrases text[] := '{}';
begin
  for i in greatest(1, p_n - 4)..p_n loop
    for j in p_n..least(cardinality(p_words), i + 4) loop
      v_phrases := v_phrases || array_to_string(p_words[i:j], ' ');
    end loop;
  end loop;
  return v_phrases;
end
$$;
comment on function search.phrases_around is 'Up to five words of a question in a row that have the nth among them.';

create or replace function search.names_there_are(p_names text[], p_words text[], p_in_names boolean)
returns text[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return array(
    select words
    from (
      select string_agg(word, '&' order by n) as words, array_agg(word) as list
      from (select distinct name from unnest(p_names) as name) names
      cross join string_to_table(name, ' ') with ordinality w (word, n)
      where word <> all (ingest.small_words())
      group by name
    ) names
    where not list <@ p_words and not exists (
      select
      from unnest(list) as part
      where not exists (
        select from search.vocabulary v where v.word = part and case when p_in_names then v.named > 0 else v.events > v.named end))
    group by words
    order by (search.events_with(words)).anywhere desc, words
    limit 6);
end
$$;
comment on function search.names_there_are is
  'Of these names those whose words events have, in their names or in their places, and that say more than the words of the question: with & between their words, small ones left out.';

create or replace function search.races_called(p_words text[], p_n integer)
returns text[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- HK 100 is HK100.
  v_joined text[] := array(select replace(p, ' ', '') from unnest(search.phrases_around(p_words, p_n)) p);
begin
  return search.names_there_are(
    array(
      -- Which of a race's names is used nobody knows.
      select unnest(array[s.name, s.meant])
      from search.other_names o
      join search.other_names s on s.meant = o.meant and s.country = o.country
      where o.kind = 'race' and (replace(o.name, ' ', '') = any (v_joined) or replace(o.meant, ' ', '') = any (v_joined))),
    p_words, true);
end
$$;
comment on function search.races_called is 'What else a race is called whose name the nth word of a question is or belongs to (search.other_names), where events are called so.';

create or replace function search.places_called(p_words text[], p_n integer)
returns text[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_phrases text[] := search.phrases_around(p_words, p_n);
  v_names text[] := array(
    select o.meant from search.other_names o
    where o.kind = 'country' and replace(o.name, ' ', '') = any (array(select replace(p, ' ', '') from unnest(v_phrases) p)));
  -- London is also The City, and no town is meant by marathon.
  v_common text[] := array(select word from ingest.match_words());
begin
  -- While towns are loaded nobody may look at them: whoever waited would run out of time.
  if exists (select from ingest.gazetteer) then
    v_names := v_names || array(
      select other.key
      from ingest.gazetteer_names n
      join ingest.gazetteer_places p on p.id = n.place_id
      join ingest.gazetteer_names other on other.place_id = n.place_id
      -- Those of hamlets are mostly of something else, and three letters are the code of an airport.
      where n.key = any (v_phrases) and p.population >= 5000
        and (length(n.key) > 3 or n.is_main or n.is_short) and (length(other.key) > 3 or other.is_main or other.is_short)
        and n.key <> all (v_common) and not string_to_array(other.key, ' ') <@ v_common);
  end if;
  return search.names_there_are(v_names, p_words, false);
end
$$;
comment on function search.places_called is
  'What else a town or country is called whose name the nth word of a question is or belongs to (the gazetteer, search.other_names), where events have it in their places.';
