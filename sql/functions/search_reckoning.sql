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

create or replace function search.share_of(p_tags integer[], p_all double precision)
returns double precision
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if p_tags is null then
    return 1;
  end if;
  return least(1, coalesce((select sum(bit_count(bits)) from search.bits where tag = any (p_tags)), 1) / p_all);
end
$$;
comment on function search.share_of is 'Which share of all events has any of these tags; all (1) where none is asked for.';

create or replace function search.tagged(q search.question, p_all double precision)
returns double precision
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return search.share_of(q.kinds, p_all) * search.share_of(q.surfaces, p_all) * search.share_of(q.registrations, p_all)
    * search.share_of(q.sources, p_all);
end
$$;
comment on function search.tagged is 'Which share of all events has the kinds, surfaces, registration and sources of a question, as if these were independent.';

create or replace function search.way(q search.question, p_wanted integer)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- What takes how long, in entries of an index in which a walk looks: an event that the index of places finds; a row, of many that
  -- are looked at page by page or on a walk; a row by its id; an event of a tag beside the list of a word.
  c_found constant double precision := 3;
  c_row constant double precision := 14;
  c_look constant double precision := 40;
  c_listed constant double precision := 0.1;
  v_is_place boolean := q.circle is not null or q.bbox is not null;
  v_is_region boolean := q.sort in ('day', 'relevance') and cardinality(q.regions) between 1 and 8;
  -- What no index of days or places tells. A single country they do.
  v_in_rows boolean := q.sort not in ('day', 'relevance', 'distance') or num_nonnulls(
    q.durations, q.kinds, q.surfaces, q.registrations, q.sources, q.min_gain, q.max_gain, q.changed_since, q.regions,
    case when q.country is null then q.countries end) > 0;
  v_all double precision;
  v_words double precision;
  v_there double precision;
  v_area double precision;
  v_tagged double precision;
  v_found double precision;
  v_walk double precision;
  v_by_words double precision;
  v_by_tags double precision;
  v_by_place double precision;
  v_by_both double precision;
begin
  if q.at_most <= 250 then
    return 'words';
  elsif q.words is null and (not v_is_place and not v_is_region or q.sort = 'changed' and q.changed_since is not null) then
    return 'order';
  end if;
  select greatest(total, 1) into v_all from search.everything;
  v_words := least(q.likely, v_all);
  v_there := case when v_is_place then least(16 * greatest(search.count_sampled(q, search.box_conditions(q), 4000), 1), v_all) end;
  v_area := least(greatest(coalesce(search.seats_of(q.regions), search.seats_of(q.countries), v_all), 1), v_all);
  v_tagged := search.tagged(q, v_all);

  -- What can't be counted leaves half, and of climb and hours, which few events tell, a quarter.
  v_found := v_area * coalesce(v_words, v_all) / v_all * least(1, coalesce(v_there, v_all) / v_area) * v_tagged
    * coalesce(cardinality(q.months) / 12.0, 1) * 0.5 ^ num_nonnulls(q.to_date, q.lengths, q.changed_since)
    * 0.25 ^ num_nonnulls(q.durations, coalesce(q.min_gain, q.max_gain));
  v_walk := case when v_is_region or q.country is not null and q.sort in ('day', 'relevance') then v_area else v_all end
    * least(1, p_wanted * case when v_is_region then cardinality(q.regions) else 1 end / greatest(v_found, 0.001))
    * case
      when q.sort = 'distance' then 'infinity'
      -- Three walks, of which one or two may be in vain: words of a place are in no name.
      when q.sort = 'relevance' then 8 * c_row
      when q.sort <> 'day' or not v_is_place or v_is_region then c_row
      when q.words is null and not v_in_rows then 1
      else 1 + c_look * v_there / v_all
    end;
  v_by_words := c_row * v_words;
  v_by_tags := c_row * coalesce(v_words, v_all) * v_area / v_all * v_tagged + c_listed * v_area;
  v_by_both := c_found * v_there + v_words + c_row * v_words * v_there / v_all;
  v_by_place := case when q.words is null then v_there * (c_found + case when v_in_rows then c_row else 0 end) end;
  return case least(v_by_words, v_by_tags, v_by_both, v_by_place, v_walk)
    when v_by_words then 'words'
    when v_by_tags then 'tags'
    when v_by_both then 'both'
    when v_by_place then 'place'
    else case when v_is_region then 'region' else 'order' end
  end;
end
$$;
comment on function search.way is
  'How to come by p_wanted events of a question: by collecting what has its words, its words and tags, lies in its place, or '
  'has its words there (words, tags, place, both), or by walking through its order, of its regions or of all (region, order). '
  'Whatever takes least, as if words, place and the rest had nothing to do with each other.';
