create or replace function search.refuse(p_message text, p_hint text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  -- 22023 is 400 over HTTP.
  raise exception using errcode = 'invalid_parameter_value', message = p_message, hint = p_hint;
end
$$;
comment on function search.refuse is 'Refuse a question, and say what to ask instead.';

create or replace function search.check_range(p_from anycompatible, p_to anycompatible, p_names text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if p_from > p_to then
    perform search.refuse(
      format('%s is more than %s.', split_part(p_names, ' ', 1), split_part(p_names, ' ', 2)),
      format('Exchange them: %s is the lower end, %s the upper, and both are included.', split_part(p_names, ' ', 1), split_part(p_names, ' ', 2)));
  end if;
end
$$;
comment on function search.check_range is 'Refuse a range that ends before it begins.';

create or replace function search.read_range(p_from numeric, p_to numeric, p_name text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if not coalesce(p_from between 0 and 1000000, true) or not coalesce(p_to between 0 and 1000000, true) then
    perform search.refuse(
      format('min_%s and max_%s are numbers from 0 to 1,000,000.', p_name, p_name),
      'Leave one out (null) for a range that is open at that end.');
  end if;
  perform search.check_range(p_from, p_to, format('min_%s max_%s', p_name, p_name));
end
$$;
comment on function search.read_range is 'Refuse a range of lengths, hours or metres that makes no sense.';

create or replace function search.check_list(p_values text[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if cardinality(p_values) > 300 then
    perform search.refuse('A list is longer than 300.', 'Ask for fewer values, or leave the filter out.');
  end if;
end
$$;
comment on function search.check_list is 'Refuse a list that is too long to look up.';

create or replace function search.tags_of(p_facet text, p_values text[])
returns integer[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if coalesce(cardinality(p_values), 0) = 0 then
    return null;
  end if;
  perform search.check_list(p_values);
  return array(
    select id from search.tags t where t.facet = p_facet and t.value = any (p_values) order by id);
end
$$;
comment on function search.tags_of is 'The tags of these values; none (null) where no list is given, none ({}) where no event has any of them.';

create or replace function search.one_of(p_facet text, p_values text[], p_known text[], p_parameter text)
returns integer[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_unknown text;
begin
  if p_values is null then
    return null;
  end if;
  select v into v_unknown from unnest(p_values) v where v <> all (p_known) limit 1;
  if v_unknown is not null then
    perform search.refuse(
      format('%s has no value "%s".', p_parameter, left(v_unknown, 40)),
      format('Known: %s.', array_to_string(p_known, ', ')));
  end if;
  return search.tags_of(p_facet, p_values);
end
$$;
comment on function search.one_of is 'The tags of values of a list that is closed; refuses others.';

create or replace function search.read_countries(inout q search.question, p_countries text[], p_regions text[])
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_odd text;
  v_regions text[];
begin
  select c into v_odd from unnest(p_countries) c where c !~ '^[A-Za-z]{3}$' limit 1;
  if v_odd is not null then
    perform search.refuse(
      format('"%s" is no country code.', left(v_odd, 40)), 'Countries are ISO 3166-1 alpha-3: USA, FRA, DEU.');
  end if;
  q.countries := search.tags_of('country', (select array_agg(upper(c)) from unnest(p_countries) c));
  if cardinality(p_countries) = 1 then
    q.country := upper(p_countries[1]);
  end if;
  select r into v_odd from unnest(p_regions) r where r !~ '^[A-Za-z]{3}-.' limit 1;
  if v_odd is not null then
    perform search.refuse(
      format('"%s" is no region.', left(v_odd, 40)), 'Regions are written with their country: USA-CA, CAN-BC, DEU-BAVARIA, as the facet tells.');
  end if;
  if cardinality(p_regions) > 0 then
    perform search.check_list(p_regions);
    select array_agg(v) into v_regions from unnest(p_regions) r cross join lateral unnest(search.region_values(r)) as v;
    q.regions := array(select id from search.tags t where t.facet in ('region', 'county') and t.value = any (v_regions) order by id);
  end if;
end
$$;
comment on function search.read_countries is 'The countries and regions of a question.';

create or replace function search.within(inout q search.question, p_km double precision)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  q.radius := p_km;
  q.circle := search.boxes_around(q.latitude, q.longitude, p_km);
  -- Of a larger circle all cells but few are in it.
  q.circle_cells := case when p_km < 12000 then search.cells_around(q) end;
end
$$;
comment on function search.within is 'A question for what lies within so many km of its point.';

create or replace function search.read_place(
  inout q search.question, p_latitude double precision, p_longitude double precision, p_radius double precision, p_box double precision[])
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if (p_latitude is null) <> (p_longitude is null) then
    perform search.refuse('near_lat and near_lng come together.', 'Give both, or neither.');
  elsif p_radius is not null and p_latitude is null then
    perform search.refuse('radius_km needs a point.', 'Give near_lat and near_lng too.');
  elsif not coalesce(p_latitude between -90 and 90 and p_longitude between -180 and 180, true) then
    perform search.refuse(
      'near_lat or near_lng is not on earth.', 'Degrees, WGS 84: near_lat from -90 to 90, near_lng from -180 to 180.');
  elsif not coalesce(p_radius between 0 and 20100, true) then
    perform search.refuse('radius_km is from 0 to 20,100.', 'Leave it out for the whole earth.');
  end if;
  q.latitude := p_latitude;
  q.longitude := p_longitude;
  if p_radius is not null then
    q := search.within(q, p_radius);
  end if;

  if p_box is not null then
    -- One row of numbers, counted from 1.
    if array_dims(p_box) is distinct from '[1:4]' or array_position(p_box, null) is not null
      or not (p_box[1] between -180 and 180 and p_box[3] between -180 and 180 and p_box[2] between -90 and 90 and p_box[4] between -90 and 90)
      or p_box[2] > p_box[4]
    then
      perform search.refuse(
        'bbox is no box.',
        'Four numbers in degrees: west, south, east, north; south is not above north. West above east means across the antimeridian.');
    end if;
    q.west := p_box[1];
    q.south := p_box[2];
    q.east := p_box[3];
    q.north := p_box[4];
    q.bbox := case
      when p_box[1] <= p_box[3] then array[box(point(p_box[1], p_box[2]), point(p_box[3], p_box[4]))]
      else array[box(point(p_box[1], p_box[2]), point(180, p_box[4])), box(point(-180, p_box[2]), point(p_box[3], p_box[4]))]
    end;
    q.bbox_cells := search.cells_of(q.bbox);
  end if;
end
$$;
comment on function search.read_place is 'The point, radius (km) and box (degrees) of a question.';
