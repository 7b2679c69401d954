create or replace function ingest.note(p_act text, p_detail jsonb)
returns void
language sql
set search_path = pg_catalog, pg_temp
begin atomic
  insert into ingest.audit (who, act, detail)
  values (coalesce(nullif(current_setting('ultrasearch.who', true), ''), session_user), p_act, p_detail);
end;
comment on function ingest.note is
  'Write down an operator''s act, in its transaction. Who it was: the setting ultrasearch.who where a server acts for people, else the session''s user.';
