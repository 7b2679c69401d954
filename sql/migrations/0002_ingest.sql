-- Why: attempts, plan (runs and requests), content (snapshots), readings (parses) and what is current (records)
-- are separate tables, so that status, replay and rollback are queries.
-- Who reads it: the stage functions in sql/functions write it, the views in sql/views/status.sql show it.
-- Left out on purpose: operators' settings other than gates (pauses, budgets), retention, cross-source matching.

create table ingest.sources (
  name text primary key
    constraint source_name_is_one_word check (name ~ '^[a-z][a-z0-9_]*$'),
  title text not null,
  home_page text not null,
  licence text not null,
  attribution text not null,
  terms_url text,
  enabled boolean not null,
  base_url text not null,
  interval_ms integer not null
    constraint interval_is_not_negative check (interval_ms >= 0),
  horizon_days integer not null
    constraint horizon_is_positive check (horizon_days > 0),
  registered_at timestamptz not null default now(),
  max_drop numeric not null default 0.3
    constraint max_drop_is_a_share check (max_drop between 0 and 1),
  max_rejected numeric not null default 0.2
    constraint max_rejected_is_a_share check (max_rejected between 0 and 1)
);
comment on table ingest.sources is 'One row per public API. Workers write the columns that their code owns when they start.';
comment on column ingest.sources.horizon_days is 'How far ahead the source lists races; only a race within may be called missing.';
comment on column ingest.sources.interval_ms is 'Least time between two requests to one host; 0 on loopback.';
comment on column ingest.sources.max_drop is 'Operator''s: a run that lists fewer records than this share below the last published one is held.';
comment on column ingest.sources.max_rejected is 'Operator''s: a run that rejects more than this share of its rows is held.';

create table ingest.sites (
  source text not null references ingest.sources,
  url text not null
    constraint site_is_http check (url ~ '^https?://[^/?#@\s]+(/[^\s]*)?$'),
  added_at timestamptz not null default now(),
  primary key (source, url)
);
comment on table ingest.sites is 'For sources that are a format which many sites speak: the sites (or pages) to ask. Operators keep it.';

create table ingest.hosts (
  name text primary key,
  interval_ms integer not null,
  next_slot timestamptz not null default '-infinity',
  not_before timestamptz not null default '-infinity'
);
comment on table ingest.hosts is 'One budget per host, shared by all workers on all machines.';
comment on column ingest.hosts.next_slot is 'When the next request may be planned; taken by ingest.take_slots.';
comment on column ingest.hosts.not_before is 'The host asked for quiet until then (Retry-After).';

create table ingest.runs (
  id bigint generated always as identity primary key,
  source text not null references ingest.sources,
  number integer not null,
  trigger text not null
    constraint trigger_is_known check (trigger in ('cron', 'sql', 'cli', 'start')),
  job_id bigint
    constraint one_run_per_fetch_job unique,
  parser_version text not null,
  status text not null default 'running'
    constraint run_status_is_known
      check (status in ('running', 'published', 'partial', 'held', 'discarded', 'cancelled', 'failed')),
  complete boolean,
  open integer not null default 0
    constraint open_is_not_negative check (open >= 0),
  reason text,
  approved_at timestamptz,
  started_at timestamptz not null default now(),
  deadline timestamptz not null default now() + interval '6 hours',
  finished_at timestamptz,
  requests integer not null default 0,
  downloaded integer not null default 0,
  unchanged integer not null default 0,
  failed integer not null default 0,
  records integer not null default 0,
  rejected integer not null default 0,
  unread integer not null default 0,
  inserted integer not null default 0,
  updated integer not null default 0,
  withdrawn integer not null default 0,
  kept integer not null default 0,
  constraint runs_are_numbered_per_source unique (source, number),
  constraint a_run_ends_once check ((status = 'running') = (finished_at is null))
) with (fillfactor = 70);
create unique index one_running_run_per_source on ingest.runs (source) where status = 'running';
comment on table ingest.runs is 'One fetch of one source, from its plan to what it published.';
comment on column ingest.runs.complete is 'Every request was answered in full: only then may a race be called missing.';
comment on column ingest.runs.open is 'Requests not settled yet; whoever brings it to 0 queues the upload.';
comment on column ingest.runs.deadline is 'What is still open then is failed by the sweep. 6 hours: a day''s fetch at one request per 5 s is 4,320 requests.';
comment on column ingest.runs.unread is 'Records whose text on distances said nothing to the parser.';
comment on column ingest.runs.inserted is 'Public events that are new; updated, withdrawn and kept (unchanged) count public events too.';

