create or replace function ingest.put_off(p_request ingest.requests, p_attempt bigint)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform ingest.close_attempt(p_attempt, 'postponed', format('Not its turn with %s yet.', (p_request).host));
  update ingest.requests set slot = null where id = (p_request).id;
  perform ingest.give_turns(array[(p_request).host]);
  return format('request %s waits for its turn with %s', (p_request).id, (p_request).host);
end
$$;
comment on function ingest.put_off is 'Send a locked request back into its host''s line; answers that in words. Its attempt is no failure.';

create or replace function ingest.postpone_download(p_attempt bigint)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_attempt ingest.attempts;
  v_request ingest.requests;
begin
  v_attempt := ingest.lock_attempt(p_attempt);
  if v_attempt.id is null then
    return 'superseded';
  end if;
  select * into strict v_request from ingest.requests where id = v_attempt.request_id;
  perform ingest.release_host(v_request.host, p_attempt);
  perform ingest.put_off(v_request, p_attempt);
  return 'done';
end
$$;
comment on function ingest.postpone_download is
  'A worker that came too late to use its claim on a host asked nothing and gives it back. Answers done or superseded.';
