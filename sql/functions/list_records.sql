create or replace function ingest.list_records(p_run bigint)
returns void
language plpgsql
set search_path = pg_catalog
as $$
begin
  drop table if exists pg_temp.listed, pg_temp.changed;

  -- A run's content: the readings of all its requests, reused ones included. A split page counts too: what it did
  -- show is true, and a race without coordinates may be in none of its parts. The latest answer wins.
  create temporary table listed on commit drop as
  select distinct on (p.source_event_id)
    p.source_event_id, p.parse_id, p.group_key, p.hash, p.start_date
  from ingest.requests q
  join ingest.parsed_records p on p.parse_id = q.parse_id
  where q.run_id = p_run
  order by p.source_event_id, q.download_id desc;

  -- What is new or different; in an unchanged run nothing is, and nothing below writes a row.
  create temporary table changed on commit drop as
  select
    l.*,
    coalesce(r.id, nextval('ingest.records_id_seq')) as record_id,
    r.id is null as is_new,
    r.id is null or r.hash <> l.hash or r.withdrawn_at is not null as is_new_version,
    r.id is null or r.group_key <> l.group_key as is_regrouped
  from pg_temp.listed l
  left join ingest.records r
    on r.source = (select source from ingest.runs where id = p_run) and r.source_event_id = l.source_event_id
  where r.id is null or r.hash <> l.hash or r.withdrawn_at is not null or r.missing_runs > 0
  order by l.start_date, l.source_event_id;

  analyze pg_temp.listed, pg_temp.changed;
end
$$;
comment on function ingest.list_records is 'Gather what a run lists (pg_temp.listed) and what of it differs from the records (pg_temp.changed).';
