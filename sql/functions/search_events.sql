create or replace function search.read_question(
  p_query text, near_lat double precision, near_lng double precision, radius_km double precision, bbox double precision[],
  p_from date, p_to date, months integer[], countries text[], regions text[], min_km numeric, max_km numeric, min_hours numeric,
  max_hours numeric, kinds text[], surfaces text[], min_gain numeric, max_gain numeric, registration text[], sources text[],
  changed_since timestamptz, include_virtual boolean, include_cancelled boolean, p_sort text, p_limit integer, p_cursor text)
returns search.question
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  q search.question;
  v_sort text := coalesce(p_sort, 'day');
begin
  if length(p_query) > 200 then
    perform search.refuse('query is longer than 200 characters.', 'Ask for a few words of a name or place.');
  elsif v_sort not in ('day', 'distance', 'relevance', 'name', 'changed') then
    perform search.refuse(format('sort has no value "%s".', left(v_sort, 40)), 'Known: day, distance, relevance, name, changed.');
  elsif v_sort = 'distance' and near_lat is null then
    perform search.refuse('sort "distance" needs a point.', 'Give near_lat and near_lng too.');
  elsif p_limit not between 0 and 2000 then
    perform search.refuse('limit is from 0 to 2000.', 'Ask for the next page with cursor.');
  elsif exists (select from unnest(months) m where m not between 1 and 12) then
    perform search.refuse('months are from 1 to 12.', 'Numbers of months, of any year: {5,6} is May and June.');
  elsif not coalesce(p_from between '0001-01-01' and '9999-12-31' and p_to between '0001-01-01' and '9999-12-31', true) then
    perform search.refuse('from and to are days of this calendar.', 'Dates such as 2027-06-26, or null for a range that is open at that end.');
  end if;
  perform search.check_range(p_from, p_to, 'from to');
  perform search.read_range(min_km, max_km, 'km');
  perform search.read_range(min_hours, max_hours, 'hours');
  perform search.read_range(min_gain, max_gain, 'gain');

  q.query := p_query;
  q.from_date := p_from;
  q.to_date := p_to;
  q.months := case when cardinality(months) > 0 then months end;
  -- As exactly as races are told of: to the hundredth of a km or an hour, and to the metre.
  q.min_km := ceil(100 * min_km) / 100;
  q.max_km := floor(100 * max_km) / 100;
  q.min_hours := ceil(100 * min_hours) / 100;
  q.max_hours := floor(100 * max_hours) / 100;
  q.min_gain := ceil(min_gain);
  q.max_gain := floor(max_gain);
  q.changed_since := changed_since;
  q.include_virtual := coalesce(include_virtual, false);
  q.include_cancelled := coalesce(include_cancelled, false);
  q.sort := v_sort;
  q.page := coalesce(p_limit, 50);
  if coalesce(min_km, max_km) is not null then
    q.lengths := search.metres(coalesce(q.min_km, 0), coalesce(q.max_km, 1000000));
  end if;
  if coalesce(min_hours, max_hours) is not null then
    q.durations := search.seconds(coalesce(q.min_hours, 0), coalesce(q.max_hours, 1000000));
  end if;
  q := search.read_countries(q, countries, regions);
  q := search.read_place(q, near_lat, near_lng, radius_km, bbox);
  q.kinds := search.one_of('kind', kinds, '{distance,duration,backyard,stage,relay,other}', 'kinds');
  q.surfaces := search.one_of('surface', surfaces, '{road,trail,track,indoor}', 'surfaces');
  q.registrations := search.one_of('registration', registration, '{open,closed,sold-out}', 'registration');
  q.sources := search.tags_of('source', sources);
  if p_query is not null then
    q := search.read_query(q);
  end if;
  -- Without a word in it a query is no order to sort by. Before the cursor is read, which is bound to the order.
  if q.sort = 'relevance' and q.words is null then
    if p_query is null then
      perform search.refuse('sort "relevance" needs a query.', 'Give query, or sort by day.');
    end if;
    q.sort := 'day';
  end if;
  -- A single country is in the indexes.
  q.in_rows := q.sort not in ('day', 'relevance', 'distance') or num_nonnulls(
    q.durations, q.kinds, q.surfaces, q.registrations, q.sources, q.min_gain, q.max_gain, q.changed_since, q.regions,
    case when q.country is null then q.countries end) > 0;
  if p_cursor is not null then
    q := search.read_cursor(q, p_cursor);
  end if;
  return q;
end
$$;
comment on function search.read_question is 'The parameters of public.search_events, checked. Refuses (22023, with a hint) what makes no sense.';

create or replace function public.search_events(
  query text default null, near_lat double precision default null, near_lng double precision default null,
  radius_km double precision default null, bbox double precision[] default null, "from" date default null, "to" date default null,
  months integer[] default null, countries text[] default null, regions text[] default null, min_km numeric default null,
  max_km numeric default null, min_hours numeric default null, max_hours numeric default null, kinds text[] default null,
  surfaces text[] default null, min_gain numeric default null, max_gain numeric default null, registration text[] default null,
  sources text[] default null, changed_since timestamptz default null, include_virtual boolean default false,
  include_cancelled boolean default false, sort text default 'day', "limit" integer default 50, cursor text default null,
  facets boolean default false)
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
-- So that cursors read what cursors wrote, whatever the session speaks.
set datestyle = 'ISO'
set timezone = 'UTC'
set extra_float_digits = 1
-- Workers would take longer to begin than an answer takes.
set max_parallel_workers_per_gather = 0
-- Here and in what it calls, where nothing depends on values but statements that are put together, and those are planned each time.
set plan_cache_mode = force_generic_plan
as $$
declare
  q search.question;
  v_page record;
  v_counts record;
begin
  q := search.read_question(
    query, near_lat, near_lng, radius_km, bbox, "from", "to", months, countries, regions, min_km, max_km, min_hours, max_hours,
    kinds, surfaces, min_gain, max_gain, registration, sources, changed_since, include_virtual, include_cancelled, sort, "limit",
    cursor);
  select * into v_page from search.page(q);
  if facets then
    select * into v_counts from search.count_facets(q);
  else
    select null::bigint as total, null::boolean as is_exact, null::json as facets into v_counts;
  end if;
  -- A first page that is the last has all, however little of it a sample saw.
  if q.page > 0 and v_page.next is null and q.after_id is null then
    v_counts.total := cardinality(v_page.ids);
    v_counts.is_exact := true;
  end if;
  -- In one go: a page of 2,000 events is a megabyte, which each variable would copy.
  return json_build_object(
    'events', case
      when cardinality(v_page.ids) = 0 then '[]'
      when q.latitude is null then (
        select json_agg(l.answer order by n)
        from unnest(v_page.ids) with ordinality as found (id, n)
        join search.listings l on l.id = found.id)
      else (
        select json_agg(search.with_km(l.answer, l.latitude, l.longitude, q.latitude, q.longitude) order by n)
        from unnest(v_page.ids) with ordinality as found (id, n)
        join search.listings l on l.id = found.id)
    end,
    'next', v_page.next, 'total', v_counts.total, 'total_is_exact', v_counts.is_exact, 'corrected', q.corrected, 'facets', v_counts.facets);
end
$$;
comment on function public.search_events is
  'Events that take place, by any filters: {events, next, total, total_is_exact, corrected, facets}. See docs/searching.md.';
