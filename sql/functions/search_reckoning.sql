create or replace function search.seats_of(p_tags integer[])
returns bigint
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- Events of a country and of a region sit together.
  return (select sum(last - first + 1) from search.bits where tag = any (p_tags));
end
$$;
comment on function search.seats_of is 'How many events are in these countries or regions; some more where seats became free. Null where nothing is asked.';

create or replace function search.walks_by_regions(q search.question)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- Counties have no order of their own.
  return q.sort in ('day', 'relevance') and coalesce(cardinality(q.regions), 0) between 1 and 8
    and not exists (select from search.tags t where t.id = any (q.regions) and t.facet = 'county');
end
$$;
comment on function search.walks_by_regions is 'Whether the next events of a question can be taken region by region, as each has them.';

create or replace function search.count_sampled(q search.question, p_conditions text, p_most integer)
returns integer
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_found integer;
begin
  execute concat('select count(*) from (select from search.events e where e.is_sample', p_conditions, ' limit $2) s')
  into v_found
  using q, p_most;
  return v_found;
end
$$;
comment on function search.count_sampled is
  'How many of the sample, a sixteenth of the events, fulfil these conditions of a question; no more than p_most are counted.';

create or replace function search.many_there(q search.question)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if q.circle is null and q.bbox is null then
    return true;
  end if;
  -- 250 in a sample of a sixteenth.
  return search.count_sampled(q, concat(search.box_conditions(q), search.circle_condition(q)), 250) = 250;
end
$$;
comment on function search.many_there is 'Whether more than some 4,000 events lie where a question looks.';

create or replace function search.sampled(q search.question, out r search.sample)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_blocks integer[] := search.blocks(true);
  v_all "bit"[] := search.with_any(search.tags_of('all', array['']), v_blocks);
  v_days "bit"[] := case when coalesce(q.from_date, q.to_date) is null then v_all else search.on_days(q.from_date, q.to_date, v_blocks) end;
  v_found "bit"[] := search.that_climb(q, v_days);
  v_walked "bit"[] := case when q.sort in ('day', 'relevance') then v_days else v_all end;
  v_there "bit"[] := v_all;
  v_tagged "bit"[] := v_all;
  v_walks_by text := case when search.walks_by_regions(q) then 'region' when q.country is not null then 'country' end;
  v_asked record;
  v_any "bit"[];
begin
  r.spanned := 16 * greatest(search.many(v_walked), 1);
  r.listed := 0;
  r.asked := 0;
  for v_asked in select * from search.asked_bits(q) loop
    v_any := search.with_any(v_asked.tags, v_blocks);
    r.asked := r.asked + cardinality(v_asked.tags);
    v_found := search.both(v_found, v_any);
    if v_asked.dimension in ('circle', 'box') then
      v_there := search.both(v_there, v_any);
    end if;
    if v_asked.dimension in ('circle', 'box', 'region', 'country', 'kind', 'surface', 'registration', 'source') then
      v_tagged := search.both(v_tagged, v_any);
      -- An index asks for each entry which of all these tags it is of.
      r.listed := r.listed + 16 * search.many(v_any) * (1 + cardinality(v_asked.tags) / 16.0);
    end if;
    -- A walk goes by regions, whatever country they are of, or by a country.
    if q.sort in ('day', 'relevance') and v_asked.dimension = v_walks_by then
      v_walked := search.both(v_walked, v_any);
    end if;
  end loop;
  -- Of none in the sample there are some all the same.
  r.chosen := 16 * greatest(search.many(v_found), 0.5);
  r.walked := 16 * greatest(search.many(v_walked), 1);
  r.there := 16 * greatest(search.many(v_there), 1);
  r.tagged := 16 * greatest(search.many(v_tagged), 0.5);
  if q.circle is not null or q.bbox is not null then
    r.boxed := 16 * greatest(search.count_sampled(q, search.box_conditions(q), 4000), 1);
  end if;
end
$$;
comment on function search.sampled is
  'How many events, as a sixteenth of them says, fulfil all conditions that bits know (chosen); are those among which a walk through the '
  'order of a question goes, where its countries or regions have an order of their own (walked) and where not (spanned); are in the cells where '
  'it looks (there); have its tags, cells among them (tagged); in how many entries an index lists those (listed); of how many tags bits are '
  'asked (asked); and lie in its boxes, up to 64,000 (boxed; null where it has none).';
