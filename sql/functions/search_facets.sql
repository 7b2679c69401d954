create or replace function search.is_own(q search.question)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return q.words is not null or q.changed_since is not null or q.circle is not null or q.bbox is not null
    or (q.lengths is not null and search.bins_of('km', q.min_km, q.max_km, 1) is null)
    or (q.durations is not null and search.bins_of('hours', q.min_hours, q.max_hours, 1) is null)
    or (coalesce(q.min_gain, q.max_gain) is not null and search.bins_of('gain', q.min_gain, q.max_gain, 100) is null);
end
$$;
comment on function search.is_own is 'Whether a question has conditions that bits don''t know.';

create or replace function search.is_broad(q search.question)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_found integer;
begin
  -- Each condition alone bounds what all of them leave.
  if q.at_most <= 4000 or not search.many_there(q) then
    return false;
  end if;
  execute concat(
    'select count(*) from (select from search.events e where true',
    case when q.words is null then search.own_conditions(q) end,
    case when q.lengths is not null then ' and e.lengths && ($1).lengths' end,
    case when q.durations is not null then ' and e.durations && ($1).durations' end,
    case when q.min_gain is not null then ' and e.gain >= ($1).min_gain' end,
    case when q.max_gain is not null then ' and e.gain <= ($1).max_gain' end,
    ' and e.is_sample limit 250) s')
  into v_found
  using q;
  return v_found = 250;
end
$$;
comment on function search.is_broad is 'Whether more than some 4,000 events fulfil the conditions that bits don''t know: then they are estimated from a sample.';

create or replace function search.count_facets(q search.question, out total bigint, out is_exact boolean, out facets json)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
-- Rows of 4 kB are neither to be sorted nor fetched again and again.
set enable_mergejoin = off
set enable_nestloop = off
-- Its plan is the same whatever is asked, and planning would take as long as counting.
set plan_cache_mode = force_generic_plan
as $$
declare
  v_by_days boolean := q.from_date is not null or q.to_date is not null;
  v_by_own boolean := search.is_own(q);
  v_scale integer := 1;
  -- Regions only where countries are chosen: of all they would be thousands.
  v_facets text[] := '{country,month,class,kind,status,virtual,surface,registration,source}'::text[]
    || case when cardinality(q.countries) between 1 and 5 then array['region'] end;
begin
  is_exact := not (v_by_own and search.is_broad(q));
  v_scale := case when is_exact then 1 else 16 end;

  with base as materialized (
    select
      a.block,
      a.bits
        & case when v_by_days then coalesce(d.bits, a.bits & ~a.bits) else a.bits end
        & case when v_by_own then coalesce(o.bits, a.bits & ~a.bits) else a.bits end as bits
    from search.tags t
    join search.bits a on a.tag = t.id
    left join search.days_bits(q.from_date, q.to_date) d on d.block = a.block
    left join search.own_bits(q, not is_exact) o on o.block = a.block
    where t.facet = 'all'
  ),
  asked as materialized (
    select * from search.asked_bits(q)
  ),
  given as materialized (
    select a.dimension, b.block, bit_or(b.bits) as bits
    from asked a
    cross join lateral unnest(a.tags) as t (tag)
    join search.bits b on b.tag = t.tag
    group by a.dimension, b.block
  ),
  -- What a facet counts leaves its own condition out: beside France stands how many there would be in Italy. '' has them all.
  masks as materialized (
    select but.dimension, b.block, b.bits & coalesce(m.bits, b.bits) as bits
    from base b
    cross join (select dimension from asked union all select '') but
    cross join lateral (
      select bit_and(coalesce(g.bits, b.bits & ~b.bits)) as bits
      from asked a
      left join given g on g.dimension = a.dimension and g.block = b.block
      where a.dimension <> but.dimension
    ) m
  ),
  -- Tag by tag, all its blocks at once (hence + 0): looked up one by one, some 2,000 rows took six times as long.
  counts as materialized (
    select t.facet, t.value, n.count * v_scale as count
    from search.tags t
    cross join lateral (
      select sum(bit_count(b.bits & m.bits)) as count
      from search.bits b
      join masks m
        on m.block = b.block + 0 and m.dimension = case when t.facet in (select dimension from asked) then t.facet else '' end
      where b.tag = t.id
    ) n
    where t.facet = any (v_facets)
  ),
  listed as (
    select
      n.facet,
      json_agg(
        case
          when c.name is null then json_build_object('value', n.value, 'count', n.count)
          else json_build_object('value', n.value, 'min_km', c.from_km, 'max_km', c.below_km - 0.01, 'count', n.count)
        end
        order by c.from_km, case when n.facet = 'month' then n.value end, n.count desc, n.value) as list
    from counts n
    left join search.classes c on n.facet = 'class' and c.name = n.value
    where n.count > 0
    group by n.facet
  )
  select
    (select coalesce(sum(bit_count(bits)), 0) * v_scale from masks where dimension = ''),
    (select json_object_agg(f.facet, coalesce(l.list, '[]') order by f.n)
      from unnest(v_facets) with ordinality as f (facet, n)
      left join listed l on l.facet = f.facet)
  into total, facets;
end
$$;
comment on function search.count_facets is
  'How many events a question finds, and of each facet how many there would be with another choice. Exact, or estimated from a '
  'sixteenth of the events.';
