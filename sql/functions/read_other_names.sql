create or replace function ingest.read_other_names(p_countries text[], p_begins text[])
returns table (country text, said text, first_word text, meant text)
language sql
stable
rows 300
set search_path = pg_catalog, pg_temp
begin atomic
  with words as materialized (
    select
      array_agg(word) filter (where kind = 'generic') as generic,
      array_agg(word) filter (where kind in ('generic', 'common', 'contrast') or becomes in (select word from ingest.match_words() where kind in ('common', 'contrast'))) as vague
    from ingest.match_words()
  ),
  others as materialized (
    select o.country, t.name, o.meant
    from search.other_names o
    cross join words w
    -- D'Amiens is kept as d amiens, and read as amiens.
    cross join lateral (select regexp_replace(ingest.fold(o.name), '\m[dl] ', '', 'g') as name) t
    where o.kind = 'race' and (o.country = any (p_countries) or ingest.territories() ->> o.country = any (p_countries))
      -- Its first word, or the first that is its own, begins so. A number may have a unit with it: 4k.
      and (left(t.name, 2) = any (p_begins) or t.name ~ '^\d' or exists (
        select
        from (select word from string_to_table(t.name, ' ') with ordinality t (word, place) where word <> all (w.generic) order by place limit 1) f
        where left(f.word, 2) = any (p_begins)))
  ),
  read as materialized (
    -- As one value: a join would look through all of them for each.
    select jsonb_object_agg(n.name, n.said) as said from ingest.read_names((select array_agg(name) || array_agg(meant) from others)) n
  ),
  parts as (
    select o.country, r.said ->> o.name as whole, r.said ->> o.meant as meant, s.own, s.said
    from others o
    cross join read r
    cross join words w
    cross join lateral (
      -- Without what any race is: copper canyon, of Copper Canyon Ultra Marathon.
      select count(*) filter (where is_own) as own, string_agg(word, ' ' order by place) filter (where place between first and last) as said
      from (
        select word, place, is_own, min(place) filter (where is_own) over () as first, max(place) filter (where is_own) over () as last
        from (select word, place, word <> all (w.generic) as is_own from string_to_table(r.said ->> o.name, ' ') with ordinality t (word, place)) told
      ) spans
    ) s
  )
  select p.country, c.said, split_part(c.said, ' ', 1), p.meant
  from parts p
  cross join words w
  cross join lateral (
    -- One word of a name may be anybody's: across, of Race Across the Sky; texas, of Texas Trail.
    select case when p.own > 1 then p.said else p.whole end as said
  ) c
  cross join lateral (
    select btrim(regexp_replace(c.said, '\m\d+\M ?', '', 'g')) as letters
  ) l
  -- A place, a number, or what races everywhere are called after don't say which race it is; Prague 100 does.
  where not string_to_array(l.letters, ' ') <@ w.vague
    and not exists (select from ingest.gazetteer_names g where g.key = c.said and g.country = p.country)
    and not exists (select from (select country, unnest(keys) as key from ingest.areas where country in (select country from others)) a where a.country = p.country and a.key = c.said)
    and not exists (
      select from (select country, ingest.fold(name) as key from search.area_names where state = '' and country in (select country from others)) a where a.country = p.country and a.key = l.letters);
end;
comment on function ingest.read_other_names is
  'What races of these countries are called otherwise where that begins with one of these two letters: as ingest.read_names reads it, and what they are called by most (search.other_names). '
  'Left out: what says a place, a number or common words only, which other races have too.';