create table ingest.attempts (
  id bigint generated always as identity primary key,
  task text not null,
  job_id bigint not null,
  number integer not null,
  worker text not null,
  run_id bigint references ingest.runs on delete cascade,
  request_id bigint,
  payload jsonb,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  outcome text
    constraint outcome_is_known check (outcome in ('done', 'failed', 'crashed', 'superseded', 'postponed')),
  error text,
  stack text,
  constraint an_attempt_ends_with_an_outcome check ((finished_at is null) = (outcome is null))
) with (fillfactor = 80);
create index attempts_of_a_request on ingest.attempts (request_id, task);
create index attempts_of_a_run on ingest.attempts (run_id, task);
create index attempts_of_a_job on ingest.attempts (job_id);
create index open_attempts_of_a_worker on ingest.attempts (worker) where outcome is null;
comment on table ingest.attempts is 'Every attempt of every job: the queue itself forgets finished jobs and keeps only a last error.';
comment on column ingest.attempts.number is 'The queue''s own count of tries of this job, crashed ones included.';

create table ingest.snapshots (
  sha256 bytea primary key
    constraint sha256_is_32_bytes check (length(sha256) = 32),
  body bytea not null,
  encoding text not null
    constraint encoding_is_known check (encoding in ('gzip')),
  bytes bigint not null,
  created_at timestamptz not null default now()
);
-- Already compressed: a second try by Postgres would only cost time.
alter table ingest.snapshots alter column body set storage external;
comment on table ingest.snapshots is 'Bytes as they came, once per content, compressed. sha256 and bytes are of the uncompressed body.';

create table ingest.parses (
  id bigint generated always as identity primary key,
  source text not null references ingest.sources,
  key text not null,
  snapshot_sha256 bytea not null references ingest.snapshots,
  parser_version text not null,
  run_id bigint references ingest.runs on delete set null,
  records integer not null,
  rejected integer not null,
  "full" boolean not null,
  requests jsonb not null,
  created_at timestamptz not null default now()
);
comment on table ingest.parses is 'One reading of one snapshot by one parser version. Its output is immutable.';
comment on column ingest.parses."full" is 'The page was at the provider''s cap: its requests are the parts of its cell.';
comment on column ingest.parses.requests is 'The further requests this reading asks for, made again whenever the reading is reused.';

create table ingest.requests (
  id bigint generated always as identity primary key,
  run_id bigint not null references ingest.runs on delete cascade,
  parent_id bigint references ingest.requests on delete cascade,
  key text not null,
  host text not null references ingest.hosts,
  context jsonb,
  state text not null default 'queued'
    constraint request_state_is_known
      check (state in ('queued', 'downloaded', 'parsed', 'unchanged', 'split', 'failed')),
  slot timestamptz not null,
  download_id bigint,
  parse_id bigint references ingest.parses,
  reason text,
  settled_at timestamptz,
  constraint a_request_is_asked_once_per_run unique (run_id, key),
  constraint a_settled_request_has_a_time check ((state in ('queued', 'downloaded')) = (settled_at is null)),
  constraint a_failed_request_says_why check (state <> 'failed' or reason is not null)
) with (fillfactor = 70);
create index open_requests on ingest.requests (run_id) where state in ('queued', 'downloaded');
create index requests_with_a_reading on ingest.requests (run_id, parse_id) where parse_id is not null;
comment on table ingest.requests is 'The plan of a run, cell by cell: what was asked, and how it ended.';
comment on column ingest.requests.key is 'The URL relative to the source''s base, or an absolute one: the page''s name in every run.';
comment on column ingest.requests.slot is 'When the host''s budget lets it go.';

alter table ingest.attempts
  add constraint attempts_request_id_fkey foreign key (request_id) references ingest.requests on delete cascade;

create table ingest.downloads (
  id bigint generated always as identity primary key,
  request_id bigint not null references ingest.requests on delete cascade,
  attempt_id bigint not null references ingest.attempts on delete cascade,
  outcome text not null
    constraint download_outcome_is_known check (outcome in ('new', 'unchanged', 'failed')),
  http_status integer,
  content_type text,
  etag text,
  last_modified text,
  bytes bigint,
  body_sha256 bytea,
  snapshot_sha256 bytea references ingest.snapshots,
  error text,
  finished_at timestamptz not null default now()
);
create index downloads_of_a_request on ingest.downloads (request_id);
alter table ingest.requests
  add constraint requests_download_id_fkey foreign key (download_id) references ingest.downloads on delete set null;
