-- Why: an upload wrote a run's number into each of 300,000 rows, and each of them locked the run's row to see that it is there; so did each attempt and
-- reading, while each request that ended changed that row (runs.open): of every version of it Postgres then kept a list of who had locked it, and read
-- through them at every look. Of 20,000 events in 2,800 requests a fetch takes a sixth less without.
-- Who reads it: ingest.forget_runs, which says on the side of runs, once for each deletion, what these constraints said for each row. That a run is there when
-- its number is written down needs no look: only functions write it, and they hold its row, or its request's.
-- Left out on purpose: what refers to readings, records and events, of which each is referred to by few.

alter table ingest.attempts drop constraint attempts_run_id_fkey;
alter table ingest.parses drop constraint parses_run_id_fkey;
alter table ingest.records drop constraint records_changed_run_fkey, drop constraint records_source_fkey;
alter table ingest.record_versions drop constraint record_versions_run_id_fkey;
alter table ingest.event_versions drop constraint event_versions_run_id_fkey;
