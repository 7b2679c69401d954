-- Why: a version says what the record, its link and the event say that it is made of, in the same statement; that its record, reading and event are there, these say already.
-- To look once more took 400,000 checks of an upload of 100,000 races, a twentieth of its time.
-- Who reads it: ingest.keep_versioned, which sees to it on the other side, once for each deletion: none of the three goes while a version rests on it.
-- Left out on purpose: what is referred to by records, links, distances and keys, which are what everything else rests on.

-- All of them at once or none, as in 0041. Then no upload is under way, and for whoever reads events it waits in their line: there may always be one.
do $$
begin
  for try in 1 .. 600 loop
    begin
      lock table ingest.parses, ingest.records, ingest.record_versions, ingest.event_versions in access exclusive mode nowait;
      set local lock_timeout = '1s';
      lock table public.events in access exclusive mode;
      return;
    exception when lock_not_available then
      perform pg_sleep(0.1);
    end;
  end loop;
  raise lock_not_available using message = 'The stages left no moment in a minute in which none of them was at work; perhaps an upload is under way.',
    hint = 'Migrate again when it is over (status.activity), or stop the workers meanwhile.';
end
$$;
alter table ingest.record_versions
  drop constraint record_versions_record_id_fkey, drop constraint record_versions_event_id_fkey, drop constraint a_version_rests_on_a_reading;
alter table ingest.event_versions drop constraint event_versions_event_id_fkey;
