create or replace function ingest.register_sources(p_sources jsonb)
returns void
language sql
set search_path = pg_catalog, pg_temp
begin atomic
  -- A merge of two workers that start at once would find a new source missing twice, and insert it twice.
  select pg_advisory_xact_lock(hashtextextended('ultrasearch register', 0));

  merge into ingest.sources s
  using jsonb_to_recordset(p_sources) as c (
    name text, title text, home_page text, licence text, attribution text, terms_url text, enabled boolean,
    base_url text, interval_ms integer, horizon_days integer, may_export boolean, rank smallint, gives_ids boolean)
  on s.name = c.name
  when matched
    and (s.title, s.home_page, s.licence, s.attribution, s.terms_url, s.enabled, s.base_url, s.interval_ms, s.horizon_days,
      s.may_export, s.rank, s.gives_ids)
    is distinct from (c.title, c.home_page, c.licence, c.attribution, c.terms_url, c.enabled, c.base_url, c.interval_ms,
      c.horizon_days, coalesce(c.may_export, s.may_export), coalesce(c.rank, 50), coalesce(c.gives_ids, s.gives_ids))
  then update
    set title = c.title, home_page = c.home_page, licence = c.licence, attribution = c.attribution,
      terms_url = c.terms_url, enabled = c.enabled, base_url = c.base_url, interval_ms = c.interval_ms,
      horizon_days = c.horizon_days, may_export = coalesce(c.may_export, s.may_export), rank = coalesce(c.rank, 50),
      gives_ids = coalesce(c.gives_ids, s.gives_ids)
  when not matched
  then insert (name, title, home_page, licence, attribution, terms_url, enabled, base_url, interval_ms, horizon_days,
      may_export, rank, gives_ids)
    values (c.name, c.title, c.home_page, c.licence, c.attribution, c.terms_url, c.enabled, c.base_url, c.interval_ms,
      c.horizon_days, coalesce(c.may_export, true), coalesce(c.rank, 50), coalesce(c.gives_ids, false));
end;
comment on function ingest.register_sources is 'Write what the code says of each source; an operator''s columns stay as they are.';
