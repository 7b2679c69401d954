-- Why: a race of 50 km beside which one may cycle 100 miles, or run them at home, was found among the races of 100 miles. What search keeps
-- of events with such distances is made anew, when its functions are (search_triggers.sql).
-- Who reads it: public.search_events, the view event_full and what else asks search. Nobody else than before.
-- Left out on purpose: virtual events, whose distances are all virtual: they are found by their lengths as before.
-- How long: as an upload that changes those events; uploads wait meanwhile.

lock table public.events, public.event_distances in share mode;

insert into search.stale
select distinct d.event_id
from public.event_distances d
join public.events e on e.id = d.event_id
where d.activity not in ('run', 'walk', 'ruck') or d.virtual and not e.virtual;
