-- security definer: whoever may look asks it through a view, which lends rights on tables only.
create or replace function ingest.decisions()
returns table (a bigint, b bigint, verdict text)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
begin atomic
  -- Both ways round. Of two decisions on a pair the later holds; one whose act was undone doesn't count.
  select distinct on (least(x.record_id, y.record_id), greatest(x.record_id, y.record_id), side)
    case side when 1 then x.record_id else y.record_id end, case side when 1 then y.record_id else x.record_id end, d.verdict
  from ingest.match_decisions d
  join ingest.records r on r.source = d.source_a and r.source_event_id = d.source_event_id_a
  join ingest.match_keys x on x.source = r.source and x.group_key = r.group_key
  join ingest.records s on s.source = d.source_b and s.source_event_id = d.source_event_id_b
  join ingest.match_keys y on y.source = s.source and y.group_key = s.group_key
  left join ingest.runs u on u.id = d.run_id
  cross join (values (1), (2)) sides (side)
  where u.undone_by is null and x.record_id <> y.record_id
  order by least(x.record_id, y.record_id), greatest(x.record_id, y.record_id), side, d.id desc;
end;
comment on function ingest.decisions is 'What operators decided of the groups that are live, by their oldest records.';

create or replace function ingest.list_decided()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  drop table if exists pg_temp.decided;
  create temporary table decided (a bigint, b bigint, verdict text) on commit drop;
  -- Where nobody decided anything it isn't even planned.
  if exists (select from ingest.match_decisions) then
    insert into pg_temp.decided select a, b, verdict from ingest.decisions();
    analyze pg_temp.decided;
  end if;
end
$$;
comment on function ingest.list_decided is 'What operators decided, for one publication (pg_temp.decided).';
