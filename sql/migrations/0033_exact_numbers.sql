-- Why: bits knew lengths, hours and climb by whole bins. Whoever asked from 160.93 km on, up to 42.2 km or up to 777 m had a look taken at
-- each race at that end, and counts asked twice. Now bits know hundredths of those lengths and hours that are no whole ones, and metres.
-- Who reads it: what search asks of its bits. Nobody else than before.
-- Left out on purpose: a tag for each climb. It would be thousands; an event has one climb, so that its hundreds and its metres tell it.
-- How long: seconds for 200,000 events; uploads wait meanwhile.

lock table public.events, public.event_distances in share mode;

create temporary table exact_numbers on commit drop as
select distinct e.seat, n.tag, n.facet
from search.events e
join public.events p on p.id = e.id
join public.event_distances d on d.event_id = e.id
cross join lateral (
  values
    ('length', 900000000 + case when d.km < 1000000 and d.km % 1 > 0 then round(d.km * 100)::integer end),
    ('duration', 1000000000 + case when d.hours < 1000000 and d.hours % 1 > 0 then round(d.hours * 100)::integer end)
) n (facet, tag)
where n.tag is not null and d.activity in ('run', 'walk', 'ruck') and (not d.virtual or p.virtual)
union all
select seat, 1100000000 + (round(gain) % 100)::integer, 'metres'
from search.events
where gain is not null;

insert into search.tags (id, facet, value)
overriding system value
select distinct tag, facet, (tag % 100000000)::text from exact_numbers;
insert into search.bits (tag, block, bits, first, last)
select tag, block, search.bits_of_pieces(bits, piece * 800 + 1)::bit(32000), min(first) / 8 * 8, max(last)
from (
  select
    tag, seat / 32000 as block, seat % 32000 / 800 as piece, search.piece_of(seat % 800, 1) as bits, min(seat % 32000) as first,
    max(seat % 32000) as last
  from exact_numbers
  group by 1, 2, 3
) pieces
group by 1, 2
order by 1, 2;
analyze search.tags, search.bits;

-- Climbs are found by whole metres: the others are described anew, when search's functions are (search_triggers.sql).
insert into search.stale select id from search.events where gain % 1 <> 0;

comment on column public.event_distances.hours is 'Duration in hours to two decimals; null where the race goes by length.';

drop function if exists
  search.are_bins, search.bins_of, search.reach_of, search.in_months, search.within_month, search.range_conditions, search.gain_conditions;
