-- Why: several sources list the same race on the same day, and readers should see it once. What a source calls one
-- race (a group of its records) is compared with what others say of the same days; what is surely the same shares an
-- event, what may be the same waits for an operator, and what an operator says holds.
-- Who reads it: link_records and what it calls, status.possible_matches and the acts of operators, facts_of (the ranks).
-- Left out on purpose: how alike two names are, and what that weighs: that is code (match_points.sql), not data.

-- Trigrams, where Supabase keeps extensions.
create schema if not exists extensions;
create extension if not exists pg_trgm with schema extensions;
do $$
begin
  if exists (select from pg_extension where extname = 'pg_trgm' and extnamespace <> 'extensions'::regnamespace) then
    raise exception using
      message = 'Extension pg_trgm, which matching needs, is in another schema than "extensions".',
      hint = 'Run as its owner: alter extension pg_trgm set schema extensions;';
  end if;
end
$$;

alter table ingest.sources add column rank smallint not null default 50;
comment on column ingest.sources.rank is 'The code''s: how far it is from the organiser. Of two that tell a fact the lower rank is believed.';

-- Few rows, and our functions are replaced in this transaction.
-- squawk-ignore constraint-missing-not-valid
alter table ingest.runs
  drop constraint trigger_is_known,
  add constraint trigger_is_known
    check (trigger in ('cron', 'sql', 'cli', 'start', 'replay', 'undo', 'erase', 'retry', 'merge', 'split'));
-- squawk-ignore constraint-missing-not-valid
alter table ingest.event_links
  drop constraint method_is_known,
  add constraint method_is_known check (method in ('group', 'match', 'operator'));
comment on column ingest.event_links.method is
  'group: the source itself says so (distances of one race); match: other sources tell of the same race; operator: somebody decided.';

-- Series are never versioned: which editions belong together is no fact that a run takes back.
create sequence ingest.series_ids as bigint;
alter table public.events add column series_id bigint;
create index events_of_a_series on public.events (series_id, start_date) where series_id is not null;
comment on column public.events.series_id is 'Events with the same one are editions of one race, on different days. It never changes and is never given to another series.';

create table ingest.match_keys (
  record_id bigint primary key references ingest.records on delete cascade,
  source text not null,
  group_key text not null,
  cores text[] not null,
  fulls text[] not null,
  numbers numeric[] not null,
  contrasts text[] not null,
  starts date not null,
  ends date not null,
  towns text[] not null,
  region text,
  country text,
  latitude double precision,
  longitude double precision,
  kms numeric[] not null,
  hours numeric[] not null,
  host text,
  page text,
  virtual boolean not null,
  series text,
  constraint a_group_is_compared_once unique (source, group_key)
) with (fillfactor = 85);
create index match_keys_by_core on ingest.match_keys ((cores[1]), country);
create index match_keys_by_series on ingest.match_keys (source, series) where series is not null;
comment on table ingest.match_keys is
  'What each group of live records is compared by. Made from the records whenever they change; record_id is the group''s oldest.';
comment on column ingest.match_keys.cores is 'Its names without what differs between distances, years and languages of one race.';
comment on column ingest.match_keys.fulls is 'Its names folded: small letters, no marks.';
comment on column ingest.match_keys.numbers is 'Numbers in its names: 50 of "Bear 50K" and of "Bear Fifty".';
comment on column ingest.match_keys.contrasts is 'Words in its names that tell twins apart: winter, half, relay …';
comment on column ingest.match_keys.latitude is 'Only where it is of the race or its town.';
comment on column ingest.match_keys.host is 'Of the race''s own website; null where that is a platform''s.';
comment on column ingest.match_keys.series is 'The source''s own id without its year, where it has one.';

-- Without a foreign key: that would cost as much as the rows, and ingest.keep_keys alone writes here and in match_keys.
create table ingest.match_blocks (
  key bigint not null,
  day date not null,
  source text not null,
  record_id bigint not null
);
create index blocks_by_key on ingest.match_blocks (key, day) include (record_id, source);
create index blocks_of_a_record on ingest.match_blocks (record_id);
comment on table ingest.match_blocks is 'Which groups are worth comparing: those with a word, a place or a website in common, on about the same day. key is a hash.';

create table ingest.matches (
  a bigint not null references ingest.match_keys on delete cascade,
  b bigint not null references ingest.match_keys on delete cascade,
  score numeric not null,
  parts jsonb not null,
  primary key (a, b),
  constraint the_older_record_comes_first check (a < b)
);
create index matches_of_the_younger on ingest.matches (b);
comment on table ingest.matches is 'Groups of different sources that may be the same race, by their oldest records.';
comment on column ingest.matches.score is 'The sum of its parts; ingest.match_limits says from where on it is certain.';
comment on column ingest.matches.parts is 'What speaks for and against it: {part: {points, why}}.';

create table ingest.match_decisions (
  id bigint generated always as identity primary key,
  source_a text not null references ingest.sources,
  source_event_id_a text not null,
  source_b text not null references ingest.sources,
  source_event_id_b text not null,
  verdict text not null
    constraint verdict_is_known check (verdict in ('same', 'apart')),
  run_id bigint references ingest.runs,
  decided_at timestamptz not null default now()
);
create index decisions_by_first on ingest.match_decisions (source_a, source_event_id_a);
create index decisions_by_second on ingest.match_decisions (source_b, source_event_id_b);
create index decisions_of_a_run on ingest.match_decisions (run_id);
comment on table ingest.match_decisions is
  'What operators decided of two records, by the sources'' own ids so that it outlasts records. The latest of a pair holds.';
comment on column ingest.match_decisions.run_id is 'The act it is part of: undone with it. Null: its run is gone, and it holds for good.';

-- It knows of all sources now.
drop function if exists ingest.link_records(text);
