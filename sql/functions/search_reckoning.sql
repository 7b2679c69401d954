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

create or replace function search.sampled(
  q search.question, out chosen double precision, out walked double precision, out spanned double precision, out there double precision,
  out tagged double precision, out listed double precision, out asked integer)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_blocks integer[] := search.blocks(true);
  v_all "bit"[] := search.with_any(search.tags_of('all', array['']), v_blocks);
  v_days "bit"[] := case when coalesce(q.from_date, q.to_date) is null then v_all else search.on_days(q.from_date, q.to_date, v_blocks) end;
  v_found "bit"[] := v_days;
  v_walked "bit"[] := case when q.sort in ('day', 'relevance') then v_days else v_all end;
  v_there "bit"[] := v_all;
  v_tagged "bit"[] := v_all;
  v_asked record;
  v_any "bit"[];
begin
  spanned := 16 * greatest(search.many(v_walked), 1);
  listed := 0;
  asked := 0;
  for v_asked in select * from search.asked_bits(q) loop
    v_any := search.with_any(v_asked.tags, v_blocks);
    asked := asked + cardinality(v_asked.tags);
    v_found := search.both(v_found, v_any);
    if v_asked.dimension in ('circle', 'box') then
      v_there := search.both(v_there, v_any);
    end if;
    if v_asked.dimension in ('circle', 'box', 'region', 'country', 'kind', 'surface', 'registration', 'source') then
      v_tagged := search.both(v_tagged, v_any);
      -- An index asks for each entry which of all these tags it is of.
      listed := listed + 16 * search.many(v_any) * (1 + cardinality(v_asked.tags) / 16.0);
    end if;
    if q.sort in ('day', 'relevance') and (v_asked.dimension = 'region' or v_asked.dimension = 'country' and q.country is not null) then
      v_walked := search.both(v_walked, v_any);
    end if;
  end loop;
  -- Of none in the sample there are some all the same.
  chosen := 16 * greatest(search.many(v_found), 0.5);
  walked := 16 * greatest(search.many(v_walked), 1);
  there := 16 * greatest(search.many(v_there), 1);
  tagged := 16 * greatest(search.many(v_tagged), 0.5);
end
$$;
comment on function search.sampled is
  'How many events, as a sixteenth of them says, fulfil all conditions that bits know (chosen); are those among which a walk through the '
  'order of a question goes, where its countries or regions have an order of their own (walked) and where not (spanned); are in the cells where '
  'it looks (there); have its tags, cells among them (tagged); in how many entries an index lists those (listed); and of how many tags bits '
  'are asked (asked).';

create or replace function search.way(q search.question, p_wanted integer)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- What takes how long, in entries of an index in which a walk looks, some 0.07 µs each: one whose bit is looked at; an event that the
  -- index of places finds, and how far away it is; a row on a walk or at a seat; one of many that are looked at page by page, or that sit
  -- together; a row by its id; an event of a tag beside the list of a word; a block of bits.
  c_sieved constant double precision := 1.4;
  c_found constant double precision := 3;
  c_km constant double precision := 10;
  c_row constant double precision := 40;
  c_near constant double precision := 25;
  c_look constant double precision := 100;
  c_listed constant double precision := 0.15;
  c_block constant double precision := 500;
  v_is_place boolean := q.circle is not null or q.bbox is not null;
  v_is_region boolean := q.sort in ('day', 'relevance') and cardinality(q.regions) between 1 and 8;
  -- What no index of days or places tells. A single country they do.
  v_in_rows boolean := q.sort not in ('day', 'relevance', 'distance') or num_nonnulls(
    q.durations, q.kinds, q.surfaces, q.registrations, q.sources, q.min_gain, q.max_gain, q.changed_since, q.regions,
    case when q.country is null then q.countries end) > 0;
  v_is_unsure boolean := v_is_place or q.changed_since is not null or search.range_conditions(q) <> '';
  v_all double precision;
  v_sampled record;
  v_words double precision;
  v_there double precision;
  v_found double precision;
  v_needed double precision;
  v_bits double precision;
  v_walk double precision;
  v_by_sieve double precision;
  v_by_words double precision;
  v_by_tags double precision;
  v_by_place double precision;
  v_by_bits double precision;
begin
  if q.at_most <= 250 then
    return 'words';
  elsif num_nonnulls(q.words, q.circle, q.bbox, q.regions, q.months, q.lengths) = 0 and not v_in_rows and q.sort <> 'distance' then
    return 'order';
  end if;
  select greatest(total, 1) into v_all from search.everything;
  v_sampled := search.sampled(q);
  v_words := coalesce(least(q.likely, v_all), v_all);
  v_there := case when v_is_place then least(16 * greatest(search.count_sampled(q, search.box_conditions(q), 4000), 1), v_all) end;

  v_found := v_sampled.chosen * v_words / v_all * least(1, coalesce(v_there / v_sampled.there, 1))
    * case when q.changed_since is not null then 0.5 else 1 end;
  -- Words are more likely in some places than in others, and a walk takes as long as those allow.
  v_needed := p_wanted / greatest(v_found, 0.001) * case when q.words is not null then 2 else 1 end;
  v_walk := v_sampled.walked * least(1, v_needed * case when v_is_region then cardinality(q.regions) else 1 end)
    * case
      when q.sort = 'distance' then 'infinity'
      when q.words is null and not v_in_rows then 1
      when q.sort not in ('day', 'relevance') or not v_is_place or v_is_region then c_row
      else 1 + c_look * v_there / v_all
    end;
  v_bits := c_block * (1 + v_all / 24000) * (1 + v_sampled.asked / 20.0);
  -- Events of a place, a country or a region sit together.
  v_by_bits := v_bits + v_sampled.chosen * case when v_is_place or num_nonnulls(q.countries, q.regions) > 0 then c_near else c_row end;
  -- Of what neither bits nor words tell fewer may be left than expected, and then the walk ends only with the order.
  v_by_sieve := v_bits + case
    when q.sort = 'distance' then 'infinity'
    when v_is_unsure then least(1, 4 * v_needed) * (c_sieved * v_sampled.spanned + c_look * v_sampled.chosen)
    else least(1, v_needed) * (c_sieved * v_sampled.spanned + case when q.words is not null then c_look * v_sampled.chosen else 0 end)
  end;
  v_by_place := case when q.words is null then v_there * (
    c_found + case when v_in_rows then c_row else 0 end
    + case when q.circle is not null then c_km * least(1, v_sampled.chosen / v_sampled.there) else 0 end) end;
  if q.words is not null then
    v_by_words := c_near * v_words;
    v_by_tags := case when v_sampled.listed > 0 then c_near * v_words * v_sampled.tagged / v_all + c_listed * v_sampled.listed end;
  end if;
  return case least(v_by_words, v_by_tags, v_by_place, v_by_bits, v_by_sieve, v_walk)
    when v_by_words then 'words'
    when v_by_tags then 'tags'
    when v_by_place then 'place'
    when v_by_bits then 'bits'
    when v_by_sieve then 'sieve'
    else case when v_is_region then 'region' else 'order' end
  end;
end
$$;
comment on function search.way is
  'How to come by p_wanted events of a question: by collecting what has its words, its words and tags, lies in its place, or sits where '
  'all its bits are set (words, tags, place, bits); or by walking through its order, of its regions or of all, from row to row (region, order) '
  'or past those whose bits are not all set (sieve). Whatever takes least, as if words and place had nothing to do with the rest.';
