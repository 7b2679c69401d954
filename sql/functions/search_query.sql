create or replace function search.events_with(p_alternative text)
returns bigint
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when p_alternative like '%:*' then (
      select coalesce(sum(events), 0)
      from search.vocabulary
      where word collate "C" >= rtrim(p_alternative, ':*') and word collate "C" < rtrim(p_alternative, ':*') || U&'\+10FFFF')
    else coalesce((select events from search.vocabulary where word = p_alternative), 0)
  end;
end
$$;
comment on function search.events_with is 'How many events have a word, or words that begin so (word:*): at most, where one has several.';

create or replace function search.alternatives(p_word text, p_is_last boolean)
returns text[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- In 8 letters two may be wrong, in fewer one. Numbers are never misspelt: 100 is not 160.
  v_letters integer := case when length(p_word) >= 8 then 2 else 1 end;
  v_found text[] := array[p_word];
begin
  if exists (select from search.vocabulary where word = p_word) then
    return v_found;
  end if;
  -- A word that is being typed. Of one or two Latin letters too much begins.
  if p_is_last and octet_length(p_word) >= 3 and search.events_with(p_word || ':*') > 0 then
    v_found := array[p_word || ':*'];
  end if;
  -- What few events begin with may as well be a misspelling: trial is the beginning of a village, and meant to be trail.
  -- Nor is there a name of more letters than 40; its misspellings would be without number.
  if length(p_word) not between 4 and 42 or p_word ~ '[0-9]' or search.events_with(v_found[1]) >= 20 then
    return v_found;
  end if;
  return v_found || array(
    select word
    from (
      select v.word, v.events, search.distance(v.word, p_word) as distance
      from (
        select word from search.misspellings where spelling = any (array(select search.spellings(p_word, v_letters)))
        union
        select word from search.vocabulary where word = any (array(select search.spellings(p_word, v_letters)))
      ) m
      join search.vocabulary v using (word)
      where length(v.word) >= 4
      order by distance, v.events desc, v.word
      limit 4
    ) near
    where distance <= v_letters
    order by distance, events desc, word);
end
$$;
comment on function search.alternatives is
  'What a word of a question may mean: itself where events have it; else the words it begins (word:*), if it is the last, and up to '
  'four that it is misspelt for.';

create or replace function search.read_query(inout q search.question)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_word record;
  v_either text[];
  v_all text[] := '{}';
  v_written text[] := '{}';
  v_corrected jsonb := '{}';
  v_total double precision := (select greatest(total, 1) from search.everything);
  v_events bigint;
begin
  -- Read as the words of events are, in the order they were written.
  for v_word in
    select lexeme, n = max(n) over () as is_last
    from (
      select lexeme, min(n) as n
      from string_to_table(btrim(search.words_only(search.fold(q.query))), ' ') with ordinality w (lexeme, n)
      group by lexeme
    ) w
    order by n
  loop
    v_either := search.alternatives(v_word.lexeme, v_word.is_last);
    v_all := v_all || ('(' || array_to_string(v_either, '|') || ')');
    v_written := v_written || v_word.lexeme::text;
    v_events := (select sum(search.events_with(a)) from unnest(v_either) a);
    -- Two words aren't independent: together they are rarer than each, but not as rare as if they were.
    q.likely := least(q.likely, v_events) * case when q.likely is null then 1 else sqrt(least(1, greatest(q.likely, v_events) / v_total)) end;
    q.at_most := least(q.at_most, v_events);
    if cardinality(v_either) > 1 then
      v_corrected := v_corrected || jsonb_build_object(v_word.lexeme, v_either[2:]);
    end if;
  end loop;
  -- Words are letters and digits: they mean nothing else to to_tsquery's syntax.
  q.words := nullif(array_to_string(v_all, '&'), '')::tsquery;
  q.exact_words := nullif(array_to_string(v_written, '&'), '')::tsquery;
  q.name_words := nullif(array_to_string(v_written, ':A&') || ':A', ':A')::tsquery;
  q.corrected := nullif(v_corrected, '{}');
end
$$;
comment on function search.read_query is
  'The words of a question as text queries: as written in a name, as written anywhere, and with beginnings and misspellings. Without '
  'any word (null, punctuation, emoji) nothing is filtered.';
