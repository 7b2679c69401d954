create or replace function ingest.compare_names()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_initials text := '\m' || ingest.unspoken() || '\M';
  -- What is run beside it.
  v_asides text[] := '{half,kids,junior}';
  -- What races everywhere are called after.
  v_common text[] := array(select word from ingest.match_words() where kind = 'common');
begin
  drop table if exists pg_temp.names_compared;
  create temporary table names_compared on commit drop as
  select c.a, c.b, c.is_linked, name.kind, name.likeness
  from pg_temp.compared c
  cross join lateral (
    -- Of several names those that are most alike.
    select
      case
        when fx <> '' and fy <> '' and (fx ~ '[a-z]') <> (fy ~ '[a-z]') then case when (c.x).page = (c.y).page then 'different, of one page' else 'in another script' end
        when cx = '' and cy = '' then case when fx = fy then 'the same generic words' else 'generic words' end
        when cx = '' or cy = '' then case when likeness >= 0.5 then 'somewhat alike' when likeness >= 0.3 then 'little alike' else 'different' end
        when squashed_x = squashed_y then case
          when string_to_array(cx, ' ') <@ v_common then 'the same common words'
          when cardinality(string_to_array(cx, ' ')) > 2 then 'the same, of three words'
          else 'the same'
        end
        when shared and not own_x and not own_y then 'the same words'
        -- Mont-Orford in Orford and Mont-Mégantic: a town's word in the place of another word tells them apart.
        when shared and (not own_x and not (own_y and town_x) or not own_y and not (own_x and town_y)) then case when exists (
          select from string_to_table(cx, ' ') w, string_to_table(cy, ' ') o
          where (position(w in squashed_y) > 0 or extensions.similarity(w, o) >= 0.4) and position(' ' || w in p.places) = 0 and w <> all (v_common)
            or position(o in squashed_x) > 0 and position(' ' || o in p.places) = 0 and o <> all (v_common)
        ) then case when (
          select count(distinct w) from string_to_table(cx, ' ') w
          where length(w) > 3 and w = any (string_to_array(cy, ' ')) and position(' ' || w in p.places) = 0 and w <> all (v_common || (c.x).contrasts || (c.y).contrasts)
        ) > 1 then 'two words within the other' else 'one within the other' end else 'a place in common' end
        when length(cx) between 3 and 8 and ' ' || fy like '% ' || left(cx, 1) || '% ' || substr(cx, 2, 1) || '%' and ingest.stands_for(cx, fy)
          or length(cy) between 3 and 8 and ' ' || fx like '% ' || left(cy, 1) || '% ' || substr(cy, 2, 1) || '%' and ingest.stands_for(cy, fx)
          then 'one within the other'
        when cx ~ v_initials and ingest.stands_for(cx, fy) or cy ~ v_initials and ingest.stands_for(cy, fx) then 'initials in common'
        when likeness >= 0.6 then 'alike'
        when exists (
          select from string_to_table(cx, ' ') w
          where length(w) > 4 and w = any (string_to_array(cy, ' ')) and position(' ' || w in p.places) = 0 and w <> all (v_common)
        ) then 'a word in common'
        when likeness >= 0.45 then 'somewhat alike'
        when likeness >= 0.3 then 'little alike'
        when (c.x).page = (c.y).page then 'different, of one page'
        else 'different'
      end as kind,
      likeness
    from unnest((c.x).cores, (c.x).fulls) as named_x (cx, fx)
    cross join unnest((c.y).cores, (c.y).fulls) as named_y (cy, fy)
    cross join lateral (
      select
        extensions.similarity(coalesce(nullif(cx, ''), fx), coalesce(nullif(cy, ''), fy)) as likeness,
        replace(cx, ' ', '') as squashed_x, replace(cy, ' ', '') as squashed_y
    ) l
    cross join lateral (
      -- Each named after another town: then that is what tells them apart.
      select case
        when exists (select from string_to_table(cx, ' ') w where position(' ' || w in c.towns_x) > 0 and position(' ' || w in c.towns_y) = 0)
          and exists (select from string_to_table(cy, ' ') w where position(' ' || w in c.towns_y) > 0 and position(' ' || w in c.towns_x) = 0)
        then ''
        else c.towns_x || c.towns_y
      end as places
    ) p
    cross join lateral (
      -- Whether it has a word that the other lacks: neither alike, nor part of a longer one; the town's is another matter.
      select
        exists (select from string_to_table(cx, ' ') w where position(w in squashed_y) = 0 and position(' ' || w in p.places) > 0) as town_x,
        exists (select from string_to_table(cy, ' ') w where position(w in squashed_x) = 0 and position(' ' || w in p.places) > 0) as town_y,
        exists (
          select from string_to_table(cx, ' ') w
          where position(w in squashed_y) = 0 and position(' ' || w in p.places) = 0 and w <> all (v_asides) and not exists (
            select from string_to_table(cy, ' ') o where extensions.similarity(w, o) >= 0.4)) as own_x,
        exists (
          select from string_to_table(cy, ' ') w
          where position(w in squashed_x) = 0 and position(' ' || w in p.places) = 0 and w <> all (v_asides) and not exists (
            select from string_to_table(cx, ' ') o where extensions.similarity(w, o) >= 0.4)) as own_y,
        exists (
          select from string_to_table(cx, ' ') w, string_to_table(cy, ' ') o
          where position(w in squashed_y) > 0 or position(o in squashed_x) > 0 or extensions.similarity(w, o) >= 0.4) as shared
    ) o
    order by cx = cy desc, likeness desc, cx, cy
    limit 1
  ) name;
  analyze pg_temp.names_compared (a, b);
end
$$;
comment on function ingest.compare_names is
  'How alike the names in pg_temp.compared are (pg_temp.names_compared): the kind of it in one of the words that ingest.match_points weighs, and their trigrams'' likeness.';

create or replace function ingest.stands_for(p_core text, p_full text)
returns boolean
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  v_words text := replace(p_full, 'ultratrail', 'ultra trail');
  v_initials text := regexp_replace(v_words, '(\S)\S* ?', '\1', 'g');
  -- Small words may count or not.
  v_fewer text := regexp_replace(
    regexp_replace(v_words, '\m(?:' || array_to_string(ingest.small_words(), '|') || ')\M *', '', 'g'), '(\S)\S* ?', '\1', 'g');
  v_unspoken text := '^' || ingest.unspoken() || '$';
  v_word text;
begin
  -- All of the name, or what no mouth can say.
  foreach v_word in array string_to_array(p_core, ' ') loop
    if v_word = p_core and v_word ~ '^[a-z0-9]{3,8}$' or v_word ~ v_unspoken then
      v_word := regexp_replace(v_word, '\d', '', 'g');
      if length(v_word) > 2 and (position(v_word in v_initials) > 0 or position(v_word in v_fewer) > 0) then
        return true;
      end if;
    end if;
  end loop;
  return false;
end
$$;
comment on function ingest.stands_for is
  'Whether a name''s core has the initials of another name''s words, one after the other: gucr, grand union canal race.';
