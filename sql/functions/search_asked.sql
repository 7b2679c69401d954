create or replace function search.asked_bits(q search.question)
returns table (dimension text, tags integer[], is_exact boolean)
language plpgsql
stable
rows 4
set search_path = pg_catalog, pg_temp
as $$
begin
  -- One row per condition that bits know: any of its tags fulfils it. First what leaves whole blocks out.
  return query
  select *
  from (
    values
      ('region', q.regions, true),
      ('country', q.countries, true),
      ('circle', q.circle_cells, false),
      ('box', q.bbox_cells, false),
      ('kind', q.kinds, true),
      ('surface', q.surfaces, true),
      ('registration', q.registrations, true),
      ('source', q.sources, true),
      ('class', search.bins_of('km', 'length', q.min_km, q.max_km), true),
      ('hours', search.bins_of('hours', 'duration', q.min_hours, q.max_hours), true),
      ('month', case when q.months is not null then array(
        select id from search.tags where id between 400000000 and 499999999 and id % 100000000 % 12 + 1 = any (q.months)) end, true),
      ('status', case when not q.include_cancelled then search.tags_of('status', '{scheduled}') end, true),
      ('virtual', case when not q.include_virtual then search.tags_of('virtual', '{false}') end, true)
  ) d (dimension, tags, is_exact)
  where d.tags is not null;
end
$$;
comment on function search.asked_bits is
  'The conditions of a question that search.bits can answer, by the facet they are of; exactly, or with others that don''t fulfil them.';

create or replace function search.blocks(p_is_sample boolean)
returns integer[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return array(
    select block
    from search.bits
    where tag = any (search.tags_of('all', array[''])) and (block % 2 = 1 or not p_is_sample)
    order by block);
end
$$;
comment on function search.blocks is 'The blocks of search.bits, or those of the sample, which sits in odd ones.';

create or replace function search.all_of_bits(q search.question, p_dimensions text[], p_blocks integer[])
returns "bit"[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_tags integer[];
  v_blocks integer[] := p_blocks;
  v_found "bit"[];
begin
  for v_tags in select tags from search.asked_bits(q) where p_dimensions is null or dimension = any (p_dimensions) loop
    v_found := case when v_found is null then search.with_any(v_tags, v_blocks) else search.both(v_found, search.with_any(v_tags, v_blocks)) end;
    v_blocks := search.blocks_of(v_found);
    if v_blocks = '{}' then
      return '{}';
    end if;
  end loop;
  return coalesce(v_found, search.with_any(search.tags_of('all', array['']), v_blocks));
end
$$;
comment on function search.all_of_bits is
  'The events in these blocks that fulfil the conditions of these dimensions, of all where none are named, as far as bits know.';

create or replace function search.may_fulfil(q search.question, p_blocks integer[])
returns "bit"[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return search.in_spans(q, search.all_of_bits(q, null, p_blocks));
end
$$;
comment on function search.may_fulfil is
  'The events in these blocks that fulfil all conditions of a question that bits know: all but those on words and '
  'time of change, and some that are just outside of its place.';
