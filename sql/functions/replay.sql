create or replace function ingest.replay(
  p_source text, p_since timestamptz, p_parser_version text, p_unreadable jsonb, p_approve boolean)
returns setof ingest.runs
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_told ingest.runs;
  v_run ingest.runs;
begin
  perform ingest.lock_publish();
  for v_told in select * from ingest.replayed_runs(p_source, p_since) loop
    insert into ingest.runs (source, number, trigger, parent_run, parser_version, observed_at, approved_at)
    values (
      p_source, ingest.next_number(p_source), 'replay', v_told.id, p_parser_version, v_told.observed_at,
      case when p_approve then now() end)
    returning * into v_run;
    perform ingest.replay_requests(v_run, v_told.id, p_unreadable);
    perform ingest.publish_run(v_run.id);
    return query select * from ingest.runs where id = v_run.id;
    -- What comes after one that is held would be judged by what it did not do.
    exit when exists (select from ingest.runs where id = v_run.id and status = 'held');
  end loop;
end
$$;
comment on function ingest.replay is
  'Say again what published runs were told, as readings of this parser version that are kept already: one run of trigger replay for '
  'each, in order, up to the first that is held. Of several all or none should be published: then the caller rolls back. p_unreadable: [{key, snapshot, reason}]. What was observed later stays as it is.';

create or replace function ingest.replay_requests(p_run ingest.runs, p_told bigint, p_unreadable jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into ingest.requests (run_id, key, host, context, slot, download_id, parse_id, state, reason, settled_at)
  select
    p_run.id, l.key, l.host, l.context, l.slot, l.download_id, (a).id,
    case
      when (a).id is null or stands_in or ((a)."full" and (a).requests = '[]') then 'failed'
      when (a)."full" then 'split'
      else 'parsed'
    end,
    case
      when (a).id is null then coalesce(u.reason, 'Nothing of this page was kept.')
      when stands_in then 'It was not fetched then: what is known of it otherwise stands in.'
      when (a)."full" and (a).requests = '[]' then ingest.cap_reason()
    end,
    now()
  from ingest.leaves(p_told) l
  cross join lateral (select ingest.reading_of(l.snapshot_sha256, l.key, p_run.parser_version) as a) r
  -- What a page said at another time is no proof of what it lacked then.
  cross join lateral (
    select o.state = 'failed' and d.snapshot_sha256 is null as stands_in
    from ingest.requests o
    left join ingest.downloads d on d.id = o.download_id
    where o.run_id = p_told and o.key = l.key
  ) f
  left join jsonb_to_recordset(p_unreadable) as u (key text, snapshot text, reason text)
    on u.key = l.key and decode(u.snapshot, 'hex') = l.snapshot_sha256;

  perform ingest.adopt_requests(p_told, p_run.id);

  insert into ingest.requests (run_id, parent_id, key, host, context, slot, state, reason, settled_at)
  select distinct on (n.key)
    p_run.id, q.id, n.key, q.host, n.context, q.slot, 'failed', 'The parser asks for this page now, and it was not fetched then.', now()
  from ingest.requests q
  join ingest.parses a on a.id = q.parse_id
  cross join lateral jsonb_to_recordset(a.requests) as n (key text, context jsonb)
  where q.run_id = p_run.id
  order by n.key, q.id
  on conflict on constraint a_request_is_asked_once_per_run do nothing;

  -- The next fetch finds these bytes read already.
  update ingest.pages p
  set parse_id = q.parse_id
  from ingest.requests q
  join ingest.parses a on a.id = q.parse_id
  where q.run_id = p_run.id and p.source = p_run.source and p.key = q.key and p.snapshot_sha256 = a.snapshot_sha256
    and p.parse_id <> q.parse_id;
end
$$;
comment on function ingest.replay_requests is 'Give a replay the settled requests of the run it says again, with the readings of its parser version.';
