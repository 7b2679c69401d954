-- Why: who moves here from an older system has links that people saved. What is imported from there brings its ids along, and they
-- go on working: as the id of the event, or as another name of the one that was here already.
-- Who reads it: ingest.write_links, which gives ids to events; public.event_id, which finds them; ingest.import_rows.
-- Left out on purpose: rows for the other names. A record of such a source has the id, and its link says which event that is now.

alter table ingest.sources add column gives_ids boolean not null default false;
comment on column ingest.sources.gives_ids is
  'The code''s: its own ids are ids of public.events. An event that it brings gets the id if that is free, and is found by it in any case.';
