-- Why: a run on which one version rests kept all that it had asked for, so that requests grew by a day's pages with every day on which
-- one race changed. What a version rests on is its reading, which stays.

comment on table ingest.requests is
  'The plan of a run, cell by cell: what was asked, and how it ended. Of runs long past, which nothing goes by any more, it is pruned.';
drop function if exists ingest.prune;
