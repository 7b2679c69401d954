create or replace function search.bins_of(p_facet text, p_from numeric, p_to numeric, p_step numeric)
returns integer[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- Lengths and hours have two decimals: up to 55.99 is all below 56.
  v_below boolean := p_step = 1 and p_to % 1 >= 0.99;
  v_first integer;
  v_last integer;
begin
  if coalesce(p_from, p_to) is null or p_from % p_step > 0 or (p_to % p_step > 0 and not v_below) then
    return null;
  end if;
  v_first := search.number_tag(p_facet, coalesce(search.bin(p_from, p_step), 0));
  v_last := search.number_tag(p_facet, coalesce(search.bin(p_to, p_step), 2000000));
  if p_facet <> 'km' then
    return array(select id from search.tags where id between v_first and v_last);
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
  'The tags of the bins that make up a range, both ends included. Null where nothing is asked, and where a bound lies within a bin: '
  'bits can''t tell then.';

create or replace function search.asked_bits(q search.question)
returns table (dimension text, tags integer[])
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
      ('region', q.regions),
      ('country', q.countries),
      ('kind', q.kinds),
      ('surface', q.surfaces),
      ('registration', q.registrations),
      ('source', q.sources),
      ('class', search.bins_of('km', q.min_km, q.max_km, 1)),
      ('hours', search.bins_of('hours', q.min_hours, q.max_hours, 1)),
      ('gain', search.bins_of('gain', q.min_gain, q.max_gain, 100)),
      ('month', case when q.months is not null then array(
        select id from search.tags where id between 400000000 and 499999999 and id % 100000000 % 12 + 1 = any (q.months)) end),
      ('status', case when not q.include_cancelled then search.tags_of('status', '{scheduled}') end),
      ('virtual', case when not q.include_virtual then search.tags_of('virtual', '{false}') end)
  ) d (dimension, tags)
  where d.tags is not null;
end
$$;
comment on function search.asked_bits is 'The conditions of a question that search.bits can answer, by the facet they are of.';

