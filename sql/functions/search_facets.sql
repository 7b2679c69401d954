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

create or replace function search.list_facets(p_facets text[], p_tags integer[], p_counts bigint[])
returns json
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- Put together as text: of json that is built, three times as long.
  return (
    select '{' || string_agg(concat('"', f.facet, '":[', l.list, ']'), ',' order by f.n) || '}'
    from unnest(p_facets) with ordinality as f (facet, n)
    left join (
      select
        t.facet,
        string_agg(
          concat('{"value":', to_json(t.value), ',"min_km":' || c.from_km, ',"max_km":' || case when c.below_km > 1000000 then 1000000 else c.below_km - 0.01 end, ',"count":', n.count, '}'), ','
          order by c.from_km, case when t.facet = 'month' then t.value end, n.count desc, t.value collate "C") as list
      from unnest(p_tags, p_counts) as n (tag, count)
      join search.tags t on t.id = n.tag
      left join search.classes c on t.facet = 'class' and c.name = t.value
      group by t.facet
    ) l using (facet))::json;
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

create or replace function search.count_bits(
  q search.question, p_base "bit"[], p_facets text[], p_blocks integer[], out total bigint, out tags integer[], out counts bigint[])
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
  v_each integer := coalesce(p_blocks[cardinality(p_blocks)] + 1, 0);
  v_asked record;
  v_dimensions text[] := '{}';
  -- The bits of all dimensions, block by block, one dimension after the other; and what all dimensions after it leave.
  v_bits "bit"[] := '{}';
  v_after "bit"[] := '{}';
  v_before "bit"[] := p_base;
  v_mask "bit"[];
  v_at integer;
  v_counted record;
begin
  total := 0;
  for v_asked in select * from search.asked_bits(q) where is_exact loop
    -- Element by element: an array of a hundred of them that is copied takes longer than their AND.
    v_mask := search.with_any(v_asked.tags, p_blocks);
    for n in 1..v_each loop
      v_bits[v_each * cardinality(v_dimensions) + n] := v_mask[n];
    end loop;
    v_dimensions := v_dimensions || v_asked.dimension;
  end loop;
  for v_at in reverse v_each * (cardinality(v_dimensions) - 1)..1 loop
    v_after[v_at] := case
      when v_at > v_each * (cardinality(v_dimensions) - 2) then v_bits[v_at + v_each]
      else v_after[v_at + v_each] & v_bits[v_at + v_each]
    end;
  end loop;
  -- What a facet counts leaves its own condition out: beside France stands how many there would be in Italy. '' has them all. Narrow
  -- ones come first, and leave most blocks empty.
  for i in 1..cardinality(v_dimensions) + 1 loop
    v_mask := v_before;
    for n in 1..v_each loop
      v_at := v_each * (i - 1) + n;
      if i < cardinality(v_dimensions) then
        v_mask[n] := v_before[n] & v_after[v_at];
      end if;
      if bit_count(v_mask[n]) = 0 then
        v_mask[n] := null;
      end if;
      if i <= cardinality(v_dimensions) then
        v_before[n] := v_before[n] & v_bits[v_at];
      else
        total := total + coalesce(bit_count(v_mask[n]), 0);
      end if;
    end loop;
    select * into v_counted
    from search.count_tags(
      search.tags_to_count(q, array(
        select f from unnest(p_facets) f where case when f = any (v_dimensions) then f else '' end = coalesce(v_dimensions[i], ''))),
      v_mask);
    tags := tags || v_counted.tags;
    counts := counts || v_counted.counts;
  end loop;
end
$$;
comment on function search.count_bits is
  'How many of the events in p_base a question finds, and how many of each tag there would be without the condition of its facet: by bits.';

create or replace function search.count_of(
  q search.question, p_facets text[], out total bigint, out is_exact boolean, out tags integer[], out counts bigint[])
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_is_own boolean := search.is_own(q);
  v_scale integer := search.part_of(q);
  v_ids bigint[];
  v_seats integer[];
  v_blocks integer[];
  v_base "bit"[];
begin
  is_exact := v_scale = 1;
  if v_is_own then
    select * into v_ids, v_seats from search.find_own(q, v_scale);
  end if;

  -- So few that they are counted faster one by one.
  if v_is_own and coalesce(cardinality(v_ids), 0) <= 250 then
    select * into total, tags, counts from search.count_each(q, v_ids, p_facets);
  else
    -- The sample sits in odd blocks.
    v_blocks := search.blocks(not is_exact);
    v_base := case when v_is_own then search.at_seats(v_seats, v_blocks) else search.with_any(search.tags_of('all', array['']), v_blocks) end;
    v_base := search.in_spans(q, v_base);
    v_blocks := search.blocks_of(v_base);
    select * into total, tags, counts from search.count_bits(q, v_base, p_facets, v_blocks);
  end if;
  total := total * v_scale;
  counts := array(select c * v_scale from unnest(counts) with ordinality u (c, n) order by n);
end
$$;
comment on function search.count_of is
  'How many events a question finds, and how many of each tag of these facets there would be without the condition of its facet. Exact, or '
  'estimated from a sixteenth or a sixty-fourth of the events.';

create or replace function search.count_facets(q search.question, out total bigint, out is_exact boolean, out facets json)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- Regions only where countries are chosen: of all they would be thousands.
  v_facets text[] := '{country,month,class,kind,status,virtual,surface,registration,source}'::text[]
    || case when cardinality(q.countries) between 1 and 5 then array['region'] end;
  v_counted record;
begin
  if search.is_everything(q) then
    select e.total, true, e.facets into total, is_exact, facets from search.everything e;
    if found then
      return;
    end if;
  end if;
  select * into v_counted from search.count_of(q, v_facets);
  total := v_counted.total;
  is_exact := v_counted.is_exact;
  facets := search.list_facets(v_facets, v_counted.tags, v_counted.counts);
end
$$;
comment on function search.count_facets is
  'How many events a question finds, and of each facet how many there would be with another choice. Exact, or estimated from a '
  'sixteenth or a sixty-fourth of the events.';
