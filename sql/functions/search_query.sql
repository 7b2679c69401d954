create or replace function search.events_with(p_alternative text, out anywhere bigint, out named bigint)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if p_alternative like '%&%' then
    select min((search.events_with(part)).anywhere), min((search.events_with(part)).named) into anywhere, named
    from string_to_table(p_alternative, '&') part;
  elsif p_alternative like '%:*' then
    select coalesce(sum(v.events), 0), coalesce(sum(v.named), 0) into anywhere, named
    from search.vocabulary v
    where v.word collate "C" >= rtrim(p_alternative, ':*') and v.word collate "C" < rtrim(p_alternative, ':*') || U&'\+10FFFF';
  else
    select coalesce(sum(v.events), 0), coalesce(sum(v.named), 0) into anywhere, named from search.vocabulary v where v.word = p_alternative;
  end if;
end
$$;
comment on function search.events_with is
  'How many events have a word, or words that begin so (word:*), or two words (one&other), anywhere and in their names: at most, where one has several.';

create or replace function search.together(p_events bigint[])
returns double precision
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_total double precision := (select greatest(total, 1) from search.everything);
  v_likely double precision;
  v_events double precision;
begin
  -- Two words aren't independent: together they are rarer than each, but not as rare as if they were.
  foreach v_events in array p_events loop
    v_likely := least(v_likely, v_events) * case when v_likely is null then 1 else sqrt(least(1, greatest(v_likely, v_events) / v_total)) end;
  end loop;
  return v_likely;
end
$$;
comment on function search.together is 'How many events likely have all of some words, of which so many have each.';

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
  if p_is_last and octet_length(p_word) >= 3 and (search.events_with(p_word || ':*')).anywhere > 0 then
    v_found := array[p_word || ':*'];
  end if;
  -- What few events begin with may as well be a misspelling: trial is the beginning of a village, and meant to be trail.
  -- Nor is there a name of more letters than 40; its misspellings would be without number.
  if length(p_word) not between 4 and 42 or p_word ~ '[0-9]' or (search.events_with(v_found[1])).anywhere >= 20 then
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
  -- As the words of events are, in the order they were written.
  v_words text[];
  v_is_found boolean;
  v_counted record;
  v_either text[];
  v_called text[];
  v_races text[];
  v_may_lack boolean;
  v_others text[];
  c_all constant text[] := '{ultra,ultras,ultramarathon,ultramarathons,ultralauf,race,races,canton,kanton}' || ingest.small_words();
  v_all text[] := '{}';
  v_written text[] := '{}';
  v_named text[] := '{}';
  v_corrected jsonb := '{}';
  -- How many events have each word: in their names, as written anywhere, or what it may mean.
  v_in_names bigint[] := '{}';
  v_as_written bigint[] := '{}';
  v_either_way bigint[] := '{}';
begin
  -- Read as the words of events are, in the order they were written.
  v_words := array(
    select lexeme
    from (
      select lexeme, min(n) as n
      from string_to_table(btrim(search.words_only(search.fold(q.query))), ' ') with ordinality w (lexeme, n)
      where lexeme <> ''
      group by lexeme
    ) w
    order by n);
  -- One letter may stand for several (㌀); text queries have no word of more than 2,046 bytes.
  if exists (select from unnest(v_words) w where length(w) > 200) then
    perform search.refuse('query has a word of more than 200 letters.', 'Ask for a few words of a name or place.');
  end if;
  -- A letter or two of a word that is being typed say nothing yet.
  if cardinality(v_words) > 1 and v_words[cardinality(v_words)] ~ '^[a-z]{1,2}$'
    and (search.events_with(v_words[cardinality(v_words)])).anywhere = 0
  then
    v_words := trim_array(v_words, 1);
  end if;
  v_is_found := search.are_written(v_words);
  v_may_lack := not v_is_found and exists (select from unnest(v_words) w where w <> all (c_all));
  for n in 1..cardinality(v_words) loop
    -- All of these are ultras: who asks for an ultra in Greece means those that don't say so, too. Nor does any say that it is in a canton.
    continue when v_may_lack and v_words[n] = any (c_all);
    v_races := case when v_is_found then '{}' else search.races_called(v_words, n) end;
    v_called := case when v_is_found then '{}' else search.places_called(v_words, n) end;
    -- What is called otherwise is not misspelt.
    v_either := case
      when v_races || v_called <> '{}' then v_words[n] || v_called
      else search.alternatives(v_words[n], n = cardinality(v_words))
    end;
    if not v_is_found then
      v_either := v_either || array(select a from unnest(search.said_otherwise(v_words, n)) a where a <> all (v_either));
    end if;
    v_all := v_all || (
      select '(' || string_agg('(' || alternative || ')', '|') || ')'
      from (
        select string_agg(format('(%s|_%1$s)', part), '&') as alternative
        from unnest(v_either) with ordinality e (a, i)
        cross join string_to_table(a, '&') part
        group by i
        union all
        -- A race is called so: the words of its place are not its name's.
        select r from unnest(v_races) r
      ) alternatives);
    v_either := v_either || array(select r from unnest(v_races) r where r <> all (v_either));
    v_written := v_written || format('(%s|_%1$s)', v_words[n]);
    v_named := v_named || v_words[n];
    v_counted := search.events_with(v_words[n]);
    v_in_names := v_in_names || v_counted.named;
    v_as_written := v_as_written || v_counted.anywhere;
    v_either_way := v_either_way || (select sum((search.events_with(a)).anywhere) from unnest(v_either) a)::bigint;
    v_others := array(
      select replace(a, '&', ' ') from unnest(v_either) with ordinality e (a, i) where i > 1 and a not like '%:*' order by i);
    if v_others <> '{}' then
      v_corrected := v_corrected || jsonb_build_object(v_words[n], v_others);
    end if;
  end loop;
  -- Words are letters and digits: they mean nothing else to to_tsquery's syntax. Those of places begin with _.
  q.words := nullif(array_to_string(v_all, '&'), '')::tsquery;
  q.exact_words := nullif(array_to_string(v_written, '&'), '')::tsquery;
  q.name_words := nullif(array_to_string(v_named, '&'), '')::tsquery;
  q.corrected := nullif(v_corrected, '{}');
  q.tiers_likely := array[search.together(v_in_names), search.together(v_as_written), search.together(v_either_way)];
  q.tiers_at_most := array(
    select min(events)
    from (values (1, v_in_names), (2, v_as_written), (3, v_either_way)) t (tier, words)
    left join lateral unnest(words) events on true
    group by tier
    order by tier);
  q.likely := q.tiers_likely[3];
  q.at_most := q.tiers_at_most[3];
end
$$;
comment on function search.read_query is
  'The words of a question as text queries: as written in a name, as written anywhere, and with beginnings and misspellings. Without '
  'any word (null, punctuation, emoji) nothing is filtered.';
