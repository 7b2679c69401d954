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
  v_asked := concat(
    search.events_asked(q, p_way, 'e.id, ' || v_key || ' as key', p_words),
    case when q.sort = 'distance' then ' and e.position is not null' end,
    case when q.after_id is not null
      then format(' and (%s, e.id) %s ((($1).after_key)::%s, ($1).after_id)', v_key, case when v_back then '<' else '>' end, v_type)
    end);
  v_asked := case p_way
    when 'order' then v_asked || v_order
    -- Region by region, so many of each.
    when 'region' then concat(
      'select near.id, near.key from unnest(($1).regions) r (region) cross join lateral (', v_asked, v_order, ') near', v_order)
    -- All of them, whatever the planner thinks of the order.
    else concat('select id, key from (', v_asked, ' offset 0) collected', v_order)
  end;
  execute concat(
    'select array_agg(id order by n), array_agg(key order by n) from (select row_number() over () as n, id, key::text from (', v_asked,
    ') page) numbered')
  into ids, keys
  using q, p_wanted;
  ids := coalesce(ids, '{}');
  keys := coalesce(keys, '{}');
end
$$;
comment on function search.find is 'The next events of a question in its order, and what the order goes by.';

create or replace function search.find_nearest(q search.question, p_wanted integer, out ids bigint[], out keys text[])
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_radius double precision := coalesce(q.radius, 20100);
  v_all double precision := (select greatest(total, 1) from search.everything);
  v_left double precision := least(q.likely, v_all, search.seats_of(q.countries), search.seats_of(q.regions)) * search.tagged(q, v_all);
  v_is_narrow boolean := v_left <= 4000 or q.words is not null or q.countries is not null or q.regions is not null or q.sources is not null;
  v_ring double precision := case when v_left <= 4000 then 500 else greatest(25, coalesce(q.after_key::double precision, 0) * 1.5) end;
  v_question search.question := q;
begin
  -- Ring by ring, until there are enough. A question that other filters make narrow soon looks at all they leave.
  loop
    v_question.radius := case when v_is_narrow and v_ring > 400 then v_radius else least(v_ring, v_radius) end;
    v_question.circle := search.boxes_around(q.latitude, q.longitude, v_question.radius);
    select * into ids, keys
    from search.find(
      v_question,
      case
        when v_question.radius < 15000 and not (v_is_narrow and v_ring > 400) then 'place'
        when q.likely <= 2000 then 'words'
        else 'tags'
      end,
      '', p_wanted);
    exit when cardinality(ids) >= p_wanted or v_question.radius >= v_radius;
    v_ring := v_ring * 2;
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
  v_conditions text[] := array[
    ' and e.words @@ ($1).name_words',
    ' and e.words @@ ($1).exact_words and not e.words @@ ($1).name_words',
    ' and not e.words @@ ($1).exact_words'];
  v_way text := search.way(q, p_wanted);
  v_ids bigint[];
  v_keys text[];
begin
  ids := '{}';
  keys := '{}';
  tiers := '{}';
  for v_tier in coalesce(q.after_tier, 0)..case when q.words::text = q.exact_words::text then 1 else 2 end loop
    select * into v_ids, v_keys
    from search.find(q, v_way, v_conditions[v_tier + 1], p_wanted - cardinality(ids));
    ids := ids || v_ids;
    keys := keys || v_keys;
    tiers := tiers || array_fill(v_tier, array[cardinality(v_ids)]);
    exit when cardinality(ids) >= p_wanted;
    q.after_id := null;
  end loop;
end
$$;
comment on function search.find_best is
  'Events by relevance: with all words as written in the name (0), with all as written anywhere (1), with what they begin or are '
  'misspelt for (2); by day within.';
