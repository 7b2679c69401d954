create or replace function search.parted(p_facet text, p_from numeric, p_to numeric)
returns integer[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- Hundredths, of the bin that a range begins or ends within.
  return array(
    select id
    from search.tags
    where p_from % 1 > 0.01
      and id between search.number_tag(p_facet, (100 * p_from)::integer)
        and search.number_tag(p_facet, (100 * least(p_to, floor(p_from) + 0.99))::integer)
    union
    select id
    from search.tags
    where p_to % 1 between 0.01 and 0.98
      and id between search.number_tag(p_facet, (100 * greatest(p_from, floor(p_to)))::integer)
        and search.number_tag(p_facet, (100 * p_to)::integer));
end
$$;
comment on function search.parted is 'The tags of lengths or durations, to the hundredth, in the bins that a range has in it in part.';

create or replace function search.bins_of(p_facet text, p_exact_facet text, p_from numeric, p_to numeric)
returns integer[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_first integer := search.number_tag(p_facet, coalesce(search.bin(p_from, 1), 0) + case when p_from % 1 > 0.01 then 1 else 0 end);
  v_last integer := search.number_tag(
    p_facet, coalesce(search.bin(p_to, 1), 2000000) - case when p_to % 1 between 0.01 and 0.98 then 1 else 0 end);
begin
  if coalesce(p_from, p_to) is null then
    return null;
  elsif p_facet = 'hours' then
    return array(select id from search.tags where id between v_first and v_last) || search.parted(p_exact_facet, p_from, p_to);
  end if;
  -- Whole classes of lengths stand for their bins: of everything from 50 km on, ten rows for some hundreds.
  return (
    with whole as materialized (
      select t.id, search.number_tag('km', (2 * c.from_km)::integer) as first, search.number_tag('km', (2 * least(c.below_km, 1000000))::integer) as next
      from search.classes c
      join search.tags t on t.facet = 'class' and t.value = c.name
      where c.from_km >= coalesce(p_from, 0) and (p_to is null or search.number_tag('km', (2 * least(c.below_km, 1000000))::integer) <= v_last + 1)
    )
    select coalesce(array_agg(id), '{}') || search.parted(p_exact_facet, p_from, p_to)
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
  'The tags of what is in a range of lengths or hours, both ends included and to the hundredth. Null where nothing is asked.';

create or replace function search.climbing(p_from numeric, p_to numeric, p_blocks integer[])
returns "bit"[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return search.spanning(
    search.number_tag('gain', coalesce(search.bin(p_from, 100), 0)), search.number_tag('gain', coalesce(search.bin(p_to, 100), 2000000)),
    case when p_from % 100 > 1 then search.number_tag('metres', (p_from % 100)::integer) end,
    case when p_to % 100 between 1 and 98 then search.number_tag('metres', (p_to % 100)::integer) end,
    1100000099, 10, 'climb', p_blocks);
end
$$;
comment on function search.climbing is 'Which events have a gain from one to another, in whole metres and both included; null is open.';

create or replace function search.that_climb(q search.question, p_these "bit"[])
returns "bit"[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if coalesce(q.min_gain, q.max_gain) is null then
    return p_these;
  end if;
  return search.both(p_these, search.climbing(q.min_gain, q.max_gain, search.blocks_of(p_these)));
end
$$;
comment on function search.that_climb is 'Which of these events fulfil what a question asks of climb.';

create or replace function search.in_spans(q search.question, p_these "bit"[])
returns "bit"[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if coalesce(q.from_date, q.to_date) is not null then
    p_these := search.both(p_these, search.on_days(q.from_date, q.to_date, search.blocks_of(p_these)));
  end if;
  return search.that_climb(q, p_these);
end
$$;
comment on function search.in_spans is 'Which of these events fulfil what a question asks of days and climb: bits answer that by ANDs of their own.';
