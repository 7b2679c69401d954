-- What operators say of which records are one race. security definer: an operator needs no right on ingest.

create or replace function status.merge_events(events bigint[])
returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_events bigint[] := array(select distinct unnest from unnest(events) where unnest is not null order by 1);
  v_run bigint;
begin
  if cardinality(v_events) < 2 then
    perform ingest.refuse_input('Name the events that are one race: two or more.');
  end if;
  perform ingest.lock_publish();
  perform ingest.refuse_event(unnest) from unnest(v_events);

  drop table if exists pg_temp.verdicts;
  create temporary table verdicts on commit drop as
  select x.record_id as a, y.record_id as b, 'same' as verdict
  from unnest(v_events) p (id)
  join unnest(v_events) q (id) on q.id > p.id
  cross join lateral ingest.groups_of_event(p.id) x
  cross join lateral ingest.groups_of_event(q.id) y;
  v_run := ingest.decide('merge', format('An operator merged events %s.', array_to_string(v_events, ', ')));
  perform ingest.note('merge_events', jsonb_build_object('events', to_jsonb(v_events), 'into', v_events[1], 'run', v_run));
  return v_run;
end
$$;
comment on function status.merge_events is
  'Say that events are one race. The oldest keeps its id and the others point to it (public.event_id follows). It holds through later runs '
  'until status.split_event, or status.undo_run of the run whose id this answers.';

create or replace function status.split_event(event bigint, records bigint[])
returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_strangers text;
  v_half text;
  v_run bigint;
begin
  perform ingest.lock_publish();
  perform ingest.refuse_event(event);
  select string_agg(r.id::text, ', ' order by r.id) into v_strangers
  from unnest(records) r (id)
  where not exists (select from ingest.groups_of_event(event) g where r.id = any (g.records));
  if v_strangers is not null or coalesce(cardinality(records), 0) = 0 then
    perform ingest.refuse_input(format('Name live records of event %s (status.event_records lists them)%s.', event, ': not ' || v_strangers));
  end if;
  select format('Records %s are distances of one race at %s and go together: name all of them or none.', array_to_string(g.records, ', '), g.source)
  into v_half
  from ingest.groups_of_event(event) g
  where g.records && split_event.records and not g.records <@ split_event.records
  order by g.record_id
  limit 1;
  if v_half is not null then
    perform ingest.refuse_input(v_half);
  end if;

  drop table if exists pg_temp.verdicts;
  create temporary table verdicts on commit drop as
  select x.record_id as a, y.record_id as b, 'apart' as verdict
  from ingest.groups_of_event(event) x
  join ingest.groups_of_event(event) y on x.records <@ split_event.records and not y.records && split_event.records;
  if not exists (select from pg_temp.verdicts) then
    perform ingest.refuse_input(format('Those are all records of event %s: leave some to keep apart from.', event));
  end if;
  v_run := ingest.decide('split', format('An operator split event %s.', event));
  perform ingest.note('split_event', jsonb_build_object('event', event, 'records', to_jsonb(records), 'run', v_run));
  return v_run;
end
$$;
comment on function status.split_event is
  'Say that some records of an event are another race. The part with the oldest record keeps the id, the other gets a new one or the one it '
  'had. They stay apart through later runs until status.merge_events, or status.undo_run of the run whose id this answers.';

create or replace function status.keep_apart(a bigint, b bigint)
returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_run bigint;
begin
  perform ingest.lock_publish();
  perform ingest.refuse_event(a);
  perform ingest.refuse_event(b);
  if a = b then
    perform ingest.refuse_input(format('Event %s is one event: status.split_event(%s, records) makes two of it.', a, a));
  end if;
  drop table if exists pg_temp.verdicts;
  create temporary table verdicts on commit drop as
  select x.record_id as a, y.record_id as b, 'apart' as verdict
  from ingest.groups_of_event(keep_apart.a) x
  cross join ingest.groups_of_event(keep_apart.b) y;
  v_run := ingest.decide('split', format('An operator keeps events %s and %s apart.', a, b));
  perform ingest.note('keep_apart', jsonb_build_object('events', jsonb_build_array(a, b), 'run', v_run));
  return v_run;
end
$$;
comment on function status.keep_apart is
  'Say that two events, however alike, are two races: they leave status.possible_matches and are never linked by themselves. Answers the id of '
  'the run that status.undo_run takes back.';
