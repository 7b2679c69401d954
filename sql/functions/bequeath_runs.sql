create or replace function ingest.bequeath_runs(p_source text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_heir record;
begin
  -- What was decided holds without its run; what was undone with it would hold again.
  delete from ingest.match_decisions d using ingest.runs r where r.id = d.run_id and r.source = p_source and r.undone_by is not null;
  update ingest.match_decisions d set run_id = null from ingest.runs r where r.id = d.run_id and r.source = p_source;
  -- A run of this source may have linked another's records: their versions begin with it, so its moment stays, and nothing else.
  for v_heir in
    select v.run_id, min(v.source) as source
    from (
      select e.run_id, e.facts -> 'sources' ->> 0 as source from ingest.event_versions e
      union all
      select h.run_id, r.source from ingest.record_versions h join ingest.records r on r.id = h.record_id
      union all
      select changed_run, source from ingest.records
    ) v
    join ingest.runs u on u.id = v.run_id and u.source = p_source
    group by v.run_id
    order by v.run_id
  loop
    delete from ingest.attempts where run_id = v_heir.run_id;
    delete from ingest.requests where run_id = v_heir.run_id;
    delete from ingest.missing_records where run_id = v_heir.run_id;
    update ingest.runs
    set source = v_heir.source, number = ingest.next_number(v_heir.source), trigger = 'erase', parent_run = null, undone_by = null,
      job_id = null, complete = false, requests = 0, downloaded = 0, unchanged = 0, failed = 0, records = 0, rejected = 0, unread = 0,
      inserted = 0, updated = 0, withdrawn = 0, kept = 0, unplaced = 0, misdated = 0, changed = 0,
      reason = 'A run of a source that was erased since: what it did to others.'
    where id = v_heir.run_id;
  end loop;
end
$$;
comment on function ingest.bequeath_runs is 'Leave to other sources those runs of a source that is being erased on which versions of theirs rest.';
