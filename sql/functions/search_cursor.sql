create or replace function search.bound_to(q search.question)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- What gives the order its meaning. Other filters may change between pages: the place in the order stays a place.
  return left(md5(concat_ws('|', q.sort, case when q.sort = 'distance' then q.latitude || ' ' || q.longitude end,
    case when q.sort = 'relevance' then q.query end)), 8);
end
$$;
comment on function search.bound_to is 'What a cursor is good for: the order it was made in.';

create or replace function search.write_cursor(q search.question, p_tier integer, p_key text, p_id bigint)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return translate(encode(convert_to(json_build_array(search.bound_to(q), p_tier, p_key, p_id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_');
end
$$;
comment on function search.write_cursor is 'Where the next page begins: after this event of this order.';

create or replace function search.read_cursor(inout q search.question, p_cursor text)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_cursor jsonb;
begin
  if length(p_cursor) > 2000 then
    raise exception 'too long';
  end if;
  v_cursor := convert_from(decode(rpad(translate(p_cursor, '-_', '+/'), (length(p_cursor) + 3) / 4 * 4, '='), 'base64'), 'UTF8')::jsonb;
  if v_cursor ->> 0 is distinct from search.bound_to(q) then
    perform search.refuse(
      'cursor is of another order.', 'A cursor continues the question it came with: the same sort, and the same point or query it sorts by.');
  end if;
  q.after_tier := (v_cursor ->> 1)::integer;
  q.after_key := v_cursor ->> 2;
  q.after_id := (v_cursor ->> 3)::bigint;
  -- That the key is what the order goes by.
  perform case q.sort
    when 'changed' then q.after_key::timestamptz is null
    when 'distance' then q.after_key::double precision is null
    when 'name' then true
    else q.after_key::date is null
  end;
  if q.after_id is null or q.after_key is null or (q.sort = 'relevance' and q.after_tier not between 0 and 2) then
    raise exception 'incomplete';
  end if;
exception
  when invalid_parameter_value then
    -- Of decode, or of ours.
    if sqlerrm like 'cursor%' then
      raise;
    end if;
    perform search.refuse('cursor is broken.', 'Pass "next" of the page before as it was, or leave it out for the first page.');
  when others then
    perform search.refuse('cursor is broken.', 'Pass "next" of the page before as it was, or leave it out for the first page.');
end
$$;
comment on function search.read_cursor is 'Where a page begins. Whoever makes up a cursor gets a page that begins somewhere, or is refused.';
