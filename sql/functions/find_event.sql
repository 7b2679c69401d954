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

create or replace function public.find_event(id bigint)
returns json
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  with recursive same (id) as (
    select find_event.id
    union
    -- Two turned out to be one race: what had its id is found under the older one's.
    select e.merged_into from same join public.events e on e.id = same.id where e.merged_into is not null
  )
  select l.answer from same join search.listings l on l.id = same.id;
$$;
comment on function public.find_event is
  'One event as search_events answers it, by an id that it has or had (then the answer has another id); null when no source lists it '
  'any more, or there never was one.';
