create or replace function search.way(
  q search.question, p_wanted integer, out way text, out takes double precision, out chosen double precision,
  p_sampled search.sample default null)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- What takes how long, in entries of an index in which a walk looks, some 0.07 µs each: one whose bit is looked at; an event that the
  -- index of places finds, and how far away it is; a row on a walk or at a seat; one of many that are looked at page by page, or that sit
  -- together; a seat of which the index tells all; a row by its id; an event of a tag beside the list of a word; a block of bits.
  c_sieved constant double precision := 1.4;
  c_found constant double precision := 3;
  c_km constant double precision := 10;
  c_row constant double precision := 40;
  c_near constant double precision := 25;
  c_seat constant double precision := 15;
  c_look constant double precision := 100;
  c_listed constant double precision := 0.15;
  c_block constant double precision := 500;
  v_is_place boolean := q.circle is not null or q.bbox is not null;
  v_is_region boolean := search.walks_by_regions(q);
  v_is_unsure boolean := v_is_place or q.changed_since is not null;
  v_all double precision;
  v_sampled search.sample := p_sampled;
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
  takes := 0;
  if q.at_most <= 250 then
    way := 'words';
    return;
  elsif num_nonnulls(q.words, q.circle, q.bbox, q.regions, q.months, q.lengths) = 0 and not q.in_rows and q.sort <> 'distance' then
    way := 'order';
    return;
  end if;
  select greatest(total, 1) into v_all from search.everything;
  if v_sampled is null then
    v_sampled := search.sampled(q);
  end if;
  v_words := coalesce(least(q.likely, v_all), v_all);
  v_there := case when v_is_place then least(v_sampled.boxed, v_all) end;

  v_found := v_sampled.chosen * v_words / v_all * least(1, coalesce(v_there / v_sampled.there, 1))
    * case when q.changed_since is not null then 0.5 else 1 end;
  -- Words are more likely in some places than in others, and a walk takes as long as those allow.
  v_needed := p_wanted / greatest(v_found, 0.001) * case when q.words is not null then 2 else 1 end;
  v_walk := v_sampled.walked * least(1, v_needed * case when v_is_region then cardinality(q.regions) else 1 end)
    * case
      when q.sort = 'distance' then 'infinity'
      when q.words is null and not q.in_rows then 1
      when q.sort not in ('day', 'relevance') or not v_is_place or v_is_region then c_row
      else 1 + c_look * v_there / v_all
    end;
  v_bits := c_block * (1 + v_all / 24000) * (1 + v_sampled.asked / 20.0);
  -- Events of a place, a country or a region sit together, and how far away they are the index of seats tells.
  v_by_bits := v_bits + v_sampled.chosen * case
    when not v_is_place and num_nonnulls(q.countries, q.regions) = 0 then c_row
    when not v_is_place and q.sort = 'distance' and num_nonnulls(q.words, q.changed_since) = 0 then c_seat
    else c_near
  end;
  -- Of what neither bits nor words tell fewer may be left than expected, and then the walk ends only with the order.
  v_by_sieve := v_bits + case
    when q.sort = 'distance' then 'infinity'
    when v_is_unsure then least(1, 4 * v_needed) * (c_sieved * v_sampled.spanned + c_look * v_sampled.chosen)
    else least(1, v_needed) * (c_sieved * v_sampled.spanned + case when q.words is not null then c_look * v_sampled.chosen else 0 end)
  end;
  v_by_place := case when q.words is null then v_there * (
    c_found + case when q.in_rows then c_row else 0 end
    + case when q.circle is not null then c_km * least(1, v_sampled.chosen / v_sampled.there) else 0 end) end;
  if q.words is not null then
    v_by_words := c_near * v_words;
    v_by_tags := case when v_sampled.listed > 0 then c_near * v_words * v_sampled.tagged / v_all + c_listed * v_sampled.listed end;
  end if;
  chosen := v_sampled.chosen;
  takes := least(v_by_words, v_by_tags, v_by_place, v_by_bits, v_by_sieve, v_walk);
  way := case takes
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
  'or past those whose bits are not all set (sieve). Whatever takes least, as if words and place had nothing to do with the rest. '
  'And what that is (takes, some 0.07 µs each), and how many events fulfil all that bits know (chosen); 0 and null where that need not be reckoned. '
  'p_sampled is what search.sampled says, if that is known already.';
