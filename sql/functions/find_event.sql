create or replace function public.search_version()
returns bigint
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
begin atomic
  select number from search.version;
end;
comment on function public.search_version is 'Counts the transactions that changed what readers can find: the same number, the same answers.';

create or replace function search.count_change()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  update search.version set number = number + 1, changed_at = clock_timestamp();
end
$$;
comment on function search.count_change is 'Say that the same question may have another answer from this commit on.';

create or replace function public.find_event(id bigint)
returns json
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select l.answer from search.listings l where l.id = public.event_id(find_event.id);
$$;
comment on function public.find_event is
  'One event as search_events answers it, by an id that it has or had (then the answer has another id); null when no source lists it '
  'any more, or there never was one.';
