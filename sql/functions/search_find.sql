create or replace function search.mask_of(q search.question, p_way text)
returns "bit"[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when p_way in ('bits', 'sieve', 'sift') then search.may_fulfil(q, search.blocks(false)) end;
end
$$;
comment on function search.mask_of is 'Which events may fulfil a question, where its way goes by bits.';

create or replace function search.find(
  q search.question, p_way text, p_words text, p_wanted integer, out ids bigint[], out keys text[], p_steps integer default null,
  p_mask "bit"[] default null)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_key text := case q.sort
    when 'name' then 'e.name_key'
    when 'changed' then 'e.updated_at'
    when 'distance' then 'search.km(e.position, ($1).latitude, ($1).longitude)'
    else 'e.start_date'
  end;
  v_type text := case q.sort
    when 'name' then 'text collate "C"'
    when 'changed' then 'timestamptz'
    when 'distance' then 'double precision'
    else 'date'
  end;
  v_back boolean := q.sort = 'changed';
  v_order text := format(' order by key %s, id %1$s limit $2', case when v_back then 'desc' else '' end);
  v_asked text;
begin
  -- Of any of nothing is nobody: no event has a region, or whatever, that was asked for.
  if 0 = any (array[
    cardinality(q.countries), cardinality(q.regions), cardinality(q.kinds), cardinality(q.surfaces), cardinality(q.registrations),
    cardinality(q.sources)])
  then
    ids := '{}';
    keys := '{}';
    return;
  end if;
  -- A walk need not begin where no month is asked for.
  if q.months is not null and p_way in ('order', 'sieve', 'trial') and q.sort in ('day', 'relevance') then
    q.from_date := coalesce(q.from_date, (select min(start_date) from search.events));
    q.from_date := (
      select min(greatest(q.from_date, first::date))
      from generate_series(date_trunc('month', q.from_date), date_trunc('month', q.from_date) + interval '11 months', '1 month') first
      where extract(month from first) = any (q.months));
  end if;
  v_asked := concat(
    search.events_asked(q, p_way, 'e.id, ' || v_key || ' as key', p_words),
    case when q.sort = 'distance' then ' and e.position is not null' end,
    case when q.after_id is not null
      then format(' and (%s, e.id) %s ((($1).after_key)::%s, ($1).after_id)', v_key, case when v_back then '<' else '>' end, v_type)
    end);
  v_asked := case
    when p_way in ('order', 'sieve') then v_asked || v_order
    when p_way = 'trial' then
      concat('select id, key from (', v_asked, ' order by key, id limit $4) walked where fits', v_order)
    -- Region by region, so many of each.
    when p_way = 'region' then concat(
      'select near.id, near.key from unnest(($1).regions) r (region) cross join lateral (', v_asked, v_order, ') near', v_order)
    -- All of them, whatever the planner thinks of the order.
    else concat('select id, key from (', v_asked, ' offset 0) collected', v_order)
  end;
  execute concat(
    'select array_agg(id order by n), array_agg(key order by n) from (select row_number() over () as n, id, key::text from (', v_asked,
    ') page) numbered')
  into ids, keys
  using q, p_wanted, coalesce(p_mask, search.mask_of(q, p_way)), p_steps;
  ids := coalesce(ids, '{}');
  keys := coalesce(keys, '{}');
end
$$;
comment on function search.find is
  'The next events of a question in its order, and what the order goes by. Of a trial, which goes by day, those among its first p_steps. '
  'p_mask is what search.mask_of says, if that is known already, or fewer.';

create or replace function search.next(
  q search.question, p_words text, p_wanted integer, out ids bigint[], out keys text[], p_sampled search.sample default null)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- Steps of a trial: of entries of an index as many as take less than asking the sample; of rows, a tenth of what makes a way dear.
  c_entries constant integer := 800;
  c_rows constant integer := 150;
  c_some constant double precision := 15000;
  c_dear constant double precision := 60000;
  v_by_day boolean := q.sort in ('day', 'relevance');
  v_way record;
  v_share double precision;
begin
  if v_by_day and num_nonnulls(q.words, q.circle, q.bbox) = 0 and num_nonnulls(q.months, q.lengths) > 0 and not q.in_rows then
    select * into ids, keys from search.find(q, 'trial', p_words, p_wanted, c_entries);
    if cardinality(ids) >= p_wanted then
      return;
    end if;
  end if;
  v_way := search.way(q, p_wanted, p_sampled);
  -- Words that many have may go together more often than anybody reckons.
  if v_by_day and q.words is not null and v_way.way <> 'order' and v_way.takes > c_some
    and greatest(v_way.takes, case when v_way.way in ('words', 'tags') then 25.0 * q.at_most end) > c_dear
  then
    select * into ids, keys from search.find(q, 'trial', p_words, p_wanted, c_rows);
    if cardinality(ids) >= p_wanted then
      return;
    end if;
    v_share := cardinality(ids)::double precision / c_rows;
    -- A row of the walk takes 40, and half as much again to be sure; one of a word 25, and no fewer have the words than fulfil all.
    if 60 * p_wanted < v_share * greatest(v_way.takes, 25 * v_share * (select total from search.everything)) then
      v_way.way := 'order';
    end if;
  end if;
  select * into ids, keys from search.find(q, v_way.way, p_words, p_wanted);
end
$$;
comment on function search.next is
  'The next events of a question, by the way that takes least. A short walk is tried where it would take less than to find that way, or '
  'may show that walking takes less.';

create or replace function search.find_best(q search.question, p_wanted integer, out ids bigint[], out keys text[], out tiers integer[])
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_words tsquery[] := array[q.name_words, q.exact_words, q.words];
  v_but text[] := array['', ' and not e.words @@ ($1).name_words', ' and not e.words @@ ($1).exact_words'];
  v_found record;
  v_sampled search.sample;
begin
  ids := '{}';
  keys := '{}';
  tiers := '{}';
  for v_tier in coalesce(q.after_tier, 0)..case when q.words::text = q.exact_words::text then 1 else 2 end loop
    q.words := v_words[v_tier + 1];
    q.likely := q.tiers_likely[v_tier + 1];
    q.at_most := q.tiers_at_most[v_tier + 1];
    -- Which is the same for all three, and for few words not asked.
    if q.at_most > 250 and v_sampled is null then
      v_sampled := search.sampled(q);
    end if;
    if q.at_most > 0 then
      v_found := search.next(q, v_but[v_tier + 1], p_wanted - cardinality(ids), v_sampled);
      ids := ids || v_found.ids;
      keys := keys || v_found.keys;
      tiers := tiers || array_fill(v_tier, array[cardinality(v_found.ids)]);
    end if;
    exit when cardinality(ids) >= p_wanted;
    q.after_id := null;
  end loop;
end
$$;
comment on function search.find_best is
  'Events by relevance: with all words as written in the name (0), with all as written anywhere (1), with what they begin or are '
  'misspelt for (2); by day within.';
