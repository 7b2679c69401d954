create or replace function search.take_seats()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_all integer;
  -- How many sit in each block, from 0 on; enough empty ones at the end.
  v_taken integer[];
  v_group record;
  v_block integer;
  v_many integer;
  v_given integer[] := '{}';
  v_areas text[] := '{}';
  v_blocks integer[] := '{}';
  v_firsts integer[] := '{}';
  v_lasts integer[] := '{}';
  v_skipped integer[] := '{}';
begin
  drop table if exists pg_temp.seats;
  create temporary table seats (id bigint, area text, region text, seat integer) on commit drop;
  -- Whoever has a seat keeps it, but for moving to another country.
  insert into pg_temp.seats
  select e.id, coalesce(e.country, '') || case when hashint8(e.id) & 15 = 0 then '*' else '' end, e.state,
    case when s.country is not distinct from e.country then s.seat end
  from pg_temp.behind b
  join public.events e on e.id = b.id
  left join search.events s on s.id = e.id
  -- Both are null. Asked one by one of a table without statistics, as in a first upload, the planner expects a single row.
  where num_nulls(e.withdrawn_at, e.merged_into) > 1;
  analyze pg_temp.seats;
  if not exists (select from pg_temp.seats where seat is null) then
    return;
  end if;

  select id into v_all from search.tags where facet = 'all';
  v_taken := array(
    select coalesce(bit_count(b.bits), 0)::integer
    from generate_series(
      0, (select coalesce(max(block), 0) from search.bits where tag = v_all) + (select count(*) / 10000 + 4 from pg_temp.seats)::integer) n
    left join search.bits b on b.tag = v_all and b.block = n
    order by n);
  v_given := array_fill(0, array[cardinality(v_taken)]);

  for v_group in
    select w.area, w.wanted, right(w.area, 1) = '*' as is_sample, array(
      select b.block from search.tags t join search.bits b on b.tag = t.id where t.facet = 'country' and t.value = rtrim(w.area, '*')) as homes
    from (select area, count(*)::integer as wanted from pg_temp.seats where seat is null group by area) w
    order by w.wanted desc, w.area
  loop
    while v_group.wanted > 0 loop
      -- Where the country sits already; else where there is room to grow for whoever sits there.
      select n - 1 into strict v_block
      from unnest(v_taken) with ordinality t (taken, n)
      where n % 2 = case when v_group.is_sample then 0 else 1 end and taken < case when n - 1 = any (v_group.homes) then 32000 else 24000 end
      order by n - 1 = any (v_group.homes) desc, n
      limit 1;
      v_many := least(v_group.wanted, 32000 - v_taken[v_block + 1]);
      v_areas := v_areas || v_group.area;
      v_blocks := v_blocks || v_block;
      v_firsts := v_firsts || v_group.wanted - v_many;
      v_lasts := v_lasts || v_group.wanted;
      v_skipped := v_skipped || v_given[v_block + 1];
      v_group.homes := v_group.homes || v_block;
      v_group.wanted := v_group.wanted - v_many;
      v_taken[v_block + 1] := v_taken[v_block + 1] + v_many;
      v_given[v_block + 1] := v_given[v_block + 1] + v_many;
    end loop;
  end loop;

  with given as (
    select * from unnest(v_areas, v_blocks, v_firsts, v_lasts, v_skipped) g (area, block, first, last, skipped)
  ),
  free as materialized (
    select g.block, f.place, f.n
    from (select block, sum(last - first) as many from given group by block) g
    left join search.bits b on b.tag = v_all and b.block = g.block
    cross join lateral (
      select place, row_number() over () as n
      from (select generate_series(0, 31999) as place) p
      where coalesce(get_bit(b.bits, place), 0) = 0
      limit g.many
    ) f
  ),
  waiting as (
    select id, area, row_number() over (partition by area order by region, id) as n from pg_temp.seats where seat is null
  )
  update pg_temp.seats s
  set seat = 32000 * f.block + f.place
  from waiting w
  join given g on g.area = w.area and w.n > g.first and w.n <= g.last
  join free f on f.block = g.block and f.n = g.skipped + w.n - g.first
  where s.id = w.id;
end
$$;
comment on function search.take_seats is
  'Give the events in pg_temp.behind that are published their seats (pg_temp.seats): beside those of their country and region, the '
  'sample in odd blocks.';
