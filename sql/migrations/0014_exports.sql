-- Why: what readers may take away whole is written to files after each publication, and kept for a while.
-- Who reads it: the task export; status.exports.
-- Left out on purpose: the files. They lie in Storage, or in a folder.

create table ingest.exports (
  id bigint generated always as identity primary key,
  published_at timestamptz not null,
  folder text not null unique,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  removed_at timestamptz,
  manifest jsonb,
  constraint what_is_finished_has_its_manifest check ((finished_at is null) = (manifest is null))
);
comment on table ingest.exports is 'Each time all events were written to files. One without an end was broken off; its files are removed like those of old ones.';
comment on column ingest.exports.published_at is 'The last publication that is in it.';
comment on column ingest.exports.folder is 'Where its files lie, below the bucket or folder of all exports.';
comment on column ingest.exports.manifest is 'What manifest.json says of it.';
create index exports_by_publication on ingest.exports (published_at) where finished_at is not null;

alter table ingest.sources add column may_export boolean not null default true;
comment on column ingest.sources.may_export is 'The code''s: its terms don''t forbid to pass on what it says.';

revoke all on ingest.exports from public, anon, authenticated, service_role;
