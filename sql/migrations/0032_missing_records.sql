-- Why: of a source of many sites a partial run misses races too, those of the sites that told it all (list_missing.sql). Only words change.

comment on table ingest.missing_records is
  'What each run that was told all, by its source or by the race''s own site, should have listed and did not. A record that two of them in a row miss is withdrawn.';
