-- Inlined where they are used, so without settings of their own: what they name is bound when they are made.

create or replace function search.fold(p_text text)
returns text
language sql
stable
parallel safe
begin atomic
  -- A text of as many bytes as letters is plain already. Most are.
  select case
    when octet_length(p_text) = length(p_text) then lower(p_text collate pg_c_utf8)
    else lower(extensions.unaccent('extensions.unaccent', normalize(p_text, nfkc)) collate pg_c_utf8)
  end;
end;
comment on function search.fold is 'A text without accents, ligatures and capitals.';

create or replace function search.words_only(p_folded text)
returns text
language sql
immutable
parallel safe
begin atomic
  -- To ask first is a tenth of the work of replacing nothing.
  select case
    when p_folded collate pg_c_utf8 ~ '[^a-z0-9 ]|  '
    then regexp_replace(translate(p_folded, '''`´’ʼ', '') collate pg_c_utf8, '[^[:alnum:]]+', ' ', 'g')
    else p_folded collate pg_c_utf8
  end;
end;
comment on function search.words_only is 'The words of a folded text with a space between them. An apostrophe joins: l''echappee is lechappee.';

create or replace function search.words_within(p_folded text)
returns text
language sql
immutable
parallel safe
begin atomic
  select regexp_replace(translate(p_folded, '''`´’ʼ', '     ') collate pg_c_utf8, '[^[:alnum:]]+', ' ', 'g');
end;
comment on function search.words_within is 'The same, but an apostrophe parts: l''echappee is l and echappee.';

create or replace function search.marked(p_words text, p_mark text)
returns text
language sql
immutable
parallel safe
begin atomic
  -- A tsvector has no words of more than 2,046 bytes, and nobody looks for one of 200 letters.
  select coalesce(
    replace(
      ' ' || nullif(btrim(case when octet_length(p_words) > 2000 then regexp_replace(p_words, '[^ ]{200,} ?', '', 'g') else p_words end), ''),
      ' ', ' ' || p_mark),
    '');
end;
comment on function search.marked is
  'Words with a space between them as a tsvector reads them, each with this mark before it. to_tsvector would take five times as long.';

create or replace function search.spellings(p_word text, p_letters integer)
returns setof text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
  with less_one as (
    select overlay(p_word placing '' from i for 1) as spelling
    from generate_series(1, length(p_word)) i
    where p_letters >= 1
  )
  select p_word
  union
  select spelling from less_one
  union
  select overlay(spelling placing '' from i for 1)
  from less_one
  cross join lateral generate_series(1, length(spelling)) i
  where p_letters >= 2;
end
$$;
comment on function search.spellings is 'A word, and what is left of it without any one, or any two, of its letters.';

create or replace function search.distance(p_word text, p_other text)
returns integer
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when length(p_word) = length(p_other) and exists (
      select
      from generate_series(1, length(p_word) - 1) i
      where overlay(p_word placing substr(p_word, i + 1, 1) || substr(p_word, i, 1) from i for 2) = p_other)
    then 1
    else extensions.levenshtein_less_equal(p_word, p_other, 3)
  end;
end
$$;
comment on function search.distance is 'How many letters of a word are wrong, missing, too many or swapped with their neighbour; 3 or more is far.';
