-- Why: an upload wrote a run's number into each of 300,000 rows, and each of them locked the run's row to see that it is there; so did each attempt and
-- reading, while each request that ended changed that row (runs.open): of every version of it Postgres then kept a list of who had locked it, and read
-- through them at every look.
-- Who reads it: ingest.forget_runs, which says on the side of runs, once for each deletion, what these constraints said for each row. That a run is there when
-- its number is written down needs no look: only functions write it, who hold its row, its request's or its source's, or whom a version tells of it.
-- Left out on purpose: what refers to readings and records, and to events, of which each is referred to by few. That a record's source is one is said by its reading,
-- which refers to its own.

-- All of them at once or none: one by one they would wait for stages that wait for them, and hold up the others meanwhile.
do $$
begin
  for try in 1 .. 600 loop
    begin
      lock table ingest.sources, ingest.runs, ingest.attempts, ingest.parses, ingest.records, ingest.record_versions, ingest.event_versions
        in access exclusive mode nowait;
      return;
    exception when lock_not_available then
      perform pg_sleep(0.1);
    end;
  end loop;
  raise lock_not_available using message = 'The stages left no moment in a minute in which none of them was at work; perhaps an upload is under way.',
    hint = 'Migrate again when it is over (status.activity), or stop the workers meanwhile.';
end
$$;
alter table ingest.attempts drop constraint attempts_run_id_fkey;
alter table ingest.parses drop constraint parses_run_id_fkey;
alter table ingest.records drop constraint records_changed_run_fkey, drop constraint records_source_fkey;
alter table ingest.record_versions drop constraint record_versions_run_id_fkey;
alter table ingest.event_versions drop constraint event_versions_run_id_fkey;
