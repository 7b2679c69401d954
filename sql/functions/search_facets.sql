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

create or replace function search.tags_to_count(q search.question, p_facets text[])
returns integer[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return array(
    select t.id
    from search.tags t
    where t.facet = any (p_facets)
      and (t.facet <> 'region' or exists (
        select from search.tags c where c.id = any (q.countries) and left(t.value, length(c.value) + 1) = c.value || '-')));
end
$$;
comment on function search.tags_to_count is 'The tags of facets; of regions those in the countries that are asked for.';

create or replace function search.count_tags(p_tags integer[], p_masks "bit"[], out tags integer[], out counts bigint[])
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
  -- A variable of our own is taken apart once, a parameter for each row.
  v_masks "bit"[] := p_masks;
begin
  -- Each row once, where it lies: to join rows of 4 kB with masks took twice as long.
  select array_agg(c.tag), array_agg(c.events) into tags, counts
  from (
    select b.tag, sum(bit_count(b.bits & v_masks[b.block + 1])) as events from search.bits b where b.tag = any (p_tags) group by b.tag
  ) c
  where c.events > 0;
end
$$;
comment on function search.count_tags is 'How many events within masks (block by block, from 0 on) have each of these tags. Those of none are left out.';

create or replace function search.count_tags_of(
  p_ids bigint[], p_tags integer[], p_masks "bit"[], out tags integer[], out counts bigint[])
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_masks "bit"[] := p_masks;
begin
  select array_agg(c.tag), array_agg(c.events) into tags, counts
  from (
    select t.tag, count(*) as events
    from unnest(p_ids) i (id)
    join search.events e on e.id = i.id
    cross join lateral unnest(e.tags || search.month_tag(e.start_date)) t (tag)
    -- A join is hashed. A list that isn't known when it is planned would be read from its beginning for each tag.
    join unnest(p_tags) wanted (tag) using (tag)
    where get_bit(v_masks[(e.id / 32000)::integer + 1], (e.id % 32000)::integer) = 1
    group by t.tag
  ) c;
end
$$;
comment on function search.count_tags_of is 'The same, of a few events, by a look at each. Of status and whether virtual they have no tags.';

create or replace function search.list_facets(p_facets text[], p_tags integer[], p_counts bigint[])
returns json
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select json_object_agg(f.facet, coalesce(l.list, '[]') order by f.n)
    from unnest(p_facets) with ordinality as f (facet, n)
    left join (
      select
        t.facet,
        json_agg(
          case
            when c.name is null then json_build_object('value', t.value, 'count', n.count)
            else json_build_object('value', t.value, 'min_km', c.from_km, 'max_km', c.below_km - 0.01, 'count', n.count)
          end
          order by c.from_km, case when t.facet = 'month' then t.value end, n.count desc, t.value) as list
      from unnest(p_tags, p_counts) as n (tag, count)
      join search.tags t on t.id = n.tag
      left join search.classes c on t.facet = 'class' and c.name = t.value
      group by t.facet
    ) l using (facet));
end
$$;
comment on function search.list_facets is 'Counts of tags as an answer lists them: classes by length, months as they come, all else by how many.';

create or replace function search.is_everything(q search.question)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return not search.is_own(q) and not q.include_virtual and not q.include_cancelled
    and num_nonnulls(
      q.from_date, q.to_date, q.months, q.countries, q.regions, q.lengths, q.durations, q.kinds, q.surfaces, q.registrations, q.sources,
      q.min_gain, q.max_gain) = 0;
end
$$;
comment on function search.is_everything is 'Whether a question asks for nothing in particular, as front pages do.';

create or replace function search.count_facets(q search.question, out total bigint, out is_exact boolean, out facets json)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
  -- Regions only where countries are chosen: of all they would be thousands.
  v_facets text[] := '{country,month,class,kind,status,virtual,surface,registration,source}'::text[]
    || case when cardinality(q.countries) between 1 and 5 then array['region'] end;
  v_last integer;
  v_base "bit"[];
  -- So few that they are counted faster one by one.
  v_few bigint[];
  v_mask record;
  v_counted_facets text[];
  v_counted record;
  v_tags integer[] := '{}';
  v_counts bigint[] := '{}';
  v_scale integer;
begin
  if search.is_everything(q) then
    select e.total, true, e.facets into total, is_exact, facets from search.everything e;
    if found then
      return;
    end if;
  end if;
  is_exact := not (search.is_own(q) and search.is_broad(q));
  v_scale := case when is_exact then 1 else 16 end;
  select max(b.block) into v_last from search.bits b where b.tag = (select t.id from search.tags t where t.facet = 'all');
  v_base := search.with_any(search.tags_of('all', array['']), v_last);
  if q.from_date is not null or q.to_date is not null then
    v_base := search.both(v_base, search.on_days(q.from_date, q.to_date, v_last));
  end if;
  if search.is_own(q) then
    select search.both(v_base, o.bits), o.ids into v_base, v_few from search.own_bits(q, not is_exact, v_last) o;
  end if;

  -- What a facet counts leaves its own condition out: beside France stands how many there would be in Italy. '' has them all.
  for v_mask in
    with given as materialized (
      select a.dimension, search.with_any(a.tags, v_last) as bits from search.asked_bits(q) a
    )
    select
      but.dimension,
      search.both(v_base, coalesce((select search.all_of(g.bits) from given g where g.dimension <> but.dimension), v_base)) as bits,
      array(select g.dimension from given g) as asked
    from (select g.dimension from given g union all select '') but
  loop
    v_counted_facets := array(
      select f from unnest(v_facets) f where case when f = any (v_mask.asked) then f else '' end = v_mask.dimension);
    for v_counted in
      select c.tags, c.counts
      from search.count_tags(
        search.tags_to_count(q, array(select f from unnest(v_counted_facets) f where v_few is null or f in ('status', 'virtual'))),
        v_mask.bits) c
      union all
      select c.tags, c.counts
      from search.count_tags_of(
        v_few, search.tags_to_count(q, array(select f from unnest(v_counted_facets) f where f not in ('status', 'virtual'))), v_mask.bits) c
      where v_few is not null and v_mask.dimension not in ('status', 'virtual')
    loop
      v_tags := v_tags || v_counted.tags;
      v_counts := v_counts || v_counted.counts;
    end loop;
    if v_mask.dimension = '' then
      total := (select coalesce(sum(bit_count(m)), 0) * v_scale from unnest(v_mask.bits) m);
    end if;
  end loop;
  facets := search.list_facets(v_facets, v_tags, array(select c * v_scale from unnest(v_counts) c));
end
$$;
comment on function search.count_facets is
  'How many events a question finds, and of each facet how many there would be with another choice. Exact, or estimated from a '
  'sixteenth of the events.';
