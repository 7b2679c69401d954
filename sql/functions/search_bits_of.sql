-- Which events, as arrays of bits: element n + 1 has block n of search.bits; null is a block where none is. What unnest makes of them
-- is in their order, and sorting 4 kB a row would take longer than the rest.

create or replace function search.with_any(p_tags integer[], p_blocks integer[])
returns "bit"[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
begin
  -- Block by block: to join and sort rows of 4 kB took longer than to read them.
  return array(
    select case when n = any (p_blocks) then (select bit_or(b.bits) from search.bits b where b.tag = any (p_tags) and b.block = n) end
    from generate_series(0, p_blocks[cardinality(p_blocks)]) n);
end
$$;
comment on function search.with_any is 'Which events have any of these tags, in these blocks, the last of which is named last.';

create or replace function search.both(p_these "bit"[], p_those "bit"[])
returns "bit"[]
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return array(select a & b from unnest(p_these, p_those) as u (a, b));
end
$$;
comment on function search.both is 'Which events are among these as well as those.';

create or replace function search.many(p_these "bit"[])
returns bigint
-- It keeps its plan, where SQL's is made anew for each question.
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select coalesce(sum(bit_count(bits)), 0) from unnest(p_these) bits);
end
$$;
comment on function search.many is 'How many these are.';

create or replace function search.blocks_of(p_these "bit"[])
returns integer[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return array(select n::integer - 1 from unnest(p_these) with ordinality b (bits, n) where bit_count(bits) > 0 order by n);
end
$$;
comment on function search.blocks_of is 'The blocks in which any of these are.';

create or replace function search.either(p_these "bit"[], p_those "bit"[])
returns "bit"[]
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return array(select coalesce(a | b, a, b) from unnest(p_these, p_those) as u (a, b));
end
$$;
comment on function search.either is 'Which events are among these or those.';

create or replace function search.without(p_these "bit"[], p_those "bit"[])
returns "bit"[]
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
  return array(select coalesce(a & ~b, a) from unnest(p_these, p_those) as u (a, b));
end
$$;
comment on function search.without is 'Which events are among these and not among those.';

create or replace aggregate search.all_of("bit"[]) (sfunc = search.both, stype = "bit"[]);
comment on aggregate search.all_of("bit"[]) is 'Which events are among all of these.';

create or replace function search.tags_between(p_first integer, p_last integer, p_each integer, p_whole text)
returns integer[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return array(
    select distinct case
      when id - id % 100000000 % p_each >= p_first and id - id % 100000000 % p_each + p_each - 1 <= p_last
      then search.number_tag(p_whole, id % 100000000 / p_each)
      else id
    end
    from search.tags
    where id between p_first and p_last);
end
$$;
comment on function search.tags_between is
  'The tags of numbers from one to another. So many in a row are one tag of another facet (p_whole), where all of them are asked for.';

create or replace function search.within_bin(p_bin integer, p_from integer, p_to integer, p_most integer, p_blocks integer[])
returns "bit"[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_bin "bit"[] := search.with_any(array[p_bin], p_blocks);
  v_blocks integer[] := search.blocks_of(v_bin);
  v_many integer := p_most % 100000000;
begin
  -- By those that are left out, where they are fewer.
  if p_to - p_from > v_many / 2 then
    return search.without(v_bin, search.with_any(
      array(select id from search.tags where id between p_most - v_many + 1 and p_most and id not between p_from and p_to), v_blocks));
  end if;
  return search.both(v_bin, search.with_any(array(select id from search.tags where id between p_from and p_to), v_blocks));
end
$$;
comment on function search.within_bin is
  'Which events of a bin (a month, a hundred metres) are in a part of it: of a finer facet from one tag to another, the last of which is p_most.';

create or replace function search.spanning(
  p_first integer, p_last integer, p_from integer, p_to integer, p_most integer, p_each integer, p_whole text, p_blocks integer[])
returns "bit"[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_least integer := p_most - p_most % 100000000 + 1;
  v_found "bit"[];
begin
  if p_first = p_last and coalesce(p_from, p_to) is not null then
    return search.within_bin(p_first, coalesce(p_from, v_least), coalesce(p_to, p_most), p_most, p_blocks);
  end if;
  v_found := search.with_any(
    search.tags_between(
      p_first + case when p_from is null then 0 else 1 end, p_last - case when p_to is null then 0 else 1 end, p_each, p_whole),
    p_blocks);
  if p_from is not null then
    v_found := search.either(v_found, search.within_bin(p_first, p_from, p_most, p_most, p_blocks));
  end if;
  if p_to is not null then
    v_found := search.either(v_found, search.within_bin(p_last, v_least, p_to, p_most, p_blocks));
  end if;
  return v_found;
end
$$;
comment on function search.spanning is
  'Which events are in the bins from one tag to another, so many of which in a row are one tag of another facet (p_whole): of the first only '
  'from a tag of a finer facet on, of the last up to one, whose last is p_most; null where the whole bin is meant.';

create or replace function search.on_days(p_from date, p_to date, p_blocks integer[])
returns "bit"[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return search.spanning(
    coalesce(search.month_tag(p_from), 400000000), coalesce(search.month_tag(p_to), 499999999),
    case when extract(day from p_from) > 1 then search.number_tag('day', extract(day from p_from)::integer) end,
    case when extract(day from p_to + 1) > 1 then search.number_tag('day', extract(day from p_to)::integer) end,
    500000031, 12, 'year', p_blocks);
end
$$;
comment on function search.on_days is 'Which events begin on these days, both included; null is open.';

create or replace function search.seats_in(p_these "bit"[])
returns integer[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_bits "bit";
  v_block integer := -1;
  v_gap text;
  v_seat integer;
  v_seats integer[] := '{}';
begin
  foreach v_bits in array p_these loop
    v_block := v_block + 1;
    continue when v_bits is null or bit_count(v_bits) = 0;
    v_seat := 32000 * v_block - 1;
    -- Before each bit that is set is a gap of some that aren't; after the last one too. Its octets: letters would be counted one by one.
    foreach v_gap in array string_to_array(v_bits::text, '1') loop
      v_seat := v_seat + octet_length(v_gap) + 1;
      v_seats := v_seats || v_seat;
    end loop;
    v_seats := trim_array(v_seats, 1);
  end loop;
  return v_seats;
end
$$;
comment on function search.seats_in is 'The seats of these events.';

create or replace function search.at_seats(p_seats integer[], p_blocks integer[])
returns "bit"[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return array(
    with pieces as materialized (
      select seat / 800 as piece, search.piece_of(seat % 800, 1) as bits from unnest(p_seats) seat group by 1
    )
    select case when n = any (p_blocks) then (
      select search.bits_of_pieces(bits, piece % 40 * 800 + 1) from pieces where piece / 40 = n having count(*) > 0) end
    from generate_series(0, p_blocks[cardinality(p_blocks)]) n);
end
$$;
comment on function search.at_seats is 'The events at these seats.';
