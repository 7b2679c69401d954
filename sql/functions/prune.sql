create or replace function ingest.prune(p_attempts interval, p_runs interval, p_readings interval, p_most integer default 5000)
returns table (attempts bigint, downloads bigint, requests bigint, runs bigint, readings bigint, snapshots bigint)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from ingest.downloads d
  where d.id in (
    select o.id
    from ingest.downloads o
    where o.finished_at < now() - p_attempts and not ingest.is_under_way(o.request_id)
    order by o.id
    limit p_most);
  get diagnostics downloads = row_count;

  delete from ingest.attempts a
  where a.id in (
    select o.id
    from ingest.attempts o
    where o.started_at < now() - p_attempts and o.outcome is not null
      and not exists (select from ingest.downloads d where d.attempt_id = o.id)
    order by o.started_at
    limit p_most);
  get diagnostics attempts = row_count;

  delete from ingest.state_changes c
  where c.noticed_at < now() - p_attempts
    -- How a source is, and what was told of it last, is known by its last rows.
    and exists (select from ingest.state_changes n where n.source = c.source and n.id > c.id and (n.is_news or not c.is_news));

  -- Of a run whole, or a replay would take what is gone for missing. What a version rests on is its reading.
  delete from ingest.requests q
  where q.run_id in (
    select r.id
    from ingest.past_runs(p_runs) r
    where exists (select from ingest.requests o where o.run_id = r.id)
    order by r.id
    limit greatest(p_most / 500, 1));
  get diagnostics requests = row_count;

  delete from ingest.runs r
  where r.id in (select id from ingest.runs_to_prune(p_runs) as id limit greatest(p_most / 500, 1));
  get diagnostics runs = row_count;

  delete from ingest.parses p
  where p.id in (
    select o.id
    from ingest.parses o
    where o.created_at < now() - p_readings
      and not exists (select from ingest.requests q where q.parse_id = o.id)
      and not exists (select from ingest.pages g where g.parse_id = o.id)
      and not exists (select from ingest.record_versions v where v.parse_id = o.id)
      and not exists (select from ingest.records r where r.parse_id = o.id)
    order by o.id
    limit greatest(p_most / 50, 1));
  get diagnostics readings = row_count;

  delete from ingest.snapshots n
  where n.sha256 in (
    select o.sha256
    from ingest.snapshots o
    where o.created_at < now() - p_readings
      and not exists (select from ingest.parses p where p.snapshot_sha256 = o.sha256)
      and not exists (select from ingest.pages g where g.snapshot_sha256 = o.sha256)
      and not exists (select from ingest.downloads d where d.snapshot_sha256 = o.sha256)
    limit p_most);
  get diagnostics snapshots = row_count;
  return next;
end
$$;
comment on function ingest.prune is
  'Delete what is old and nothing rests on, at most so many rows of each kind; answers how many. Call it again until it answers none. '
  'Spared: what a published value, a version, a page or a run that is kept rests on.';

create or replace function ingest.is_under_way(p_request bigint)
returns boolean
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  select exists (
    select
    from ingest.requests q
    join ingest.runs r on r.id = q.run_id
    where q.id = p_request and r.status in ('running', 'held'));
end;
comment on function ingest.is_under_way is 'Whether a request belongs to a run that has not ended.';

create or replace function ingest.past_runs(p_older interval)
returns setof ingest.runs
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  -- The last ten that each source published are what gates compare with, what withdrawals count, what a replay says again.
  select r.*
  from ingest.runs r
  where r.finished_at < now() - p_older
    and r.status not in ('running', 'held')
    and not exists (select from ingest.runs c where c.parent_run = r.id and c.status in ('running', 'held'))
    and r.id not in (
      select l.id
      from (
        -- Complete ones apart: withdrawals count from the last of them, however many partial ones came since; of many sites, from either.
        select id, row_number() over (partition by source, complete order by number desc) as place
        from ingest.runs
        where published_at is not null and trigger not in ('undo', 'erase', 'merge', 'split')
      ) l
      where l.place <= 10);
end;
comment on function ingest.past_runs is 'Runs older than this that no gate, withdrawal or replay goes by any more.';

create or replace function ingest.runs_to_prune(p_older interval)
returns setof bigint
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  select r.id
  from ingest.past_runs(p_older) r
  where not exists (select from ingest.record_versions v where v.run_id = r.id)
    and not exists (select from ingest.event_versions v where v.run_id = r.id)
    and not exists (select from ingest.records c where c.changed_run = r.id)
    and not exists (select from ingest.missing_records m where m.seen_again_by = r.id)
    and not exists (select from ingest.match_decisions d where d.run_id = r.id)
    and not exists (select from ingest.runs c where c.parent_run = r.id or c.undone_by = r.id)
    and not exists (
      select
      from ingest.missing_records m
      join ingest.records c on c.id = m.record_id
      where m.run_id = r.id and c.withdrawn_at is not null)
  order by r.id;
end;
comment on function ingest.runs_to_prune is 'Past runs that no version, withdrawal, decision or undo rests on.';
