-- Why: "what did this run change", "the events as of last Tuesday" and undoing a run are questions to the data, not to
-- a backup. Every version of every record and event is kept with the run that made it, and publications have an order.
-- Who reads it: the functions in sql/functions/status_history.sql, undo_run and the gate; only publications write it.
-- Left out on purpose: versions of what operators set (limits, sites): those acts stand in ingest.audit.

-- Limits that hold a run. Each is the operator's, per source.
alter table ingest.sources
  add column max_unread numeric not null default 0.25
    constraint max_unread_is_a_share check (max_unread between 0 and 1),
  add column max_unplaced numeric not null default 0.5
    constraint max_unplaced_is_a_share check (max_unplaced between 0 and 1),
  add column max_misdated numeric not null default 0.2
    constraint max_misdated_is_a_share check (max_misdated between 0 and 1),
  add column max_changed numeric not null default 0.5
    constraint max_changed_is_a_share check (max_changed between 0 and 1);
comment on column ingest.sources.max_drop is 'Operator''s: a run that lists fewer records than this share below the median of the last five published ones is held.';
comment on column ingest.sources.max_unread is 'Operator''s: a run that can''t read the distances of more than this share of its records is held.';
comment on column ingest.sources.max_unplaced is 'Operator''s: a run that has neither coordinates nor a known town for more than this share of its records is held.';
comment on column ingest.sources.max_misdated is 'Operator''s: a run with more than this share of its days in the past, or more than 3 years ahead, is held.';
comment on column ingest.sources.max_changed is 'Operator''s: a run that changes more than this share of the events it lists is held.';

alter table ingest.runs
  add column parent_run bigint references ingest.runs,
  add column observed_at timestamptz not null default now(),
  add column published_at timestamptz,
  add column undone_by bigint references ingest.runs,
  add column unplaced integer not null default 0,
  add column misdated integer not null default 0,
  add column changed integer not null default 0,
  drop constraint trigger_is_known,
  add constraint trigger_is_known check (trigger in ('cron', 'sql', 'cli', 'start', 'replay', 'undo'));
update ingest.runs
set observed_at = started_at, published_at = case when status in ('published', 'partial') then finished_at end;
create unique index publications_have_an_order on ingest.runs (published_at);
create index runs_undone on ingest.runs (undone_by) where undone_by is not null;
create index children_of_a_run on ingest.runs (parent_run) where parent_run is not null;
comment on column ingest.runs.parent_run is 'The run that this one replays or undoes.';
comment on column ingest.runs.observed_at is 'When its source said so: a replay says again what an older run was told.';
comment on column ingest.runs.published_at is 'When it was published; no two alike, later is later. Versions begin and end at these moments.';
comment on column ingest.runs.undone_by is 'The run that took it back.';
comment on column ingest.runs.unplaced is 'Records with neither coordinates of their own nor a town that is known; virtual races aside.';
comment on column ingest.runs.misdated is 'Records of days in the past or more than 3 years ahead.';
comment on column ingest.runs.changed is 'Events known before whose records it changes.';

-- Where a record lies is found once per version of it, before it is gated and linked.
alter table ingest.records
  add column latitude double precision,
  add column longitude double precision,
  add column precision text,
  add column ambiguous boolean not null default false;
comment on column ingest.records.changed_run is 'The run that changed or withdrew it last.';
comment on column ingest.records.precision is 'What the coordinates are of, as in public.events.';
update ingest.records r
set latitude = e.latitude, longitude = e.longitude, precision = e.precision, ambiguous = e.ambiguous
from ingest.event_links l
join public.events e on e.id = l.event_id
where l.record_id = r.id;

alter table ingest.record_versions
  add column event_id bigint references public.events deferrable initially deferred,
  add column latitude double precision,
  add column longitude double precision,
  add column precision text,
  add column ambiguous boolean not null default false;
