drop function if exists search.shared_conditions(search.question);

create or replace function search.shared_conditions(q search.question, p_are_few boolean)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- What events have in common with others, and days: search.bits can count it. Values come in as ($1), never as text.
  return concat(
    case when not q.include_cancelled then ' and e.takes_place' end,
    case when not q.include_virtual then ' and not e.virtual' end,
    case when q.from_date is not null then ' and e.start_date >= ($1).from_date' end,
    case when q.to_date is not null then ' and e.start_date <= ($1).to_date' end,
    case when q.months is not null then ' and extract(month from e.start_date)::integer = any (($1).months)' end,
    case
      -- One index knows words and tags together. Left to itself the planner collects all of the country as well.
      when q.country is not null and p_are_few then ' and e.tags && ($1).countries'
      when q.country is not null then ' and e.country = ($1).country'
      when q.countries is not null then ' and e.tags && ($1).countries'
    end,
    case when q.regions is not null then ' and e.tags && ($1).regions' end,
    case when q.classes is not null then ' and e.tags && ($1).classes' end,
    case when q.kinds is not null then ' and e.tags && ($1).kinds' end,
    case when q.surfaces is not null then ' and e.tags && ($1).surfaces' end,
    case when q.registrations is not null then ' and e.tags && ($1).registrations' end,
    case when q.sources is not null then ' and e.tags && ($1).sources' end,
    case when q.lengths is not null then ' and e.lengths && ($1).lengths' end,
    case when q.durations is not null then ' and e.durations && ($1).durations' end,
    case when q.min_gain is not null then ' and e.gain >= ($1).min_gain' end,
    case when q.max_gain is not null then ' and e.gain <= ($1).max_gain' end);
end
$$;
comment on function search.shared_conditions is
  'The conditions on search.events e that a question makes, but for words, place and time of change. Of few the country is no order to walk through.';

create or replace function search.in_boxes(p_boxes text, p_count integer)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select ' and (' || string_agg(format('e.position <@ (%s)[%s]', p_boxes, i), ' or ' order by i) || ')'
    from generate_series(1, p_count) i);
end
$$;
comment on function search.in_boxes is 'The condition to lie in any of the boxes that this expression has.';

create or replace function search.place_conditions(q search.question, p_by_index boolean)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return concat(
    case when q.circle is not null and p_by_index then search.in_boxes('($1).circle', cardinality(q.circle)) end,
    case when q.radius is not null then ' and search.km(e.position, ($1).latitude, ($1).longitude) <= ($1).radius' end,
    case
      when q.bbox is null then ''
      when p_by_index then search.in_boxes('($1).bbox', cardinality(q.bbox))
      -- The same, in words that no index knows. In a case, so that the planner takes it for likely: of four bounds it expects nobody.
      else ' and case when e.position[1] between ($1).south and ($1).north and (e.position[0] '
        || case when q.west <= q.east then 'between ($1).west and ($1).east' else '>= ($1).west or e.position[0] <= ($1).east' end
        || ') then true end'
    end);
end
$$;
comment on function search.place_conditions is
  'The conditions on where an event lies. By index where few events lie there: the planner expects few of any box.';

create or replace function search.own_conditions(q search.question)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return concat(
    case when q.words is not null then ' and e.words @@ ($1).words' end,
    case when q.changed_since is not null then ' and e.updated_at >= ($1).changed_since' end);
end
$$;
comment on function search.own_conditions is 'The conditions on words and time of change.';

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

create or replace function search.count_sampled(q search.question, p_most integer)
returns integer
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_found integer;
begin
  execute 'select count(*) from (select from search.events e where e.is_sample' || search.place_conditions(q, true) || ' limit $2) s'
  into v_found
  using q, p_most;
  return v_found;
end
$$;
comment on function search.count_sampled is 'How many of the sample, a sixteenth of the events, lie where a question looks; no more than p_most are counted.';

create or replace function search.are_few(q search.question, p_wanted integer, p_many_there boolean)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- To look at a row on the way through an order takes so many times what it takes in a collection, which goes by page.
  c_walking constant integer := 3;
  v_all double precision;
  v_there double precision;
begin
  if q.at_most <= 20000 then
    return true;
  elsif q.at_most is not null and (q.circle is not null or q.bbox is not null) and p_many_there then
    -- Neither is few by itself. A thousand of the sample at most: of more than 16,000 there are enough on the way.
    select total into v_all from search.everything;
    v_there := 16 * search.count_sampled(q, 1000);
    return least(q.at_most, case when v_there < 16000 then v_there end) < c_walking * p_wanted * v_all * v_all / (q.at_most * v_there);
  elsif q.words is null and q.regions is not null and q.country is not null then
    v_there := search.seats_of(q.regions);
    return v_there < c_walking * p_wanted * search.seats_of(q.countries) / v_there;
  end if;
  return false;
end
$$;
comment on function search.are_few is
  'Whether collecting and sorting all that a question may find is quicker than walking through its order until p_wanted are found. By how '
  'many events have the words or are in the place, as if these were independent.';

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
  -- 250 in a sample of a sixteenth: from some 4,000 on other ways are shorter than collecting all that lie there.
  return search.count_sampled(q, 250) = 250;
end
$$;
comment on function search.many_there is 'Whether more than some 4,000 events lie where a question looks.';
