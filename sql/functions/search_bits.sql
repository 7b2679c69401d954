create or replace function search.write_bits()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set work_mem = '256MB'
as $$
begin
  drop table if exists pg_temp.set_bits;
  -- Stored plain here as well: a value that is compressed once stays so wherever it goes.
  create temporary table set_bits (tag integer, block integer, bits bit(32000) storage plain, first integer, last integer) on commit drop;
  insert into pg_temp.set_bits
  select tag, block, search.bits_of_pieces(bits, piece * 800 + 1)::bit(32000), min(first) / 8 * 8, max(last)
  from (
    select
      tag, seat / 32000 as block, seat % 32000 / 800 as piece, search.piece_of(seat % 800, 1) as bits, min(seat % 32000) as first,
      max(seat % 32000) as last
    from (select seat, unnest(tags || counted_tags) as tag from pg_temp.fresh) t
    group by 1, 2, 3
  ) pieces
  group by 1, 2;
  analyze pg_temp.set_bits (tag, block);

  insert into search.tags (id, facet, value)
  overriding system value
  select tag, search.number_facet(tag), search.number_value(tag)
  from (select tag from pg_temp.set_bits except select id from search.tags) new_ones;

  -- What these events had before goes, in the same step as what they have now comes. Other bits stay.
  with touched as materialized (
    select seat / 32000 as block, search.bits_of(seat % 32000, 1) as bits
    from (select seat from search.events join pg_temp.behind using (id) union select seat from pg_temp.seats) s
    group by 1
  )
  update search.bits b
  set
    bits = (b.bits & ~t.bits) | coalesce(s.bits, b.bits & ~b.bits),
    first = least(b.first, s.first),
    last = greatest(b.last, s.last)
  from search.bits o
  join touched t on t.block = o.block
  left join pg_temp.set_bits s on s.tag = o.tag and s.block = o.block
  where b.tag = o.tag and b.block = o.block and b.bits & t.bits <> coalesce(s.bits, b.bits & ~b.bits);

  insert into search.bits (tag, block, bits, first, last)
  select tag, block, bits, first, last
  from pg_temp.set_bits s
  where not exists (select from search.bits b where b.tag = s.tag and b.block = s.block)
  -- As they are counted.
  order by tag, block;
end
$$;
comment on function search.write_bits is 'Bring search.tags and search.bits in line with pg_temp.fresh for the events in pg_temp.behind.';
