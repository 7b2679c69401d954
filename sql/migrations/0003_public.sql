-- Why: the one table of races that everybody reads, and which records each event rests on.
-- Who reads it: the front end through supabase-js as anon, under row-level security; only upload_run writes it.
-- Left out on purpose: search indexes beyond the front end's filters, cross-source matching, event versions.

create table public.events (
  id bigint generated always as identity primary key,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  name text not null,
  edition integer,
  url text,
  start_date date not null,
  end_date date,
  city text,
  state text,
  country text,
  latitude double precision,
  longitude double precision,
  precision text
    constraint precision_is_known check (precision in ('source', 'city', 'region', 'country')),
  ambiguous boolean not null default false,
  status text not null
    constraint event_status_is_known check (status in ('scheduled', 'cancelled', 'postponed')),
  registration text
    constraint registration_is_known check (registration in ('open', 'closed', 'sold-out')),
  virtual boolean not null,
  elevation_gain numeric,
  surface text
    constraint surface_is_known check (surface in ('road', 'trail', 'track', 'indoor')),
  event_type text,
  sources text[] not null,
  withdrawn_at timestamptz,
  merged_into bigint references public.events
) with (fillfactor = 85);
create index events_by_day on public.events (start_date, id);
create index events_by_country_and_day on public.events (country, start_date, id);
comment on table public.events is 'One row per race and day. The id never changes and is never given to another event.';
comment on column public.events.start_date is 'Day in the race''s own place.';
comment on column public.events.state is 'State, province or region: code where one is known, else the source''s text.';
comment on column public.events.country is 'ISO 3166-1 alpha-3.';
comment on column public.events.latitude is 'WGS 84 degrees.';
comment on column public.events.edition is 'Which time it takes place, where a source says so.';
comment on column public.events.precision is 'What the coordinates are of: source (the race''s own), city, or the middle of a region or country; null without any.';
comment on column public.events.ambiguous is 'Several towns of this name: none was guessed.';
comment on column public.events.event_type is 'What sort of event it is, where a source says so: stage race, backyard, invitational, walk …';
comment on column public.events.elevation_gain is 'Metres.';
comment on column public.events.sources is 'Sources that list it now.';
comment on column public.events.withdrawn_at is 'No source lists it any more; hidden from readers, kept under its id.';
comment on column public.events.merged_into is 'The older event this one turned out to be.';

create table public.event_distances (
  event_id bigint not null references public.events,
  position smallint not null,
  raw text not null,
  kind text not null,
  amount numeric,
  unit text,
  km numeric
    constraint distance_is_positive check (km > 0),
  hours numeric
    constraint duration_is_positive check (hours > 0),
  stages integer,
  team_size integer,
  virtual boolean not null,
  activity text not null,
  primary key (event_id, position)
) with (fillfactor = 90);
create index distances_by_length on public.event_distances (km, event_id) where km is not null;
comment on table public.event_distances is 'The races within an event, in the order the sources give them.';
comment on column public.event_distances.raw is 'The text it was read from.';
comment on column public.event_distances.km is 'Length in km to two decimals; null where the race goes by time.';
comment on column public.event_distances.hours is 'Duration in hours; null where the race goes by length.';

alter table public.events enable row level security;
create policy anyone_reads_live_events on public.events
  for select to anon, authenticated, service_role
  using (withdrawn_at is null and merged_into is null);

alter table public.event_distances enable row level security;
create policy anyone_reads_distances_of_live_events on public.event_distances
  for select to anon, authenticated, service_role
  using (exists (select from public.events where events.id = event_distances.event_id));

-- Checked at commit: a link is written before the event that is made from it.
create table ingest.event_links (
  record_id bigint primary key references ingest.records,
  event_id bigint not null references public.events deferrable initially deferred,
  method text not null
    constraint method_is_known check (method in ('group')),
  linked_at timestamptz not null default now()
);
create index records_of_an_event on ingest.event_links (event_id);
comment on table ingest.event_links is 'Which event each record describes, and how we know.';
comment on column ingest.event_links.method is 'group: the source itself says so (distances of one race).';