comment on table ingest.downloads is 'Every answer from outside, good or bad.';
comment on column ingest.downloads.body_sha256 is 'Of the body as received: decides whether a page changed.';

create table ingest.pages (
  source text not null references ingest.sources,
  key text not null,
  body_sha256 bytea not null,
  snapshot_sha256 bytea not null references ingest.snapshots,
  etag text,
  last_modified text,
  parse_id bigint not null references ingest.parses,
  primary key (source, key)
) with (fillfactor = 80);
comment on table ingest.pages is 'The latest reading of each page, which conditional requests go by. Never pruned.';

create table ingest.parsed_records (
  parse_id bigint not null references ingest.parses on delete cascade,
  source_event_id text not null,
  group_key text not null,
  hash uuid not null,
  name text not null,
  edition integer,
  url text,
  start_date date not null,
  end_date date,
  place text not null,
  city text,
  city_keys text[] not null default '{}',
  region text,
  country text
    constraint country_is_iso_alpha_3 check (country ~ '^[A-Z]{3}$'),
  latitude double precision
    constraint latitude_is_on_earth check (latitude between -90 and 90),
  longitude double precision
    constraint longitude_is_on_earth check (longitude between -180 and 180),
  status text not null,
  registration text,
  virtual boolean not null,
  elevation_gain numeric,
  surface text,
  event_type text,
  distance_text text not null default '',
  distances jsonb not null,
  primary key (parse_id, source_event_id),
  constraint end_is_not_before_start check (end_date >= start_date),
  constraint coordinates_come_in_pairs check ((latitude is null) = (longitude is null))
);
comment on table ingest.parsed_records is 'What one reading says of one race. Rows are never changed; records point here.';
comment on column ingest.parsed_records.city_keys is 'The town as the gazetteer spells names, the likeliest reading first.';
comment on column ingest.parsed_records.distance_text is 'What the distances were read from; with no distances read it counts as unread.';
comment on column ingest.parsed_records.hash is 'md5 over every fact of the row, group included.';

create table ingest.rejects (
  id bigint generated always as identity primary key,
  parse_id bigint not null references ingest.parses on delete cascade,
  source_event_id text,
  reason text not null,
  raw jsonb
);
create index rejects_of_a_parse on ingest.rejects (parse_id);
comment on table ingest.rejects is 'Rows that could not be read, with the reason and the row as it came.';

create table ingest.records (
  id bigint generated always as identity primary key,
  source text not null references ingest.sources,
  source_event_id text not null,
  group_key text not null,
  parse_id bigint not null,
  hash uuid not null,
  start_date date not null,
  changed_run bigint not null references ingest.runs,
  missing_runs smallint not null default 0,
  withdrawn_at timestamptz,
  constraint a_source_names_a_race_once unique (source, source_event_id),
  constraint a_record_rests_on_a_reading
    foreign key (parse_id, source_event_id) references ingest.parsed_records
) with (fillfactor = 85);
create index records_of_a_group on ingest.records (source, group_key);
create index records_that_may_go_missing on ingest.records (source, start_date) where withdrawn_at is null;
comment on table ingest.records is 'What each source says now of each race it names, by the source''s own id.';
comment on column ingest.records.missing_runs is 'Complete runs in a row that did not list it; at 2 it is withdrawn.';

create table ingest.record_versions (
  record_id bigint not null references ingest.records,
  valid_from timestamptz not null,
  valid_to timestamptz,
  run_id bigint not null references ingest.runs,
  parse_id bigint not null,
  hash uuid not null,
  primary key (record_id, valid_from),
  constraint a_version_ends_after_it_began check (valid_to > valid_from)
) with (fillfactor = 85);
create unique index current_version_of_a_record on ingest.record_versions (record_id) where valid_to is null;
comment on table ingest.record_versions is 'Every version of every record; a gap is a time when it was withdrawn.';

create table ingest.workers (
  id text primary key,
  host text not null,
  pid integer not null,
  tasks text[] not null,
  started_at timestamptz not null default now(),
  beat_at timestamptz not null default now(),
  steady_since timestamptz not null default now()
) with (fillfactor = 50);
comment on table ingest.workers is 'Worker pools that are alive: each beats here every second or so.';
comment on column ingest.workers.steady_since is 'Beating without a gap since then; only a steady observer may declare another dead.';
