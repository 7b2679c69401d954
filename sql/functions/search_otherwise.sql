create or replace function search.said_otherwise(p_words text[], p_n integer)
returns text[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_units constant text[] := array[
    ' k km kms kilometer kilometers kilometre kilometres ', ' mi mile miles miler milers meilen ', ' h hr hrs hour hours std stunden heures horas ore '];
  v_word text := p_words[p_n];
  v_before text := coalesce(p_words[p_n - 1], '');
  v_after text := coalesce(p_words[p_n + 1], '');
  v_parts text[] := regexp_match(v_word, '^(\d+)([^\d]+)$');
  v_number text := coalesce(v_parts[1], substring(v_word from '^\d+$'), case v_before when 'hundred' then '100' else substring(v_before from '^\d+$') end);
  v_unit text := case when v_parts is null and v_word ~ '^\d+$' then v_after else coalesce(v_parts[2], v_word) end;
  v_others text[];
  v_found text[];
begin
  v_found := array[v_word || v_after, v_before || v_word]
    || case v_word
      when 'mt' then array['mount'] when 'mount' then array['mt'] when 'st' then array['saint'] when 'saint' then array['st']
      when 'ft' then array['fort'] when 'fort' then array['ft'] when 'hundred' then array['100'] when '100' then array['hundred']
    end
    -- 'fatdog', 'ws100': two words that there are.
    || array(
      select left(v_word, i) || '&' || substr(v_word, i + 1)
      from generate_series(2, length(v_word) - 2) i
      where length(v_word) between 5 and 40 and (i > 2 and i < length(v_word) - 2 or substr(v_word, i + 1) ~ '^\d+$'));
  if v_number is not null then
    select string_to_array(btrim(u), ' ') into v_others from unnest(c_units) u where u like '% ' || v_unit || ' %';
    -- 100 km, 100km and 100K are one. Each of two words stands for both, so that the one word for both has them.
    v_found := v_found || array(select v_number || o from unnest(v_others) o)
      || case
        when v_parts is not null then array(select v_number || '&' || o from unnest(v_others) o)
        when v_word <> v_number then v_others
      end;
  end if;
  -- The last one may be the beginning of a longer one: ultra, of ultramarathon.
  return case
    when p_n = cardinality(p_words) and octet_length(v_word) > 2 and v_word !~ '^\d+$' and (search.events_with(v_word)).anywhere > 0 then array[v_word || ':*']
    else '{}'
  end || array(
    select a
    from (select a, min(n) as n from unnest(v_found) with ordinality f (a, n) where a <> v_word group by a) f
    where not exists (
      select from string_to_table(a, '&') part where not exists (select from search.vocabulary v where v.word = part))
    order by (search.events_with(a)).anywhere desc, n
    limit 8);
end
$$;
comment on function search.said_otherwise is
  'What else the nth of a question''s words may stand for, of what events have, where none has all of them as they are written: joined with its neighbours (ultra trail, '
  'ultratrail), parted (fatdog, fat&dog), another unit (100 km, 100k).';

create or replace function search.are_written(p_words text[])
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
-- Left to itself the planner reads through all events until one has them, which may be none.
set enable_seqscan = off
as $$
declare
  v_events bigint[] := array(select (search.events_with(w)).anywhere from unnest(p_words) with ordinality u (w, n) order by n);
begin
  if 0 = any (v_events) then
    return false;
  elsif cardinality(p_words) < 2 or search.together(v_events) > 100 then
    -- So many that surely some have all of them.
    return true;
  end if;
  return exists (
    select from search.events where words @@ (select string_agg(format('(%s|_%1$s)', w), '&') from unnest(p_words) w)::tsquery);
end
$$;
comment on function search.are_written is 'Whether an event has all of these words as they are written, in its name or its place; as good as, where each is in many.';
