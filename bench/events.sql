-- Made-up events for measurements, the same ones every time: real towns by size (the gazetteer), names from a word list,
-- days of four years. How many is in the setting bench.events. Into bench.events and bench.distances.

create schema if not exists bench;
drop table if exists bench.events, bench.distances, bench.towns;

create or replace function bench.chance(p_event bigint, p_salt integer) returns double precision
language sql immutable parallel safe as
$$ select (hashint8extended(p_event, p_salt) & 1048575) / 1048576.0 $$;

-- Where races are: half in North America, the rest of the world by the number of its towns.
create table bench.towns as
select row_number() over (order by in_america desc, id) - 1 as n, *
from (
  select id, name, country, region, latitude, longitude, country in ('USA', 'CAN') as in_america
  from ingest.gazetteer_places
  where population > 500
) t;
create unique index on bench.towns (n);

create table bench.events as
with counts as (
  select count(*) filter (where in_america) as american, count(*) as towns from bench.towns
),
drawn as (
  select
    i as id,
    floor(case
      when bench.chance(i, 1) < 0.5 then bench.chance(i, 2) * american
      else american + bench.chance(i, 2) * (towns - american)
    end)::bigint as town,
    -- Organisers name races after the place, the landscape, or anything.
    (array['Ridge', 'Canyon', 'River', 'Forest', 'Lake', 'Moon', 'Bear', 'Wolf', 'Thunder', 'Eagle', 'Granite', 'Desert', 'Coast',
      'Summit', 'Valley', 'Iron', 'Pine', 'Cedar', 'Copper', 'Silver', 'Old', 'Lost', 'Rocky', 'Black', 'Red', 'Wild', 'Frost', 'Hawk',
      'Stag', 'Otter', 'Bison', 'Coyote', 'Raven', 'Badger', 'Elk', 'Salt', 'Stone', 'Glacier', 'Heather', 'Moor'])[1 + floor(bench.chance(i, 3) * 40)::integer] as word,
    (array['Creek', 'Hollow', 'Peak', 'Pass', 'Point', 'Springs', 'Bluff', 'Mesa', 'Falls', 'Bay', 'Island', 'Gap', 'Bend', 'Ranch', 'Crest',
      'Grove', 'Loop', 'Traverse', 'Challenge', 'Classic'])[1 + floor(bench.chance(i, 4) * 20)::integer] as landscape,
    (array['Trail', 'Ultra', 'Trail', 'Ultra Trail', 'Ultramarathon', 'Endurance Run', 'Backyard Ultra', 'Lauf', 'Trail Run', 'Course Nature',
      'Marche', 'Maratón', 'Skyrace', 'Festival', '100', 'Ultra 50K'])[1 + floor(bench.chance(i, 5) * 16)::integer] as sort
  from generate_series(1, current_setting('bench.events')::bigint) i, counts
)
select
  d.id,
  case
    when bench.chance(d.id, 6) < 0.55 then t.name || ' ' || d.sort
    when bench.chance(d.id, 6) < 0.9 then d.word || ' ' || d.landscape || ' ' || d.sort
    else d.word || ' ' || t.name || ' ' || d.landscape
  end as name,
  -- Three years ahead, one back; more at weekends and in summer.
  date '2026-01-03' + 7 * floor(208 * bench.chance(d.id, 7))::integer + (array[0, 0, 0, 1, 1, 3])[1 + floor(bench.chance(d.id, 8) * 6)::integer] as start_date,
  case when bench.chance(d.id, 9) < 0.97 then t.name end as city,
  t.region as state,
  case when bench.chance(d.id, 9) < 0.99 then t.country end as country,
  case when bench.chance(d.id, 9) < 0.97 then t.latitude + bench.chance(d.id, 10) * 0.1 end as latitude,
  case when bench.chance(d.id, 9) < 0.97 then t.longitude + bench.chance(d.id, 11) * 0.1 end as longitude,
  case when bench.chance(d.id, 12) < 0.03 then 'cancelled' when bench.chance(d.id, 12) < 0.04 then 'postponed' else 'scheduled' end as status,
  (array['open', 'open', 'closed', 'sold-out', null, null, null, null])[1 + floor(bench.chance(d.id, 13) * 8)::integer] as registration,
  bench.chance(d.id, 14) < 0.02 as virtual,
  case when bench.chance(d.id, 15) < 0.3 then round((bench.chance(d.id, 16) * 6000)::numeric) end as elevation_gain,
  (array['trail', 'trail', 'trail', 'road', 'track', 'indoor', null, null, null, null])[1 + floor(bench.chance(d.id, 17) * 10)::integer] as surface,
  array[(array['duv', 'ultrasignup', 'runsignup', 'utmb', 'runraceusa'])[1 + floor(power(bench.chance(d.id, 18), 2) * 5)::integer]] as sources,
  'https://example.org/races/' || d.id as url,
  now() - interval '400 days' * bench.chance(d.id, 19) as updated_at
from drawn d
join bench.towns t on t.n = d.town;

-- 2.5 distances each: the usual ones mostly, by time now and then.
create table bench.distances as
select
  e.id as event_id, n as position,
  case when hours is not null then hours || ' h' when is_mile then mile || ' mi' else km || ' km' end as raw,
  case when hours is not null then 'duration' when bench.chance(e.id, 40 + n) < 0.03 then 'relay' else 'distance' end as kind,
  case when hours is not null then hours when is_mile then mile else km end as amount,
  case when hours is not null then 'hour' when is_mile then 'mile' else 'km' end as unit,
  case when hours is null then case when is_mile then round(mile * 1.609344, 2) else km end end as km,
  hours, false as virtual, 'run' as activity
from bench.events e
cross join lateral generate_series(1, 1 + floor(4 * bench.chance(e.id, 20))::integer) n
cross join lateral (
  select
    bench.chance(e.id, 20 + n) < 0.3 as is_mile,
    (array[31.07, 50, 62, 100, 26.2])[1 + floor(5 * bench.chance(e.id, 25 + n))::integer]::numeric as mile,
    case when bench.chance(e.id, 30 + n) < 0.6
      then (array[21.1, 42.2, 50, 50, 60, 80, 100, 100, 160, 170])[1 + floor(10 * bench.chance(e.id, 35 + n))::integer]::numeric
      else round((10 + 190 * power(bench.chance(e.id, 35 + n), 2))::numeric, 1)
    end as km,
    case when bench.chance(e.id, 45 + n) < 0.06 then (array[6, 12, 24, 24, 48])[1 + floor(5 * bench.chance(e.id, 50 + n))::integer]::numeric end as hours
) said;
create unique index on bench.distances (event_id, position);
analyze bench.events, bench.distances;
