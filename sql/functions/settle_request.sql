drop function if exists ingest.settle_request(bigint, text, bigint, text);

create or replace function ingest.settle_request(
  p_request bigint, p_state text, p_parse bigint, p_reason text default null, p_download bigint default null)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_request ingest.requests;
  v_parse ingest.parses;
  v_queued integer := 0;
  v_state text := p_state;
  v_reason text := p_reason;
  v_open integer;
begin
  select * into strict v_request from ingest.requests where id = p_request for update;
  if v_request.settled_at is not null then
    raise exception 'Bug! Request % is settled already (%).', p_request, v_request.state;
  end if;

  if p_parse is not null then
    select * into strict v_parse from ingest.parses where id = p_parse;
    v_queued := ingest.queue_requests(v_request.run_id, p_request, v_parse.requests);
    if v_parse."full" and v_parse.requests = '[]' then
      v_state := 'failed';
      v_reason := ingest.cap_reason();
    elsif v_parse."full" then
      v_state := 'split';
    end if;
  end if;

  update ingest.requests
  set state = v_state, parse_id = p_parse, reason = v_reason, settled_at = now(), download_id = coalesce(p_download, download_id)
  where id = p_request;

  -- The one place where a request leaves the open state: children enter it in the same update.
  update ingest.runs
  set open = open - 1 + v_queued
  where id = v_request.run_id
  returning open into v_open;
  if v_open = 0 then
    perform ingest.queue_upload(v_request.run_id);
  end if;
end
$$;
comment on function ingest.settle_request is
  'End a request: with a reading (its further requests are queued) or as failed with a reason; p_download is the download that ended it, where that isn''t written down yet. '
  'Whoever settles a run''s last open request queues its upload.';

create or replace function ingest.cap_reason()
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
begin atomic
  select 'The page is at the provider''s cap and its cell can''t be split further: there is more than it shows.';
end;
comment on function ingest.cap_reason is 'Why a page that was read makes its run incomplete.';

create or replace function ingest.queue_upload(p_run bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (select from ingest.gazetteer) then
    -- While it is being loaded this waits: its loader releases the uploads that it can see.
    perform pg_advisory_xact_lock_shared(hashtextextended('ultrasearch gazetteer', 0));
    if not exists (select from ingest.gazetteer) then
      -- Once: a job whose key is given away while it runs would never be tried again.
      if not exists (select from graphile_worker.jobs j where j.key = 'gazetteer' and j.attempts < j.max_attempts) then
        perform ingest.queue('gazetteer', '{}', 'gazetteer');
      end if;
      return;
    end if;
  end if;
  perform ingest.line_up_upload(p_run);
end
$$;
comment on function ingest.queue_upload is
  'Queue the upload of a run whose requests are all settled; while there is no gazetteer its loading, which releases the uploads.';
