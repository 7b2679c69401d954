create or replace function search.are_bins(p_from numeric, p_to numeric, p_step numeric)
returns boolean
language sql
immutable
parallel safe
begin atomic
  -- Lengths and hours have two decimals: up to 55.99 is all below 56.
  select coalesce(p_from % p_step = 0, true) and coalesce(p_to % p_step = 0 or p_step = 1 and p_to % 1 >= 0.99, true);
end;
comment on function search.are_bins is 'Whether a range, both ends included, is made up of whole bins.';

create or replace function search.bins_of(p_facet text, p_from numeric, p_to numeric, p_step numeric)
returns integer[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_first integer := search.number_tag(p_facet, coalesce(search.bin(p_from, p_step), 0));
  v_last integer := search.number_tag(p_facet, coalesce(search.bin(p_to, p_step), 2000000));
begin
  if coalesce(p_from, p_to) is null then
    return null;
  elsif p_facet = 'hours' then
    return array(select id from search.tags where id between v_first and v_last);
  elsif p_facet = 'gain' then
    return search.tags_between(v_first, v_last, 10, 'climb');
  end if;
  -- Whole classes of lengths stand for their bins: of everything from 50 km on, ten rows for some hundreds.
  return (
    with whole as materialized (
      select t.id, search.number_tag('km', (2 * c.from_km)::integer) as first, search.number_tag('km', (2 * least(c.below_km, 1000000))::integer) as next
      from search.classes c
      join search.tags t on t.facet = 'class' and t.value = c.name
      where c.from_km >= coalesce(p_from, 0) and (p_to is null or search.number_tag('km', (2 * least(c.below_km, 1000000))::integer) <= v_last + 1)
    )
    select coalesce(array_agg(id), '{}')
    from (
      select id from whole
      union all
      select t.id
      from search.tags t
      where t.id between v_first and v_last and not exists (select from whole w where t.id >= w.first and t.id < w.next)
    ) found);
end
$$;
comment on function search.bins_of is
  'The tags of the bins that have a range, both ends included, in them: and what else is in its first and last, where it is not made up of '
  'whole bins. Null where nothing is asked.';

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
      ('class', search.bins_of('km', q.min_km, q.max_km, 1), search.are_bins(q.min_km, q.max_km, 1)),
      ('hours', search.bins_of('hours', q.min_hours, q.max_hours, 1), search.are_bins(q.min_hours, q.max_hours, 1)),
      ('gain', search.bins_of('gain', q.min_gain, q.max_gain, 100), search.are_bins(q.min_gain, q.max_gain, 100)),
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
declare
  v_found "bit"[] := search.all_of_bits(q, null, p_blocks);
begin
  if coalesce(q.from_date, q.to_date) is null then
    return v_found;
  end if;
  return search.both(v_found, search.on_days(q.from_date, q.to_date, search.blocks_of(v_found)));
end
$$;
comment on function search.may_fulfil is
  'The events in these blocks that fulfil all conditions of a question that bits know: few more than fulfil all but those on words and '
  'time of change.';
