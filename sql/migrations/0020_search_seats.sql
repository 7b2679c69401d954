-- Why: counts beside every choice are ANDs of bits, tag by tag and block by block, and each country had a row in each block. So events
-- get a seat beside those of their country, and a country has a block or two: a third of the rows. What broad questions are estimated
-- from sits in blocks of its own, for the same reason. Years have tags: three for the months of three years.
-- Who reads it: nobody else than before.
-- Left out on purpose: nothing is described anew. Rows get their seats in a table beside, while questions are answered from the old one;
-- uploads wait. Questions wait from where the two change places until the end of all of this.

do $$
begin
  execute format(
    'create aggregate search.piece_of(integer, integer) (sfunc = pg_catalog.set_bit, stype = bit, initcond = %L, parallel = safe)',
    repeat('0', 800));
  execute format(
    'create aggregate search.bits_of_pieces("bit", integer) (sfunc = pg_catalog.overlay, stype = bit, initcond = %L, parallel = safe)',
    repeat('0', 32000));
end
$$;
comment on aggregate search.piece_of(integer, integer) is 'The 800 bits of a piece at these places, set to these values (1): what sets a bit copies all of it.';
comment on aggregate search.bits_of_pieces("bit", integer) is 'The bits made of pieces, of which each begins at this place, the first at 1.';

lock table public.events, public.event_distances in share mode;

create table search.seated (
  id bigint not null,
  start_date date not null,
  updated_at timestamptz not null,
  takes_place boolean not null,
  virtual boolean not null,
  country text,
  gain numeric,
  position point,
  is_sample boolean not null,
  lengths int4multirange not null,
  durations int4multirange not null,
  tags integer[] not null,
  words tsvector not null,
  name_key text collate "C" not null,
  seat integer not null,
  constraint seated_has_an_id primary key (id)
);
insert into search.seated
select
  e.id, e.start_date, e.updated_at, e.takes_place, e.virtual, e.country, e.gain, e.position, e.is_sample, e.lengths, e.durations,
  e.tags || e.called_off,
  e.words, e.name_key,
  -- Countries by size, their regions one after another; a fifth of each block left for those to come.
  (n / 25600 * 2 + case when e.is_sample then 1 else 0 end) * 32000 + n % 25600
from (
  select
    e.*,
    case when t.id is not null then array[t.id] else '{}' end as called_off,
    row_number() over (partition by e.is_sample order by c.events desc, e.country, p.state, e.id)::integer - 1 as n
  from search.events e
  join public.events p on p.id = e.id
  left join search.tags t on t.facet = 'status' and t.value = p.status and not e.takes_place
  join (select country, count(*) as events from search.events group by country) c on c.country is not distinct from e.country
) e;

create index events_by_day on search.seated (start_date, id) include (takes_place, virtual, country, position, lengths);
create index events_by_country_and_day on search.seated (country, start_date, id) include (takes_place, virtual, lengths);
create index events_by_change on search.seated (updated_at desc, id desc);
create index events_by_name on search.seated (name_key, id);
create index events_by_words_and_tags on search.seated using gin (words, tags) with (fastupdate = on, gin_pending_list_limit = 65536);
create index events_by_place on search.seated using spgist (position) include (id, start_date, takes_place, virtual, country, lengths, seat);
create index events_by_place_of_a_sample on search.seated using spgist (position) include (id, seat) where is_sample;
create index events_by_words_of_a_sample on search.seated using gin (words) where is_sample;
alter table search.seated alter column words set statistics 1000;
alter table search.seated alter column tags set statistics 1000;
alter table search.seated enable row level security;
analyze search.seated;

-- Plain as search.bits is: a value that is compressed once stays so wherever it goes.
create temporary table bits_by_seat (tag integer, block integer, bits bit(32000) storage plain, first integer, last integer) on commit drop;
insert into bits_by_seat
select tag, block, search.bits_of_pieces(bits, piece * 800 + 1)::bit(32000), min(first) / 8 * 8, max(last)
from (
  select
    tag, seat / 32000 as block, seat % 32000 / 800 as piece, search.piece_of(seat % 800, 1) as bits, min(seat % 32000) as first,
    max(seat % 32000) as last
  from (
    select seat, unnest(tags) as tag from search.seated
    union all
    select e.seat, t.id
    from search.seated e
    join search.tags t
      on t.facet in ('all', 'virtual') and t.value in ('', e.virtual::text) or t.facet = 'status' and t.value = 'scheduled' and e.takes_place
    union all
    select e.seat, n.tag
    from search.seated e
    cross join lateral (
      values
        (400000000 + (12 * extract(year from start_date) + extract(month from start_date) - 1)::integer),
        (500000000 + extract(day from start_date)::integer),
        (600000000 + extract(year from start_date)::integer),
        (300000000 + case when e.gain <= 1000000 then (2 * floor(e.gain / 100) + case when e.gain % 100 > 0 then 1 else 0 end)::integer end)
    ) n (tag)
    where n.tag is not null
    union all
    select e.seat, n.tag
    from public.event_distances d
    join search.seated e on e.id = d.event_id
    cross join lateral (
      values
        (100000000 + case when d.km <= 1000000 then (2 * floor(d.km) + case when d.km % 1 > 0 then 1 else 0 end)::integer end),
        (200000000 + case when d.hours <= 1000000 then (2 * floor(d.hours) + case when d.hours % 1 > 0 then 1 else 0 end)::integer end)
    ) n (tag)
    where n.tag is not null
  ) t
  group by 1, 2, 3
) pieces
group by 1, 2;

insert into search.tags (id, facet, value)
overriding system value
select distinct tag, 'year', (tag % 100000000)::text from bits_by_seat where tag >= 600000000;

-- Here the two change places.
-- It holds on to the table that it was made with, and is made again (tell_event.sql).
drop function if exists search.listed_near;
-- squawk-ignore ban-drop-table
drop table search.events;
-- squawk-ignore renaming-table
alter table search.seated rename to events;
alter table search.events rename constraint seated_has_an_id to events_pkey;
truncate search.bits;
alter table search.bits add column first integer not null default 0, add column last integer not null default 31999;
insert into search.bits (tag, block, bits, first, last) select tag, block, bits, first, last from bits_by_seat order by tag, block;

comment on table search.events is 'What events are found by: one narrow row for each that is published.';
comment on column search.events.takes_place is 'Scheduled: neither cancelled nor postponed.';
comment on column search.events.position is 'Longitude and latitude, WGS 84 degrees.';
comment on column search.events.is_sample is 'One of sixteen, by chance: what broad questions are estimated from.';
comment on column search.events.lengths is 'Metres.';
comment on column search.events.durations is 'Seconds.';
comment on column search.events.words is 'Folded words: of the name with weight A, of the place with weight B.';
comment on column search.events.seat is 'Its bit in search.bits: seat = 32,000 × block + place. Countries sit together; the sample in odd blocks.';
comment on column search.bits.first is 'No bit is set before this one, at the beginning of a byte.';
comment on column search.bits.last is 'No bit is set after this one.';
comment on table search.bits is 'Which events have a tag: one bit each, at their seats. Counts of any combination are ANDs.';
drop function if exists search.own_bits, search.with_any, search.with_between, search.on_days, search.count_tags, search.count_tags_of, search.is_own;
