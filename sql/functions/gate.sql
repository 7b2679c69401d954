create or replace function ingest.gate(p_run bigint)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- A share of fewer rows is chance: one organiser's two moved races would be "everything changed".
  c_enough constant integer := 10;
  v_run ingest.runs;
  v_source ingest.sources;
  v_reasons text;
begin
  select * into strict v_run from ingest.runs where id = p_run;
  select * into strict v_source from ingest.sources where name = v_run.source;

  with measured (share, most, least_rows, of, said) as (
    values
      (v_run.rejected, v_source.max_rejected, 1, v_run.records + v_run.rejected, 'rows were rejected'),
      (v_run.unread, v_source.max_unread, c_enough, v_run.records, 'records have distances that can''t be read'),
      (v_run.misdated, v_source.max_misdated, c_enough, v_run.records, 'records are of days in the past or more than 3 years ahead'),
      (case when exists (select from ingest.gazetteer) then v_run.unplaced end, v_source.max_unplaced, c_enough,
        (select count(*)::integer from pg_temp.listed where not virtual), 'records have neither coordinates nor a town that is known'),
      (case when exists (select from ingest.runs where source = v_run.source and published_at is not null) then v_run.changed end,
        v_source.max_changed, c_enough, ingest.listed_events(), 'events are changed')
  ),
  reasons as (
    select 1 as place, ingest.drop_reason(v_run, v_source.max_drop) as reason
    union all
    select 2, format('%s of its %s %s: more than %s %%.', share, of, said, round(most * 100, 1)::float8)
    from measured
    where of >= least_rows and share > of * most
    union all
    select 3, ingest.undone_reason(v_run)
  )
  select string_agg(reason, ' ' order by place, reason) into v_reasons from reasons;
  return v_reasons;
end
$$;
comment on function ingest.gate is
  'Why a run (pg_temp.listed, changed, missing) must not be published without an operator''s word, or null. Limits are the source''s max_ columns.';

create or replace function ingest.listed_events()
returns integer
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select count(distinct k.event_id) + count(distinct l.group_key) filter (where k.event_id is null)
    from pg_temp.listed l
    left join ingest.event_links k on k.record_id = l.record_id);
end
$$;
comment on function ingest.listed_events is 'How many events a run lists, known ones and new ones.';

create or replace function ingest.drop_reason(p_run ingest.runs, p_max_drop numeric)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_usual numeric;
  v_listed integer;
begin
  select percentile_cont(0.5) within group (order by records) into v_usual
  from (
    select records
    from ingest.runs
    where source = p_run.source and trigger not in ('undo', 'erase', 'merge', 'split') and undone_by is null
      and observed_at <= p_run.observed_at
      -- Of many sites one is always down: of them there may never be a complete run.
      and (status = 'published' or status = 'partial' and failed <= requests / 2.0
        and exists (select from ingest.sites t where t.source = p_run.source))
    order by observed_at desc, number desc
    limit 5
  ) published;

  -- What failed carries what it said last, and what followed from that: a page that is down is no race that is gone.
  with recursive lost as (
    select p.parse_id
    from ingest.requests q
    join ingest.pages p on p.source = p_run.source and p.key = q.key
    where q.run_id = p_run.id and q.state = 'failed' and q.parse_id is null
    union
    select p.parse_id
    from lost
    join ingest.parses on parses.id = lost.parse_id
    cross join lateral jsonb_to_recordset(parses.requests) as r (key text)
    join ingest.pages p on p.source = p_run.source and p.key = r.key
  )
  select count(*) into v_listed
  from (
    select source_event_id from pg_temp.listed
    union
    select r.source_event_id from lost join ingest.parsed_records r using (parse_id)
  ) known;

  if v_listed < v_usual * (1 - p_max_drop) then
    return format('It lists %s records, the last published runs %s (their median): more than %s %% fewer.',
      v_listed, v_usual, round(p_max_drop * 100, 1)::float8);
  end if;
  return null;
end
$$;
comment on function ingest.drop_reason is 'Whether a run lists far fewer records than the median of the last five published runs (complete, or of many sites), and the numbers.';

create or replace function ingest.undone_reason(p_run ingest.runs)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- The same reading of the same race as an undone run had it; or the same race taken away as an undone run did. What was so again
  -- since, by a run that holds, is no news.
  return (
    select format('It would bring back %s records as run %s left them, which run %s undid.',
      count(distinct again.record_id), string_agg(distinct undone.number::text, ', '), string_agg(distinct u.number::text, ', '))
    from (
      (select distinct on (v.record_id) v.record_id, v.run_id
      from pg_temp.changed c
      join ingest.record_versions v on v.record_id = c.record_id and v.hash = c.hash
      order by v.record_id, v.valid_from desc)
      union all
      (select distinct on (v.record_id) v.record_id, undone.id
      from pg_temp.missing m
      join ingest.record_versions v on v.record_id = m.record_id
      join ingest.runs undone on undone.published_at = v.valid_to
      where m.is_gone
        and not exists (select from ingest.record_versions n where n.record_id = v.record_id and n.valid_from = v.valid_to)
      order by v.record_id, v.valid_to desc)
    ) again
    join ingest.runs undone on undone.id = again.run_id
    join ingest.runs u on u.id = undone.undone_by
    having count(*) > 0);
end
$$;
comment on function ingest.undone_reason is 'Whether a run would do again what an operator undid.';
