create or replace view status.hosts as
select
  h.name as host, h.gap_ms as interval_ms, h.own_interval_ms is not null as interval_is_ours, s.state,
  case s.state
    when 'busy' then h.leased_until
    when 'resting' then h.not_before
    when 'waiting' then ingest.free_at(h)
  end as until,
  case s.state
    when 'paused' then h.pause_reason
    when 'resting' then h.resting_because
  end as why,
  h.failures, h.last_error,
  coalesce(w.requests, 0) as waiting,
  coalesce(d.requests, 0) as requests_24h
from ingest.hosts h
cross join lateral (
  select case
    when h.paused_at is not null then 'paused'
    when h.leased_until > now() and exists (
      select from ingest.attempts a where a.id = h.lease_attempt and a.outcome is null) then 'busy'
    when h.not_before > now() then 'resting'
    when ingest.free_at(h) > now() then 'waiting'
    else 'free'
  end as state
) s
left join (
  select q.host, count(*) as requests
  from ingest.runs r
  join ingest.requests q on q.run_id = r.id and q.state = 'queued'
  where r.status = 'running'
  group by q.host
) w on w.host = h.name
left join (
  select q.host, count(*) as requests
  from ingest.downloads d
  join ingest.requests q on q.id = d.request_id
  where d.finished_at > now() - interval '1 day'
  group by q.host
) d on d.host = h.name;
comment on view status.hosts is
  'Every host and whether it may be asked: free; busy (a request is under way); waiting (the interval runs); resting '
  '(it asked for quiet, or failed three times in a row); paused (by an operator). requests_24h counts answers.';
