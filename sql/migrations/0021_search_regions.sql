-- Why: the next races of a state were found by walking through those of its country, or by collecting all of the state: of a million
-- events, up to 70 ms. And counts of a word that very many have read all of them in the sample.
-- Who reads it: search.find. Nobody else than before.
-- Left out on purpose: a column. The region's tag is the second of an event's tags, after its country's (search_rows.sql): an event
-- without a country has no region.
-- How long: of 200,000 events 0.9 s for the indexes and 3 s to analyze, of a million 3.5 and 8 s. Uploads wait; questions go on until the
-- functions change at the end.

-- What words that very many have are estimated from. Few entries, so none of them wait.
create index events_by_words_of_a_small_sample on search.events using gin (words) with (fastupdate = off)
  where is_sample and hashint8(id) & 63 = 0;
create index events_by_region_and_day on search.events ((tags[2]), start_date, id);
-- How many events a region has, the planner learns of the index.
analyze search.events;

drop function if exists search.find(search.question, boolean, text, integer);
drop function if exists search.are_few(search.question, integer, boolean);
drop function if exists search.shared_conditions(search.question, boolean);
drop function if exists search.place_conditions(search.question, boolean);
drop function if exists search.own_conditions(search.question);
drop function if exists search.count_sampled(search.question, integer);

alter type search.question add attribute likely double precision;
