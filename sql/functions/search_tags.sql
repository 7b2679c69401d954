-- Facts that are numbers are their own tags: no table is asked which one. The first digit says of what, months count from year 0.

create or replace function search.number_tag(p_facet text, p_number integer)
returns integer
language sql
immutable
parallel safe
begin atomic
  select p_number + case p_facet
    when 'km' then 100000000 when 'hours' then 200000000 when 'gain' then 300000000 when 'month' then 400000000 when 'day' then 500000000
    when 'year' then 600000000 when 'cell' then 700000000 when 'climb' then 800000000 when 'length' then 900000000
    when 'duration' then 1000000000 when 'metres' then 1100000000
  end;
end;
comment on function search.number_tag is
  'The tag of a number: a bin of km, hours or gain; a month, a day of the month, a year; a cell; a climb of 500 m, which has ten bins of gain; '
  'hundredths of a km or an hour, of lengths and durations that are no whole ones; the metres of a gain beyond whole hundreds.';

create or replace function search.region_value(p_country text, p_region text)
returns text
language sql
immutable
parallel safe
begin atomic
  -- Lists in addresses have commas between.
  select p_country || '-' || translate(upper(left(p_region, 60)), ',', '');
end;
comment on function search.region_value is 'A region or county as it is counted and asked for: USA-CA, DEU-BAVARIA, GBR-CORNWALL.';

create or replace function search.month_tag(p_day date)
returns integer
language sql
immutable
parallel safe
begin atomic
  select search.number_tag('month', (12 * extract(year from p_day) + extract(month from p_day) - 1)::integer);
end;
comment on function search.month_tag is 'The tag of the month of a day.';

create or replace function search.cell_tag(p_position point)
returns integer
language sql
immutable
parallel safe
begin atomic
  -- 36 rows of 72. What is at 180° or at the pole is in the last, whatever box leads to it.
  select case when p_position is not null then search.number_tag(
    'cell', 72 * least(floor((p_position[1] + 90) / 5), 35)::integer + least(floor((p_position[0] + 180) / 5), 71)::integer) end;
end;
comment on function search.cell_tag is 'The tag of the cell that a position (longitude, latitude) is in, of five degrees either way.';

create or replace function search.cells_of(p_boxes box[])
returns integer[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if p_boxes is null then
    return null;
  end if;
  return array(
    select t.id
    from (select search.cell_tag(b[1]) as first, search.cell_tag(b[0]) as last from unnest(p_boxes) b) corners
    -- Of each row what is not west or east of the box.
    join search.tags t
      on t.id between first and last and t.id % 100000000 % 72 between first % 100000000 % 72 and last % 100000000 % 72);
end
$$;
comment on function search.cells_of is 'The cells with events in them that any of these boxes reaches into. Null where no boxes are given.';

create or replace function search.cells_around(q search.question)
returns integer[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- From the middle of a cell it is 394 km to its corners, on the equator; nowhere more.
  return array(
    select id
    from (
      select id, point(id % 100000000 % 72 * 5 - 177.5, id % 100000000 / 72 * 5 - 87.5) as middle from unnest(search.cells_of(q.circle)) id offset 0
    ) cells
    where search.km(middle, q.latitude, q.longitude) <= q.radius + 400);
end
$$;
comment on function search.cells_around is 'The cells with events in them that the circle of a question reaches into: of a large one fewer than its boxes.';

create or replace function search.number_facet(p_tag integer)
returns text
language sql
immutable
parallel safe
begin atomic
  select ('{km,hours,gain,month,day,year,cell,climb,length,duration,metres}'::text[])[p_tag / 100000000];
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
      select distinct country, search.region_value(country, state) as region, search.region_value(country, county) as county, surface, registration, status,
        virtual, sources
      from public.events
      join pg_temp.behind using (id)
    ) e
    cross join lateral (
      values
        ('country', e.country), ('region', e.region), ('county', e.county), ('surface', e.surface), ('registration', e.registration),
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
