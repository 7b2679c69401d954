create or replace function search.area_words(p_countries text[])
returns table (country text, region text, county text, names text)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
  select a.country, a.region, a.county, ' ' || search.fold(string_agg(distinct w.word, ' '))
  from ingest.areas a
  -- What is a part of a region is in the region.
  left join ingest.areas whole on a.county is not null and whole.country = a.country and whole.code = split_part(a.code, '.', 1)
  cross join lateral unnest(a.names || whole.names) as n (name)
  cross join lateral string_to_table(n.name, ' ') as w (word)
  -- Of two letters are codes of states, and what names everywhere have.
  where a.country = any (p_countries) and length(w.word) > 2 and w.word !~ '^[0-9.]+$' and lower(w.word) <> all (ingest.small_words())
  group by a.country, a.region, a.county;
end
$$;
comment on function search.area_words is 'The words that the areas of these countries are called by beside their names, in other languages and by what they are part of.';

create or replace function search.region_values(p_region text)
returns text[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_country text := upper(left(p_region, 3));
begin
  return array(
    -- As it is told by whoever was believed, too.
    select search.region_value(v_country, substr(p_region, 5))
    union
    select search.region_value(v_country, coalesce(a.county, a.region))
    from ingest.areas a
    where a.country = v_country and a.code = any (ingest.areas_called(v_country, substr(p_region, 5))));
end
$$;
comment on function search.region_values is 'What events may have for a region of a question: DEU-BAVARIA as well for DEU-BY or DEU-Bayern.';
