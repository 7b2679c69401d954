create or replace function ingest.decide(p_trigger text, p_reason text)
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_run bigint;
begin
  insert into ingest.runs (source, number, trigger, parser_version, status, complete, finished_at, observed_at, published_at)
  select r.source, ingest.next_number(r.source), p_trigger, '', 'published', false, clock_timestamp(), clock_timestamp(), ingest.next_publication()
  from pg_temp.verdicts v
  join ingest.records r on r.id = least(v.a, v.b)
  order by r.id
  limit 1
  returning id into v_run;

  insert into ingest.match_decisions (source_a, source_event_id_a, source_b, source_event_id_b, verdict, run_id)
  select x.source, x.source_event_id, y.source, y.source_event_id, v.verdict, v_run
  from pg_temp.verdicts v
  join ingest.records x on x.id = least(v.a, v.b)
  join ingest.records y on y.id = greatest(v.a, v.b)
  order by x.id, y.id;

  drop table if exists pg_temp.changed, pg_temp.missing, pg_temp.listed;
  create temporary table missing (record_id bigint not null, is_gone boolean not null) on commit drop;
  create temporary table listed (source_event_id text) on commit drop;
  create temporary table changed on commit drop as
  select a as record_id, true as is_regrouped from pg_temp.verdicts union select b, true from pg_temp.verdicts;
  perform ingest.link_records(false);
  -- What they say is what it was: only what was linked anew has a new version.
  delete from pg_temp.changed;
  perform ingest.version_records(v_run);
  perform ingest.gather_events();
  perform ingest.write_events(v_run);
  perform ingest.finish_run(v_run, 'published', p_reason);
  return v_run;
end
$$;
comment on function ingest.decide is
  'Write down what an operator decided of pairs of groups, by their oldest records (pg_temp.verdicts), and link accordingly, as a run of its '
  'own, which can be undone. The caller holds the publish lock. Answers the run''s id.';

create or replace function ingest.groups_of_event(p_event bigint)
returns table (record_id bigint, source text, group_key text, records bigint[])
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  select min(r.id), r.source, r.group_key, array_agg(r.id order by r.id)
  from ingest.event_links l
  join ingest.records r on r.id = l.record_id
  where l.event_id = p_event and r.withdrawn_at is null
  group by r.source, r.group_key;
end;
comment on function ingest.groups_of_event is 'The live groups of records that an event is made from, each by its oldest record.';

create or replace function ingest.refuse_event(p_event bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_event public.events;
begin
  select * into v_event from public.events where id = p_event;
  if v_event.id is null then
    perform ingest.refuse_input(format('There is no event %s: status.event_records lists them.', coalesce(p_event::text, 'null')));
  elsif v_event.merged_into is not null then
    perform ingest.refuse_input(format('Event %s became event %s: name that one.', p_event, public.event_id(p_event)));
  elsif v_event.withdrawn_at is not null then
    perform ingest.refuse_input(format('Event %s is withdrawn: no source lists it any more.', p_event));
  end if;
end
$$;
comment on function ingest.refuse_event is 'Refuse what an operator wants of an event that isn''t there, became another or is withdrawn.';
