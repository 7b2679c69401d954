-- Why: while a new release rolls out, workers with different parsers run side by side. Which parsers each has must be
-- known, so that a page can be left to a worker that reads as its run was planned.
-- Who reads it: whoever begins a parse. Written by ingest.beat.
-- Left out on purpose: the versions of anything else; stage functions stay compatible for a release.

alter table ingest.workers add column parsers jsonb not null default '{}';
comment on column ingest.workers.parsers is 'Version of the parser of each source, {source: version}; of use where tasks has parse.';
