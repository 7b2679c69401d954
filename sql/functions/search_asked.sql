create or replace function search.tags_between(p_facet text, p_from integer, p_to integer)
returns integer[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return array(select id from search.tags where facet = p_facet and value::integer between p_from and p_to);
end
$$;
comment on function search.tags_between is 'The tags of a facet of numbers, from one to another.';

create or replace function search.bins_of(p_facet text, p_from numeric, p_to numeric, p_step numeric)
returns integer[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- Lengths and hours have two decimals: up to 55.99 is all below 56.
  v_below boolean := p_step = 1 and p_to % 1 >= 0.99;
begin
  if coalesce(p_from, p_to) is null or p_from % p_step > 0 or (p_to % p_step > 0 and not v_below) then
    return null;
  end if;
  return search.tags_between(
    p_facet, coalesce(search.bin(p_from, p_step), 0), coalesce(search.bin(p_to, p_step), 2000000));
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
  -- One row per condition that bits know: any of its tags fulfils it.
  return query
  select *
  from (
    values
      ('status', case when not q.include_cancelled then search.tags_of('status', '{scheduled}') end),
      ('virtual', case when not q.include_virtual then search.tags_of('virtual', '{false}') end),
      ('country', q.countries),
      ('region', q.regions),
      ('kind', q.kinds),
      ('surface', q.surfaces),
      ('registration', q.registrations),
      ('source', q.sources),
      ('class', search.bins_of('km', q.min_km, q.max_km, 1)),
      ('hours', search.bins_of('hours', q.min_hours, q.max_hours, 1)),
      ('gain', search.bins_of('gain', q.min_gain, q.max_gain, 100)),
      ('month', case when q.months is not null then array(
        select id from search.tags where facet = 'month' and right(value, 2)::integer = any (q.months)) end)
  ) d (dimension, tags)
  where d.tags is not null;
end
$$;
comment on function search.asked_bits is 'The conditions of a question that search.bits can answer, by the facet they are of.';

create or replace function search.days_bits(p_from date, p_to date)
returns table (block integer, bits bit)
language plpgsql
stable
rows 8
set search_path = pg_catalog, pg_temp
-- Whatever count_facets sets for itself.
set enable_nestloop = on
set plan_cache_mode = auto
as $$
begin
  if p_from is null and p_to is null then
    return;
  end if;
  return query
  -- Whole months, and of the first and the last what their days leave of them.
  with months as materialized (
    select t.id, m.first, (m.first + interval '1 month')::date - 1 as last
    from search.tags t
    cross join lateral (select (t.value || '-01')::date as first) m
    where t.facet = 'month'
      and m.first <= coalesce(p_to, 'infinity') and (m.first + interval '1 month')::date > coalesce(p_from, '-infinity')
  ),
  parts as (
    select m.id, greatest(m.first, p_from) as first, least(m.last, p_to) as last from months m where m.first < p_from or m.last > p_to
  )
  select x.block, bit_or(x.bits)
  from (
    select b.block, b.bits
    from months m
    join search.bits b on b.tag = m.id
    where not exists (select from parts where parts.id = m.id)
    union all
    select b.block, b.bits & d.bits
    from parts p
    join search.bits b on b.tag = p.id
    join lateral (
      select d.block, bit_or(d.bits) as bits
      from search.tags t
      join search.bits d on d.tag = t.id
      where t.facet = 'day' and t.value::integer between extract(day from p.first) and extract(day from p.last)
      group by d.block
    ) d on d.block = b.block
  ) x
  group by x.block;
end
$$;
comment on function search.days_bits is 'Which events are on these days, both included.';

create or replace function search.own_bits(q search.question, p_is_sample boolean)
returns table (block integer, bits bit)
language plpgsql
stable
rows 8
set search_path = pg_catalog, pg_temp
-- Whatever count_facets sets for itself.
set enable_nestloop = on
set plan_cache_mode = auto
as $$
begin
  if not search.is_own(q) then
    return;
  end if;
  return query execute concat(
    'select (e.id / 32000)::integer, search.bits_of((e.id % 32000)::integer, 1) from search.events e where true',
    case when p_is_sample then ' and e.is_sample' end,
    search.own_conditions(q),
    search.place_conditions(q, true),
    case when q.lengths is not null and search.bins_of('km', q.min_km, q.max_km, 1) is null then ' and e.lengths && ($1).lengths' end,
    case when q.durations is not null and search.bins_of('hours', q.min_hours, q.max_hours, 1) is null then ' and e.durations && ($1).durations' end,
    case when search.bins_of('gain', q.min_gain, q.max_gain, 100) is null then
      concat(case when q.min_gain is not null then ' and e.gain >= ($1).min_gain' end, case when q.max_gain is not null then ' and e.gain <= ($1).max_gain' end)
    end,
    ' group by 1')
  using q;
end
$$;
comment on function search.own_bits is 'Which events fulfil the conditions that bits don''t know: words, place, time of change, ranges with odd ends.';
