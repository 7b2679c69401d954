create or replace function ingest.match_limits(out certain numeric, out together numeric, out likely numeric, out days integer, out sticky_days integer)
language sql
immutable
set search_path = pg_catalog, pg_temp
begin atomic
  select 8.5, 7, 5, 3, 21;
end;
comment on function ingest.match_limits is
  'From which score on two groups are surely one race (certain), that they may be beside what is (together), or may be for all one knows (likely); how many days apart they are compared (days), and how '
  'many days apart what shares an event may still do so (sticky_days). How they were found: docs/design.md, "One event from many sources".';

create or replace function ingest.match_points()
returns table (part text, kind text, points numeric)
language sql
immutable
set search_path = pg_catalog, pg_temp
begin atomic
  values
    ('name', 'the same, of three words', 6), ('name', 'the same', 5), ('name', 'the same common words', 4.25), ('name', 'the same words', 4), ('name', 'two words within the other', 4), ('name', 'one within the other', 3.25), ('name', 'alike', 1), ('name', 'initials in common', 2), ('name', 'a place in common', 0.5), ('name', 'a word in common', -1),
    ('name', 'in another script', -2.5), ('name', 'somewhat alike', -2), ('name', 'little alike', -4), ('name', 'different, of one page', -4.25), ('name', 'different', -8),
    ('name', 'the same generic words', -1.25), ('name', 'generic words', -2),
    ('day', 'the same', 3), ('day', 'a day apart', 0), ('day', 'a day apart, other distances', -2), ('day', 'overlapping', 3), ('day', 'some days apart', -5.5), ('day', 'far apart', -30),
    ('place', 'the same', 3), ('place', 'near', 2), ('place', 'towns of one name', 1), ('place', 'towns of one name, another region', -4), ('place', 'within 50 km', 1.5),
    ('place', 'unknown', 1.5), ('place', 'other towns', 2), ('place', 'no country', 0), ('place', 'from end to end', 0.75), ('place', 'over 50 km apart', -4), ('place', 'another region', -5), ('place', 'far apart', -10),
    ('distances', 'the same', 3.5), ('distances', 'those of the other among them', 3.5), ('distances', 'half in common', 2),
    ('distances', 'some in common', -0.5), ('distances', 'unknown', -0.25), ('distances', 'none in common', -5),
    ('website', 'the same page', 2.75), ('website', 'the same host', 2), ('website', 'unknown', 0), ('website', 'another host', -1.5),
    ('numbers', 'the same', 1), ('numbers', 'no contradiction', 0), ('numbers', 'one that the other does not know', -1), ('numbers', 'others', -6),
    ('twins', 'no sign', 0), ('twins', 'a word more', -2.25), ('twins', 'other words', -6), ('twins', 'another sport', -10),
    ('virtual', 'no', 0), ('virtual', 'one of them', -30),
    ('coincidence', 'possible', 0), ('coincidence', 'unlikely', 2), ('coincidence', 'unlikely, in one town', 4), ('coincidence', 'unlikely, in one place', 7);
end;
comment on function ingest.match_points is 'What each part of a comparison weighs, by what was found.';
