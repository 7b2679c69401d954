-- Why: deleting a row looks up whatever may refer to it. Erasing a source deletes its records and events by the ten
-- thousand; without these each of them read three tables from end to end.
-- Who reads it: status.erase_source; undo_run asks by event which records later runs changed.
-- Left out on purpose: parses by source, since sources are never deleted.

create index record_versions_of_an_event on ingest.record_versions (event_id);
create index events_merged_into on public.events (merged_into) where merged_into is not null;
create index missing_records_of_a_record on ingest.missing_records (record_id);
