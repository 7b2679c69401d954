create or replace function ingest.link_records(p_match boolean default true)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  -- What makes the first keys makes all, and nobody compares them again: an act that only joins what it was told does so too.
  p_match := p_match or not exists (select from ingest.match_keys);
  perform ingest.list_groups();
  perform ingest.key_groups();
  perform ingest.match_groups();
  perform ingest.list_decided();
  perform ingest.list_units();
  if ingest.are_in_company() then
    perform ingest.part_units(p_match);
    perform ingest.join_decided();
    if p_match then
      perform ingest.join_certain();
    end if;
  end if;
  perform ingest.write_links();
end
$$;
comment on function ingest.link_records is
  'Link the changed records (pg_temp.changed, pg_temp.missing) to events: by the groups their source names, by what operators decided and, '
  'where p_match, by what is surely the same race at another source. Answers which records were linked anew (pg_temp.relinked), which events '
  'to publish again (pg_temp.touched) and which became another (pg_temp.merged). Event ids never change and are never reused.';

create or replace function ingest.list_groups()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  drop table if exists pg_temp.groups;
  -- The groups of what changed or went, those it was of before, and those it stood beside until now: with it gone they may be one
  -- with others. At first, all.
  create temporary table groups (source text, group_key text) on commit drop;
  if not exists (select from ingest.match_keys) then
    delete from ingest.match_blocks;
    insert into pg_temp.groups select distinct source, group_key from ingest.records where withdrawn_at is null;
  end if;
  insert into pg_temp.groups
  with moved as (
    select record_id from pg_temp.changed
    union
    select record_id from pg_temp.missing where is_gone
  )
  select r.source, r.group_key from moved m join ingest.records r on r.id = m.record_id
  union
  select k.source, k.group_key from moved m join ingest.match_keys k using (record_id)
  union
  select beside.source, beside.group_key
  from (
    select record_id from pg_temp.changed where is_regrouped
    union
    select record_id from pg_temp.missing where is_gone
  ) c
  join ingest.event_links was on was.record_id = c.record_id
  join ingest.event_links l on l.event_id = was.event_id
  join ingest.records beside on beside.id = l.record_id and beside.withdrawn_at is null
  except
  select source, group_key from pg_temp.groups;
  analyze pg_temp.groups;
end
$$;
comment on function ingest.list_groups is 'Which groups of records a publication may link otherwise than they are (pg_temp.groups).';