update ingest.record_versions v
set event_id = l.event_id, latitude = r.latitude, longitude = r.longitude, precision = r.precision, ambiguous = r.ambiguous
from ingest.records r
join ingest.event_links l on l.record_id = r.id
where r.id = v.record_id;
-- Nobody reads meanwhile: workers do, and they wait for this transaction.
-- squawk-ignore adding-not-nullable-field
alter table ingest.record_versions alter column event_id set not null;
create index record_versions_of_a_run on ingest.record_versions (run_id);
create index record_versions_by_end on ingest.record_versions (valid_to) where valid_to is not null;
create index records_by_run on ingest.records (changed_run);
comment on table ingest.record_versions is 'Every version of every record: the reading it rests on, where it lies, and which event it describes. A gap is a time when it was withdrawn.';

create table ingest.event_versions (
  event_id bigint not null references public.events,
  valid_from timestamptz not null,
  valid_to timestamptz,
  run_id bigint not null references ingest.runs,
  facts jsonb not null,
  primary key (event_id, valid_from),
  constraint an_event_version_ends_after_it_began check (valid_to > valid_from)
) with (fillfactor = 85);
create unique index current_version_of_an_event on ingest.event_versions (event_id) where valid_to is null;
create index event_versions_of_a_run on ingest.event_versions (run_id);
create index event_versions_by_end on ingest.event_versions (valid_to) where valid_to is not null;
comment on table ingest.event_versions is 'Every version of every public event, its distances included.';
comment on column ingest.event_versions.facts is 'The row of public.events without id and times of change, and its distances; without nulls.';
insert into ingest.event_versions (event_id, valid_from, run_id, facts)
select
  e.id, r.published_at, r.id,
  jsonb_strip_nulls(to_jsonb(e) - 'id' - 'created_at' - 'updated_at' || jsonb_build_object('distances', coalesce(
    (select jsonb_agg(to_jsonb(d) - 'event_id' order by d.position) from public.event_distances d where d.event_id = e.id), '[]')))
from public.events e
cross join lateral (
  select runs.id, runs.published_at
  from ingest.record_versions v
  join ingest.runs on runs.id = v.run_id
  where v.event_id = e.id and runs.published_at is not null
  order by runs.published_at desc
  limit 1
) r;

create table ingest.missing_records (
  run_id bigint not null references ingest.runs on delete cascade,
  record_id bigint not null references ingest.records on delete cascade,
  seen_again_by bigint references ingest.runs,
  primary key (run_id, record_id)
);
create index records_still_missing on ingest.missing_records (record_id) where seen_again_by is null;
create index records_seen_again on ingest.missing_records (seen_again_by) where seen_again_by is not null;
comment on table ingest.missing_records is 'What each complete run should have listed and did not: missing in two in a row, a race is withdrawn.';
comment on column ingest.missing_records.seen_again_by is 'The run that listed it after all.';
insert into ingest.missing_records (run_id, record_id)
select last.id, r.id
from ingest.records r
cross join lateral (
  select id from ingest.runs where source = r.source and status = 'published' and complete order by number desc limit 1
) last
where r.missing_runs > 0 and r.withdrawn_at is null;
-- Only our functions read it, and they are replaced in this transaction.
-- squawk-ignore ban-drop-column
alter table ingest.records drop column missing_runs;

alter table ingest.parses
  add column url text,
  add column fetched_at timestamptz;
update ingest.parses p
set url = s.base_url || regexp_replace(p.key, case when s.base_url <> '' then '^https?://' else '^$' end, ''), fetched_at = p.created_at
from ingest.sources s
where s.name = p.source;
create index parses_of_a_snapshot on ingest.parses (snapshot_sha256, key);
create index parses_of_a_run on ingest.parses (run_id);
comment on column ingest.parses.url is 'Where the snapshot was fetched from.';
comment on column ingest.parses.fetched_at is 'When these bytes were fetched.';

-- Their work is done by gather_events and write_events now.
drop function if exists ingest.publish_events(bigint);
drop function if exists ingest.publish_distances();

create table ingest.audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  who text not null,
  act text not null,
  detail jsonb not null
);
comment on table ingest.audit is 'What operators did, by whom and when. Never pruned.';

-- A replay runs to its end within its transaction: it never stands beside a fetch.
drop index ingest.one_running_run_per_source;
create unique index one_running_run_per_source on ingest.runs (source) where status = 'running' and trigger <> 'replay';
