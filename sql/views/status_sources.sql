create or replace view status.sources as
select
  s.name as source, s.title, s.enabled, s.attribution, s.licence, s.home_page, s.terms_url, s.interval_ms,
  last.status as last_status, last.reason as last_reason, last.started_at as last_started_at,
  published.finished_at as published_at, last.unread_share,
  (select count(*) from ingest.records r where r.source = s.name and r.withdrawn_at is null) as records,
  s.erased_at, ingest.erased_reason(s.name) as erased_reason,
  w.state, w.since, w.why, told.observed_at, t.stale_after, t.next_tick, coalesce(e.events, 0) as events,
  coalesce(d.requests, 0) as requests_today, floor(86400000.0 / nullif(h.gap_ms, 0))::bigint as requests_a_day,
  last.id as last_run, published.id as published_run, held.run as held_run, case when last.status = 'running' then last.id end as running_run
from ingest.sources s
left join lateral (
  select * from status.runs r where r.source = s.name order by r.run desc limit 1
) last on true
left join lateral (
  select r.id, r.number, r.finished_at
  from ingest.runs r
  where r.source = s.name and r.status in ('published', 'partial')
  order by r.number desc
  limit 1
) published on true
left join lateral (
  -- What readers see of it is as old as this.
  select r.observed_at, r.published_at
  from ingest.runs r
  where r.source = s.name and r.published_at is not null and r.undone_by is null and r.trigger not in ('undo', 'erase', 'merge', 'split')
  order by r.observed_at desc
  limit 1
) told on true
left join lateral (
  select min(r.finished_at) as since, max(r.id) as run, (array_agg(r.reason order by r.number desc))[1] as reason
  from ingest.runs r
  where r.source = s.name and r.status = 'held'
) held on true
left join lateral (
  select r.status, r.reason, r.started_at, r.requests, r.failed
  from ingest.runs r
  where r.source = s.name and r.status not in ('running', 'cancelled', 'discarded') and r.trigger not in ('undo', 'erase', 'replay', 'merge', 'split')
  order by r.number desc
  limit 1
) ended on true
left join lateral (
  select r.number
  from ingest.runs r
  where r.source = s.name and (r.status = 'published' or r.status = 'partial' and r.failed <= r.requests / 2.0)
    and r.trigger not in ('undo', 'erase', 'replay', 'merge', 'split')
  order by r.number desc
  limit 1
) sound on true
left join lateral (
  select a.outcome, a.error, a.started_at
  from ingest.attempts a
  where a.task = 'fetch' and a.payload is not null and coalesce(a.payload ->> 'source', '') = s.name
  order by a.id desc
  limit 1
) fetched on true
cross join lateral (
  -- A fetch that comes to no run fails too.
  select case
    when fetched.outcome = 'failed' and fetched.started_at > coalesce(ended.started_at, '-infinity') then fetched.error
    when ended.status = 'failed' then ended.reason
    -- A share, for pages at a provider's cap fail in every run of some sources.
    when ended.status = 'partial' and ended.failed > ended.requests / 2.0
      then format('%s of %s requests failed.', ended.failed, ended.requests)
  end as why
) failing
cross join lateral (
  select
    coalesce(s.own_stale_after, greatest(interval '36 hours', 1.5 * min(c.period))) as stale_after,
    min(ingest.next_tick(c.schedule, now())) as next_tick
  from ingest.crontab c
  where c.task = 'fetch' and c.source = s.name
) t
left join (
  select k.source, count(*) as events
  from public.events v
  cross join lateral unnest(v.sources) as k (source)
  where v.withdrawn_at is null and v.merged_into is null
  group by k.source
) e on e.source = s.name
left join (
  select r.source, count(*) as requests
  from ingest.downloads o
  join ingest.requests q on q.id = o.request_id
  join ingest.runs r on r.id = q.run_id
  -- The first can be estimated, the second is reckoned once and not for each row.
  where o.finished_at > now() - interval '1 day' and o.finished_at >= (select date_trunc('day', now(), 'UTC'))
  group by r.source
) d on d.source = s.name
left join ingest.hosts h on h.name = ingest.request_host(s.base_url, '')
cross join lateral (
  select state, since, why from (
    values
      (1, s.erased_at is not null, 'erased', s.erased_at, ingest.erased_reason(s.name)),
      (2, not s.enabled, 'disabled', null, null),
      (3, s.paused_at is not null, 'paused', s.paused_at, ingest.paused_reason(s.name)),
      (4, held.run is not null, 'held', held.since, held.reason),
      (5, failing.why is not null, 'failing', coalesce(
        (
          select min(r.finished_at)
          from ingest.runs r
          where r.source = s.name and r.status in ('failed', 'partial') and r.number > coalesce(sound.number, 0)
        ),
        fetched.started_at), failing.why),
      (6, told.observed_at is null, 'never', s.registered_at, 'None of its runs was published yet.'),
      (7, told.observed_at + t.stale_after < now(), 'stale', told.observed_at + t.stale_after,
        format('What it says is of %s UTC: older than %s.',
          to_char(told.observed_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI'), t.stale_after)),
      (8, true, 'fresh', told.published_at, null)
  ) as word (place, holds, state, since, why)
  where holds
  order by place
  limit 1
) w;
comment on view status.sources is
  'Every source and how it is, in one word: fresh; stale (older than stale_after); failing (its last run, or most of its requests); held (a run waits for an operator); paused; '
  'erased; disabled (in the code); never (published). since and why belong to the word.';
comment on column status.sources.stale_after is 'How old what it says may become: an operator''s (set_stale_after), else half as long again as its line of the crontab takes, at least 36 hours.';
comment on column status.sources.observed_at is 'When it said what readers see of it now.';
comment on column status.sources.next_tick is 'When the crontab fetches it next, if a worker is alive then; null where no line does.';
comment on column status.sources.requests_today is 'Answers since midnight UTC; requests_a_day is what its host''s interval allows, null where that is not metered or it has many hosts.';
comment on column status.sources.last_run is 'Ids, as acts take them: of its last run, the last published, a held and a running one.';

create or replace view status.state_changes as
select c.id, c.source, c.state, c.since, c.why, c.noticed_at, c.is_news, c.told_at
from ingest.state_changes c;
comment on view status.state_changes is
  'What became of each source, as the sweep noticed it. is_news: the webhook is told, once (NOTIFY_WEBHOOK_URL); told_at: when it was.';
