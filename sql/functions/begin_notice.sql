create or replace function ingest.begin_notice(p_attempt bigint)
returns table (id bigint, source text, title text, state text, since timestamptz, why text, noticed_at timestamptz, before text, before_since timestamptz)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query
  with claimed as (
    update ingest.state_changes c
    set attempt_id = p_attempt
    where c.id in (
        select u.id
        from ingest.state_changes u
        where u.id in (select id from ingest.untold_changes())
          and not exists (select from ingest.attempts a where a.id = u.attempt_id and a.id <> p_attempt and a.outcome is null)
        -- As many as one message holds.
        order by u.id
        limit 50
        for update skip locked)
    returning c.*
  )
  select c.id, c.source, s.title, c.state, c.since, c.why, c.noticed_at, before.state, before.since
  from claimed c
  join ingest.sources s on s.name = c.source
  left join lateral (
    select b.state, coalesce(b.since, b.noticed_at) as since
    from ingest.state_changes b
    where b.source = c.source and b.is_news and b.id < c.id
    order by b.id desc
    limit 1
  ) before on true
  order by c.id;
end
$$;
comment on function ingest.begin_notice is
  'The changes that this attempt is to tell of, oldest first; none that another attempt is telling of. `before`: what was told of the source last.';

create or replace function ingest.finish_notice(p_attempt bigint)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_verdict text := ingest.finish_chore(p_attempt);
begin
  if v_verdict = 'done' then
    update ingest.state_changes set told_at = clock_timestamp() where attempt_id = p_attempt and told_at is null;
    -- More came than one message holds.
    if exists (select from ingest.untold_changes()) then
      perform ingest.queue('notify', '{}', 'notify');
    end if;
  end if;
  return v_verdict;
end
$$;
comment on function ingest.finish_notice is 'They were told. Answers done or superseded.';
