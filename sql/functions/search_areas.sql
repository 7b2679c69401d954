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
