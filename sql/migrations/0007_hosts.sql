-- Why: one budget per host is more than a list of slots handed out ahead. The end of the last request, a lease on the
-- one under way, the host's own wish for quiet and the operator's word decide when the next may go, and all of them
-- must reach requests that were planned before. So a request of a metered host waits for its turn without a job.
-- Who reads it: ingest.claim_host, release_host and give_turns; the view status.hosts.
-- Left out on purpose: weights between sources that share a host (the oldest request goes first), and budgets per day.

-- It took slots ahead, and its body holds on to the column that goes.
drop function if exists ingest.take_slots(text, integer);
-- Read by functions only, which are replaced in this transaction.
-- squawk-ignore ban-drop-column
alter table ingest.hosts drop column next_slot;

alter table ingest.hosts
  add column own_interval_ms integer
    constraint own_interval_is_not_negative check (own_interval_ms >= 0),
  -- A few hundred rows are rewritten.
  -- squawk-ignore adding-field-with-default
  add column gap_ms integer not null generated always as (coalesce(own_interval_ms, interval_ms)) stored,
  add column ended_at timestamptz not null default '-infinity',
  add column lease_attempt bigint,
  add column leased_until timestamptz,
  add column resting_because text,
  add column failures integer not null default 0,
  add column last_error text,
  add column paused_at timestamptz,
  add column pause_reason text,
  add constraint a_lease_has_an_end check ((lease_attempt is null) = (leased_until is null)),
  add constraint a_pause_says_why check ((paused_at is null) = (pause_reason is null));
comment on column ingest.hosts.interval_ms is 'What the code of the source that asked last wants; 0 on loopback.';
comment on column ingest.hosts.own_interval_ms is 'Operator''s: wins over the code''s.';
comment on column ingest.hosts.gap_ms is
  'Least time from the end of a request to the next one. 0: the host is not metered, its requests go as they come.';
comment on column ingest.hosts.not_before is 'The host is left alone until then; resting_because says why.';
comment on column ingest.hosts.ended_at is 'End of the last request.';
comment on column ingest.hosts.lease_attempt is 'The attempt that may ask this host now. When it ended otherwise than by its finish, its row says when.';
comment on column ingest.hosts.leased_until is 'When that attempt''s request is over at the latest: the worker ends it by then.';
comment on column ingest.hosts.failures is 'Requests in a row that found the host refusing, broken or silent.';
comment on column ingest.hosts.paused_at is 'Operator''s: nothing is asked until somebody resumes it.';

-- Null: it waits for its turn and has no job.
-- squawk-ignore ban-drop-not-null
alter table ingest.requests alter column slot drop not null;
alter table ingest.requests add column waiting_since timestamptz not null default now();
comment on column ingest.requests.slot is 'When its job comes due; null while it waits for its host''s turn and has no job.';
comment on column ingest.requests.waiting_since is 'Its place in its host''s line. A failure sends it to the end: one broken page holds nobody up.';

create index requests_in_line on ingest.requests (host, waiting_since, id) where state = 'queued' and slot is null;
create index requests_with_a_turn on ingest.requests (host, slot) where state = 'queued' and slot is not null;
-- For the requests of the last day: rows lie in the order of time.
create index downloads_by_time on ingest.downloads using brin (finished_at);
