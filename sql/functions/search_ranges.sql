create or replace function search.metres(p_from_km numeric, p_to_km numeric)
returns int4multirange
language sql
immutable
parallel safe
begin atomic
  -- Nothing is longer than 2,000,000 km. A range without an end, or that ends before it begins, has nothing in it.
  select case
    when p_from_km <= p_to_km and p_from_km <= 2000000 and p_to_km >= 0
    then int4multirange(int4range(
      ceil(greatest(least(p_from_km, 2000000), 0) * 1000)::integer, floor(least(p_to_km, 2000000) * 1000)::integer + 1))
    else '{}'
  end;
end;
comment on function search.metres is 'Lengths between two in km, both included, as search.events keeps them.';

create or replace function search.seconds(p_from_hours numeric, p_to_hours numeric)
returns int4multirange
language sql
immutable
parallel safe
begin atomic
  select case
    when p_from_hours <= p_to_hours
    then int4multirange(int4range(
      ceil(least(p_from_hours, 500000) * 3600)::integer, floor(least(p_to_hours, 500000) * 3600)::integer + 1))
    else '{}'
  end;
end;
comment on function search.seconds is 'Durations between two in hours, both included, as search.events keeps them.';

create or replace function search.km(p_position point, p_latitude double precision, p_longitude double precision)
returns double precision
language sql
immutable
parallel safe
begin atomic
  -- Haversine, on a sphere of 6,371.0088 km. Rounding may put antipodes a hair beyond 1, which has no arcsine.
  -- To the millimetre: 180° and -180° are one place, whatever a sine makes of them.
  select round(12742017.6 * 1000 * asin(sqrt(0.999999999999999 * (
    power(sin(radians(p_position[1] - p_latitude) / 2), 2)
    + cos(radians(p_latitude)) * cos(radians(p_position[1])) * power(sin(radians(p_position[0] - p_longitude) / 2), 2))))) / 1000000;
end;
comment on function search.km is 'Kilometres between a position (longitude, latitude) and a point, as the crow flies.';

create or replace function search.with_km(
  p_answer json, p_latitude double precision, p_longitude double precision, p_near_latitude double precision, p_near_longitude double precision)
returns json
language sql
-- As concat is: what is more than its parts is a call for each row.
stable
parallel safe
begin atomic
  -- The last key says how far it is. No text in an answer looks like it: there its quotes have a \ before them.
  select case
    when p_latitude is null then p_answer
    else replace(p_answer::text, '"km_away":null}', concat(
      '"km_away":', round(search.km(point(p_longitude, p_latitude), p_near_latitude, p_near_longitude)::numeric, 1), '}'))::json
  end;
end;
comment on function search.with_km is 'An answer with the distance from a point in it.';

create or replace function search.boxes_around(p_latitude double precision, p_longitude double precision, p_km double precision)
returns box[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- A little more than it takes, so that rounding leaves nobody out.
  v_angle double precision := p_km / 6371.0088 * 1.000001 + 1e-9;
  v_south double precision := p_latitude - degrees(v_angle);
  v_north double precision := p_latitude + degrees(v_angle);
  v_east double precision;
begin
  -- A circle around a pole has every longitude in it.
  if v_south <= -90 or v_north >= 90 then
    return array[box(point(-180, greatest(v_south, -90)), point(180, least(v_north, 90)))];
  end if;
  v_east := degrees(asin(least(1, sin(v_angle) / cos(radians(p_latitude))))) * 1.000001;
  if p_longitude - v_east < -180 then
    return array[
      box(point(-180, v_south), point(p_longitude + v_east, v_north)), box(point(p_longitude - v_east + 360, v_south), point(180, v_north))];
  elsif p_longitude + v_east > 180 then
    return array[
      box(point(p_longitude - v_east, v_south), point(180, v_north)), box(point(-180, v_south), point(p_longitude + v_east - 360, v_north))];
  end if;
  return array[box(point(p_longitude - v_east, v_south), point(p_longitude + v_east, v_north))];
end
$$;
comment on function search.boxes_around is 'One box or two (across the antimeridian) that hold every point within so many km.';
