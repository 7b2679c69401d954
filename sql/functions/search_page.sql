create or replace function search.page(q search.question, out ids bigint[], out next text)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_keys text[];
  v_tiers integer[];
begin
  ids := '{}';
  if q.page = 0 then
    return;
  end if;
  -- One more than asked for says whether there is another page.
  if q.sort = 'distance' then
    select * into ids, v_keys from search.find_nearest(q, q.page + 1);
  elsif q.sort = 'relevance' then
    select * into ids, v_keys, v_tiers from search.find_best(q, q.page + 1);
  else
    select * into ids, v_keys from search.next(q, '', q.page + 1);
  end if;
  if cardinality(ids) > q.page then
    next := search.write_cursor(q, v_tiers[q.page], v_keys[q.page], ids[q.page]);
  end if;
  ids := ids[1:q.page];
end
$$;
comment on function search.page is 'One page of a question: its events, in order, and the cursor of the next one.';
