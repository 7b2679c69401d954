-- Facts that are numbers are their own tags: no table is asked which one. The first digit says of what, months count from year 0.

create or replace function search.number_tag(p_facet text, p_number integer)
returns integer
language sql
immutable
parallel safe
begin atomic
  select p_number + case p_facet
    when 'km' then 100000000 when 'hours' then 200000000 when 'gain' then 300000000 when 'month' then 400000000 when 'day' then 500000000
    when 'year' then 600000000
  end;
end;
comment on function search.number_tag is 'The tag of a number: a bin of km, hours or gain, a month, a day of the month or a year.';

create or replace function search.month_tag(p_day date)
returns integer
language sql
immutable
parallel safe
begin atomic
  select search.number_tag('month', (12 * extract(year from p_day) + extract(month from p_day) - 1)::integer);
end;
comment on function search.month_tag is 'The tag of the month of a day.';

create or replace function search.number_facet(p_tag integer)
returns text
language sql
immutable
parallel safe
begin atomic
  select ('{km,hours,gain,month,day,year}'::text[])[p_tag / 100000000];
end;
comment on function search.number_facet is 'What the number of a tag is of.';

create or replace function search.number_value(p_tag integer)
returns text
language sql
immutable
parallel safe
begin atomic
  select case p_tag / 100000000
    when 4 then to_char(p_tag % 100000000 / 12, 'FM0000') || '-' || to_char(p_tag % 100000000 % 12 + 1, 'FM00')
    when 5 then to_char(p_tag % 100000000, 'FM00')
    else (p_tag % 100000000)::text
  end;
end;
comment on function search.number_value is 'The number of a tag as its value says it: 2027-06, 09, 160.';

create or replace function search.bin(p_value numeric, p_step numeric)
returns integer
language sql
immutable
parallel safe
begin atomic
  -- Even bins hold a whole number of steps exactly, odd ones what lies between two: so ranges of whole steps are whole bins.
  select case
    when p_value <= 1000000 then (2 * floor(p_value / p_step) + case when p_value % p_step > 0 then 1 else 0 end)::integer
  end;
end;
comment on function search.bin is 'The bin of a number: 2n for n steps exactly, 2n + 1 for more than n and less than n + 1; none beyond 1,000,000.';

create or replace function search.name_tags()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into search.tags (facet, value)
  select facet, value
  from (
    select 'all' as facet, '' as value
    union all
    select 'class', name from search.classes
    union all
    select distinct 'kind', kind from public.event_distances where event_id in (select id from pg_temp.behind)
    union all
    select t.facet, t.value
    from (
      select distinct country, upper(left(state, 60)) as state, surface, registration, status, virtual, sources
      from public.events
      join pg_temp.behind using (id)
    ) e
    cross join lateral (
      values
        ('country', e.country), ('region', e.country || '-' || e.state), ('surface', e.surface), ('registration', e.registration),
        ('status', e.status), ('virtual', e.virtual::text)
      union all
      select 'source', unnest(e.sources)
    ) t (facet, value)
    where t.value is not null
  ) named
  except
  select facet, value from search.tags;
end
$$;
comment on function search.name_tags is 'Give a tag to each fact of the events in pg_temp.behind that has none yet, but for numbers.';
