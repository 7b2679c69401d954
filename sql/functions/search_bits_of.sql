-- Which events, as arrays of bits: element n + 1 has block n of search.bits; null is a block where none is.

create or replace function search.with_any(p_tags integer[], p_last integer)
returns "bit"[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
begin
  return (
    select array_agg(x.bits order by n)
    from generate_series(0, p_last) n
    left join (
      select b.block, bit_or(b.bits) as bits from search.bits b where b.tag = any (p_tags) group by b.block
    ) x on x.block = n);
end
$$;
comment on function search.with_any is 'Which events have any of these tags, up to the last block.';

create or replace function search.with_between(p_from integer, p_to integer, p_last integer)
returns "bit"[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
begin
  return (
    select array_agg(x.bits order by n)
    from generate_series(0, p_last) n
    left join (
      select b.block, bit_or(b.bits) as bits from search.bits b where b.tag between p_from and p_to group by b.block
    ) x on x.block = n);
end
$$;
comment on function search.with_between is 'Which events have any of the tags from one number to another.';

create or replace function search.both(p_these "bit"[], p_those "bit"[])
returns "bit"[]
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return array(select a & b from unnest(p_these, p_those) with ordinality as u (a, b, n) order by n);
end
$$;
comment on function search.both is 'Which events are among these as well as those.';

create or replace function search.either(p_these "bit"[], p_those "bit"[])
returns "bit"[]
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return array(select coalesce(a | b, a, b) from unnest(p_these, p_those) with ordinality as u (a, b, n) order by n);
end
$$;
comment on function search.either is 'Which events are among these or those.';

create or replace aggregate search.all_of("bit"[]) (sfunc = search.both, stype = "bit"[]);
comment on aggregate search.all_of("bit"[]) is 'Which events are among all of these.';

create or replace function search.on_days(p_from date, p_to date, p_last integer)
returns "bit"[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_first integer := coalesce(search.month_tag(p_from), 400000000);
  v_final integer := coalesce(search.month_tag(p_to), 499999999);
  -- Months of which days are left out, at either end.
  v_begins_within boolean := coalesce(extract(day from p_from) > 1, false);
  v_ends_within boolean := coalesce(extract(day from p_to + 1) > 1, false);
  v_from_day integer := search.number_tag('day', coalesce(extract(day from p_from), 1)::integer);
  v_to_day integer := search.number_tag('day', coalesce(extract(day from p_to), 31)::integer);
  v_found "bit"[];
begin
  if v_first = v_final then
    return search.both(search.with_any(array[v_first], p_last), search.with_between(v_from_day, v_to_day, p_last));
  end if;
  v_found := search.with_between(
    v_first + case when v_begins_within then 1 else 0 end, v_final - case when v_ends_within then 1 else 0 end, p_last);
  if v_begins_within then
    v_found := search.either(v_found, search.both(
      search.with_any(array[v_first], p_last), search.with_between(v_from_day, search.number_tag('day', 31), p_last)));
  end if;
  if v_ends_within then
    v_found := search.either(v_found, search.both(
      search.with_any(array[v_final], p_last), search.with_between(search.number_tag('day', 1), v_to_day, p_last)));
  end if;
  return v_found;
end
$$;
comment on function search.on_days is 'Which events begin on these days, both included; null is open.';

create or replace function search.own_bits(q search.question, p_is_sample boolean, p_last integer, out bits "bit"[], out ids bigint[])
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = auto
as $$
begin
  execute concat(
    'with found as materialized (select e.id from search.events e where true',
    case when p_is_sample then ' and e.is_sample' end,
    search.own_conditions(q),
    search.place_conditions(q, true),
    case when q.lengths is not null and search.bins_of('km', q.min_km, q.max_km, 1) is null then ' and e.lengths && ($1).lengths' end,
    case when q.durations is not null and search.bins_of('hours', q.min_hours, q.max_hours, 1) is null then ' and e.durations && ($1).durations' end,
    case when search.bins_of('gain', q.min_gain, q.max_gain, 100) is null then
      concat(case when q.min_gain is not null then ' and e.gain >= ($1).min_gain' end, case when q.max_gain is not null then ' and e.gain <= ($1).max_gain' end)
    end,
    ') select (select array_agg(x.bits order by n) from generate_series(0, $2) n left join (',
    'select (id / 32000)::integer as block, search.bits_of((id % 32000)::integer, 1) as bits from found group by 1) x on x.block = n), ',
    '(select coalesce(array_agg(id), ''{}'') from found having count(*) <= 1000)')
  into bits, ids
  using q, p_last;
end
$$;
comment on function search.own_bits is 'Which events fulfil the conditions that bits don''t know: words, place, time of change, ranges with odd ends; and their ids, if they are few.';
