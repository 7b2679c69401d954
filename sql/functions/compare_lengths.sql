create or replace function ingest.compare_lengths()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  drop table if exists pg_temp.lengths_compared;
  create temporary table lengths_compared on commit drop as
  select c.a, c.b, c.is_linked, d.*, n.x_alone, n.y_alone
  from pg_temp.compared c
  cross join lateral (
    select
      cardinality((x).kms) + cardinality(h.of_x) as of_x,
      cardinality((y).kms) + cardinality(h.of_y) as of_y,
      m.of_x + h.shared as x_shared,
      m.of_y + h.shared as y_shared,
      m.ultras_of_x + h.shared as ultras,
      m.ultras_of_x < (select count(*) from unnest((x).kms) km where km > 42.5)
        or m.ultras_of_y < (select count(*) from unnest((y).kms) km where km > 42.5)
        or h.shared < greatest(cardinality(h.of_x), cardinality(h.of_y)) as own_ultras,
      -- Many races are of 50 km, 12 hours or a backyard's loops; few are of 74 km, of 80 and more, of a day, or of two such lengths.
      m.ultras_of_x + h.shared > 1 or coalesce(m.is_rare, false) or h.longest >= 24 as is_telling
    from (
      -- A backyard's loops are as many hours as it gets; who doesn't say that it is one has said nothing of it.
      select of_x, of_y, (select count(*) from unnest(of_x) h where h = any (of_y)) as shared,
        (select max(h) from unnest(of_x) h where h = any (of_y)) as longest
      from (
        select
          array_remove((x).hours, case when 0 <> all ((y).hours) then 0 end) as of_x,
          array_remove((y).hours, case when 0 <> all ((x).hours) then 0 end) as of_y
      ) told
    ) h
    cross join (
      select
        count(distinct km_x) as of_x, count(distinct km_y) as of_y,
        count(distinct km_x) filter (where km_x > 42.5) as ultras_of_x, count(distinct km_y) filter (where km_y > 42.5) as ultras_of_y,
        -- What is no round number is told alike.
        bool_or(km_x > 61.2 and abs(km_x - km_y) <= 0.025 * km_x) as is_rare
      from unnest((x).kms) km_x
      cross join unnest((y).kms) km_y
      -- To 3 % or half a kilometre: 50 miles, 80 km and 50.2 mi; 4.2 miles and 7 km. Longer ones are called by a round number: from 45 km on to 5, from 79 on to 7 %.
      where abs(km_x - km_y)
        <= greatest(case when least(km_x, km_y) > 79 then 0.07 when least(km_x, km_y) > 45 then 0.05 else 0.03 end * greatest(km_x, km_y), 0.5)
    ) m
  ) d
  cross join lateral (
    -- A number in a name that the other neither says nor offers: miles, km, hours or days.
    select coalesce(bool_or(is_x), false) as x_alone, coalesce(bool_or(not is_x), false) as y_alone
    from (
      values (true, (x).numbers, (y).numbers, (y).hours, (y).kms, d.of_y), (false, (y).numbers, (x).numbers, (x).hours, (x).kms, d.of_x)
    ) side (is_x, said, others, hours, kms, offered)
    cross join unnest(said) n
    where (cardinality(others) > 0 or offered > 0) and not (n = any (others) or n = any (hours) or n * 24 = any (hours))
      and not exists (select from unnest(kms) k where least(abs(k - n), abs(k - n * 1.609344)) <= case when k > 79 then 0.07 when k > 45 then 0.05 else 0.03 end * k)
  ) n;
  analyze pg_temp.lengths_compared (a, b);
end
$$;
comment on function ingest.compare_lengths is
  'What the groups in pg_temp.compared offer both (pg_temp.lengths_compared): how many lengths and hours each has (of_x, of_y) and shares (x_shared, y_shared, of ultras), whether one has ultras '
  'that the other lacks (own_ultras), whether few races are of what they share (is_telling), and whether a name''s number is none of the other''s (x_alone, y_alone).';
