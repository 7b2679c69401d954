create or replace function search.mask_of(q search.question, p_way text)
returns "bit"[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when p_way in ('bits', 'sieve') then search.may_fulfil(q, search.blocks(false)) end;
end
$$;
comment on function search.mask_of is 'Which events may fulfil a question, where its way goes by bits.';

create or replace function search.find(
  q search.question, p_way text, p_words text, p_wanted integer, out ids bigint[], out keys text[])
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
  if q.months is not null and p_way in ('order', 'sieve') and q.sort in ('day', 'relevance') then
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
  using q, p_wanted, search.mask_of(q, p_way);
  ids := coalesce(ids, '{}');
  keys := coalesce(keys, '{}');
end
$$;
comment on function search.find is 'The next events of a question in its order, and what the order goes by.';

create or replace function search.reach_of(q search.question, p_wanted integer)
returns double precision
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_all double precision := (select greatest(total, 1) from search.everything);
  v_likely double precision := coalesce(least(q.likely, v_all), v_all) / v_all;
  -- Words that very many have are everywhere.
  v_by_words boolean := coalesce(q.likely <= 80000, false);
  v_many integer := ceil(p_wanted / 12.0 / case when v_by_words then 1 else v_likely end) + 1;
  v_after double precision := coalesce(q.after_key::double precision, -1);
  v_chosen double precision := (search.sampled(q)).chosen;
  v_mask "bit"[];
  v_kms double precision[];
begin
  if v_chosen * v_likely <= 1600 then
    return null;
  end if;
  v_mask := search.may_fulfil(q, search.blocks(true));
  if v_by_words then
    v_kms := array(
      select search.km(e.position, q.latitude, q.longitude)
      from search.events e
      where e.is_sample and e.words @@ q.words and get_bit(v_mask[e.seat / 32000 + 1], e.seat % 32000) = 1 and e.position is not null);
  elsif v_chosen <= 16000 then
    v_kms := array(
      select search.km(e.position, q.latitude, q.longitude)
      from search.events e
      where e.seat = any (array(select unnest(search.seats_in(v_mask)))) and e.position is not null
        and (q.bbox is null or e.position <@ q.bbox[1] or coalesce(e.position <@ q.bbox[2], false))
        and (q.changed_since is null or e.updated_at >= q.changed_since));
  else
    -- By degrees, not by km, and both ways around the earth: the nearest of the sample, or nearly.
    v_kms := array(
      select km
      from unnest(array[q.longitude, q.longitude - sign(q.longitude) * 360]) way (longitude)
      cross join lateral (
        select search.km(e.position, q.latitude, q.longitude) as km
        from search.events e
        where e.is_sample and get_bit(v_mask[e.seat / 32000 + 1], e.seat % 32000) = 1
          and (q.bbox is null or e.position <@ q.bbox[1] or coalesce(e.position <@ q.bbox[2], false))
          and search.km(e.position, q.latitude, q.longitude) > v_after
        order by e.position <-> point(way.longitude, q.latitude)
        limit v_many
      ) nearest);
  end if;
  return (select km from unnest(v_kms) km where km > v_after order by km offset v_many - 1 limit 1);
end
$$;
comment on function search.reach_of is
  'Within how many km of its point a question likely finds so many events. Null where it finds so few that all are looked at.';

create or replace function search.find_nearest(q search.question, p_wanted integer, out ids bigint[], out keys text[])
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_ring double precision := search.reach_of(q, p_wanted);
  v_question search.question;
begin
  -- Ring by ring, until there are enough. A ring around half the earth leaves nobody out.
  loop
    if v_ring < least(q.radius, 19000) then
      v_question := search.within(q, v_ring);
    else
      v_question := q;
      v_ring := null;
    end if;
    select * into ids, keys from search.find(v_question, search.way(v_question, p_wanted), '', p_wanted);
    exit when cardinality(ids) >= p_wanted or v_ring is null;
    v_ring := v_ring * 1.5;
  end loop;
end
$$;
comment on function search.find_nearest is 'The events nearest to the point of a question; those without coordinates are near to nothing.';

create or replace function search.find_best(q search.question, p_wanted integer, out ids bigint[], out keys text[], out tiers integer[])
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_words tsquery[] := array[q.name_words, q.exact_words, q.words];
  v_but text[] := array['', ' and not e.words @@ ($1).name_words', ' and not e.words @@ ($1).exact_words'];
  v_found record;
begin
  ids := '{}';
  keys := '{}';
  tiers := '{}';
  for v_tier in coalesce(q.after_tier, 0)..case when q.words::text = q.exact_words::text then 1 else 2 end loop
    q.words := v_words[v_tier + 1];
    q.likely := q.tiers_likely[v_tier + 1];
    q.at_most := q.tiers_at_most[v_tier + 1];
    if q.at_most > 0 then
      v_found := search.find(q, search.way(q, p_wanted - cardinality(ids)), v_but[v_tier + 1], p_wanted - cardinality(ids));
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
