create or replace function search.bin(p_value numeric, p_step numeric)
returns integer
language sql
immutable
parallel safe
begin atomic
  -- Even bins hold a whole number of steps exactly, odd ones what lies between two: so ranges of whole steps are whole bins.
  select case
    when p_value <= 1000000 then (2 * floor(p_value / p_step) + case when p_value % p_step > 0 then 1 else 0 end)::integer
  end;
end;
comment on function search.bin is 'The bin of a number: 2n for n steps exactly, 2n + 1 for more than n and less than n + 1; none beyond 1,000,000.';

create or replace function search.write_bits()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set work_mem = '256MB'
as $$
begin
  drop table if exists pg_temp.marks, pg_temp.tagged, pg_temp.set_bits;
  -- Every fact that can be counted or asked for, one row each.
  create temporary table marks on commit drop as
  select f.id, t.facet, t.value
  from pg_temp.fresh f
  cross join lateral (
    values
      ('all', ''), ('month', to_char(f.start_date, 'YYYY-MM')), ('day', to_char(f.start_date, 'DD')), ('status', f.status),
      ('virtual', f.virtual::text), ('country', f.country), ('region', f.country || '-' || upper(left(f.state, 60))), ('surface', f.surface),
      ('registration', f.registration), ('gain', search.bin(f.gain, 100)::text)
  ) t (facet, value)
  where t.value is not null
  union all
  select distinct f.id, 'class', c from pg_temp.fresh f, unnest(f.classes) c
  union all
  select distinct f.id, 'kind', k from pg_temp.fresh f, unnest(f.kinds) k
  union all
  select f.id, 'source', unnest(f.sources) from pg_temp.fresh f
  union all
  select f.id, 'km', search.bin(km, 1)::text from pg_temp.fresh f, unnest(f.event_km_json) km where km <= 1000000
  union all
  select f.id, 'hours', search.bin(hours, 1)::text from pg_temp.fresh f, unnest(f.event_hours_json) hours where hours <= 1000000;

  insert into search.tags (facet, value)
  select distinct facet, value from pg_temp.marks
  except
  select facet, value from search.tags;

  create temporary table tagged on commit drop as
  select m.id, t.id as tag, t.facet in ('country', 'region', 'surface', 'registration', 'class', 'kind', 'source') as is_indexed
  from pg_temp.marks m
  join search.tags t using (facet, value);

  -- Stored plain here as well: a value that is compressed once stays so wherever it goes.
  create temporary table set_bits (tag integer, block integer, bits bit(32000) storage plain) on commit drop;
  insert into pg_temp.set_bits
  select tag, (id / 32000)::integer as block, search.bits_of((id % 32000)::integer, 1)::bit(32000) as bits
  from pg_temp.tagged
  group by 1, 2;
  analyze pg_temp.tagged (id), pg_temp.set_bits (tag, block);

  -- What these events had before goes, in the same step as what they have now comes. Other bits stay.
  with touched as materialized (
    select (id / 32000)::integer as block, search.bits_of((id % 32000)::integer, 1) as bits
    from pg_temp.behind
    group by 1
  )
  update search.bits b
  set bits = (b.bits & ~t.bits) | coalesce(s.bits, b.bits & ~b.bits)
  from search.bits o
  join touched t on t.block = o.block
  left join pg_temp.set_bits s on s.tag = o.tag and s.block = o.block
  where b.tag = o.tag and b.block = o.block and b.bits & t.bits <> coalesce(s.bits, b.bits & ~b.bits);

  insert into search.bits (tag, block, bits)
  select tag, block, bits
  from pg_temp.set_bits s
  where not exists (select from search.bits b where b.tag = s.tag and b.block = s.block);
end
$$;
comment on function search.write_bits is 'Bring search.tags and search.bits in line with pg_temp.fresh for the events in pg_temp.behind; answers which tags each has (pg_temp.tagged).';
