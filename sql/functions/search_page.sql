create or replace function search.page(q search.question, out events json, out next text, out count integer)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_ids bigint[];
  v_keys text[];
  v_tiers integer[];
begin
  -- One more than asked for says whether there is another page.
  if q.sort = 'distance' then
    select * into v_ids, v_keys from search.find_nearest(q, q.page + 1);
  elsif q.sort = 'relevance' then
    select * into v_ids, v_keys, v_tiers from search.find_best(q, q.page + 1);
  else
    select * into v_ids, v_keys from search.find(q, not search.many_there(q), '', q.page + 1);
  end if;
  count := least(cardinality(v_ids), q.page);
  if cardinality(v_ids) > q.page and q.page > 0 then
    next := search.write_cursor(q, v_tiers[q.page], v_keys[q.page], v_ids[q.page]);
  end if;
  if q.latitude is null then
    select json_agg(l.answer order by n) into events
    from unnest(v_ids[1:q.page]) with ordinality as found (id, n)
    join search.listings l on l.id = found.id;
  else
    -- The last key says how far it is.
    select
      json_agg(
        case
          when l.latitude is null then l.answer
          else concat(left(l.answer::text, -5), round(search.km(point(l.longitude, l.latitude), q.latitude, q.longitude)::numeric, 1), '}')::json
        end
        order by n)
    into events
    from unnest(v_ids[1:q.page]) with ordinality as found (id, n)
    join search.listings l on l.id = found.id;
  end if;
  events := coalesce(events, '[]');
end
$$;
comment on function search.page is 'One page of a question: its events, the cursor of the next one, and how many they are.';
