-- Why: a virtual event stood in event_full as a race in the town of whoever organises it: the view has no column to say that it is run anywhere. What
-- search keeps of such events is made anew, when its functions are (search_triggers.sql).
-- Who reads it: the views event_full and distance_filtered_event_full. Nobody else than before.
-- Left out on purpose: search_events, event_points and public.events, which say of an event that it is virtual.
-- How long: as an upload that changes those events; uploads wait meanwhile.

lock table public.events, public.event_distances in share mode;

insert into search.stale select id from search.events where virtual;

comment on column search.listings.takes_place is 'In event_full: at its place on its day, so neither cancelled, postponed nor virtual.';
