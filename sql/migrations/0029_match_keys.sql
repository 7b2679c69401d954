-- Why: what names and towns are compared by is read otherwise now (days on which everybody races, parts of towns' names). Keys of before
-- beside keys of now would tell one race for two. The next upload makes all anew, as the first one did; links stay as they are until then,
-- and after it wherever they are still likely. And a source is not always one teller: of a format that many sites speak each site is
-- one, and in an import each race, which may be there twice.

truncate ingest.match_keys, ingest.match_blocks, ingest.matches;
-- It has no rows now, and ingest.keep_keys alone writes here.
-- squawk-ignore adding-required-field
alter table ingest.match_keys add column teller text not null;
comment on column ingest.match_keys.teller is
  'Who says so: no two of one teller are one race. The source; of a format that many sites speak its site; of what was imported each group by itself.';
-- squawk-ignore renaming-column
alter table ingest.match_blocks rename column source to teller;
comment on table ingest.matches is 'Groups of different tellers that may be the same race, by their oldest records.';
