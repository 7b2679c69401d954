-- Why: an upload of new events should take little longer for being searchable at once. What follows from a number (a month, a length
-- in whole km) is its own tag, and found without asking search.tags. Words are read as they are written, by no parser of the
-- database's locale. Places are in an index that takes half as long to add to, and no longer to ask.
-- Who reads it: nobody else than before.
-- Left out on purpose: rows are not carried over. All of them are made anew at the end (search_triggers.sql), as in 0016; who searches
-- meanwhile waits, some ten seconds for 50,000 events.

truncate search.bits, search.tags, search.events, search.listings, search.vocabulary, search.misspellings;

-- With lengths in them, so that rare ones are looked for without a look at the rows.
drop index search.search_by_day, search.search_by_country_and_day, search.search_by_place, search.search_by_place_of_a_sample;
create index search_by_day on search.events (start_date, id) include (takes_place, virtual, country, position, lengths);
create index search_by_country_and_day on search.events (country, start_date, id) include (takes_place, virtual, lengths);
create index search_by_place on search.events using spgist (position) include (id, start_date, takes_place, virtual, country, lengths);
create index search_by_place_of_a_sample on search.events using spgist (position) include (id) where is_sample;
-- What broad questions are estimated from, without a look at all that have the words.
create index search_by_words_of_a_sample on search.events using gin (words) where is_sample;

drop function if exists search.tags_between, search.days_bits, search.own_bits, search.page;

create table search.everything (
  only_one boolean primary key default true
    constraint there_is_one_everything check (only_one),
  total bigint not null,
  facets json not null
);
comment on table search.everything is 'How many events there are, and of what: what whoever asks nothing is told. Counted when any changed, not when asked.';
alter table search.everything enable row level security;
revoke all on search.everything from public;

-- Lengths are found in search.events; nothing has asked this index since.
drop index public.distances_by_length;
