create or replace function search.reach_of(
  q search.question, p_wanted integer, p_mask "bit"[], p_chosen double precision, out reach double precision, out share double precision)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_all double precision := (select greatest(total, 1) from search.everything);
  v_likely double precision := coalesce(least(q.likely, v_all), v_all) / v_all;
  -- Words that very many have are everywhere.
  v_by_words boolean := coalesce(q.likely <= 80000, false);
  v_many integer := ceil(p_wanted / 12.0 / case when v_by_words then 1 else v_likely end) + 1;
  v_after double precision := coalesce(q.after_key::double precision, -1);
  v_kms double precision[];
begin
  if v_by_words then
    v_kms := array(
      select search.km(e.position, q.latitude, q.longitude)
      from search.events e
      where e.is_sample and e.words @@ q.words and get_bit(p_mask[e.seat / 32000 + 1], e.seat % 32000) = 1 and e.position is not null);
  elsif p_chosen <= 16000 then
    -- The sample sits in odd blocks.
    v_kms := array(
      select search.km(e.position, q.latitude, q.longitude)
      from search.events e
      where e.seat = any (array(
          select unnest(search.seats_in(array(select case when n % 2 = 0 then bits end from unnest(p_mask) with ordinality m (bits, n) order by n)))))
        and e.position is not null
        and (q.bbox is null or e.position <@ q.bbox[1] or coalesce(e.position <@ q.bbox[2], false))
        and (q.changed_since is null or e.updated_at >= q.changed_since));
  else
    -- By degrees, not by km, and both ways around the earth: the nearest of the sample, or nearly.
    v_kms := array(
      select km
      from unnest(array[q.longitude, q.longitude - sign(q.longitude) * 360]) way (longitude)
      cross join lateral (
        select search.km(e.position, q.latitude, q.longitude) as km
        from search.events e
        where e.is_sample and get_bit(p_mask[e.seat / 32000 + 1], e.seat % 32000) = 1
          and (q.bbox is null or e.position <@ q.bbox[1] or coalesce(e.position <@ q.bbox[2], false))
          and search.km(e.position, q.latitude, q.longitude) > v_after
          and (q.changed_since is null or (select f.updated_at >= q.changed_since from search.events f where f.id = e.id))
        order by e.position <-> point(way.longitude, q.latitude)
        limit v_many
      ) nearest);
  end if;
  reach := (select km from unnest(v_kms) km where km > v_after order by km offset v_many - 1 limit 1);
  -- The cells of a ring reach beyond it. Of the nearest alone nobody knows how many others there are.
  share := case
    when v_by_words or p_chosen <= 16000
    then (select avg(case when km < reach + 400 then 1 else 0 end) from unnest(v_kms) km)
    else 0
  end;
end
$$;
comment on function search.reach_of is
  'Within how many km of its point a question likely finds so many, as the sample says; p_mask are the events that may fulfil it as far as bits '
  'know, some p_chosen. Null where it finds fewer. And what share of all it finds sits in cells that this reaches into (0: hardly any, or unknown).';

create or replace function search.find_within(
  q search.question, p_km double precision, p_mask "bit"[], p_wanted integer, out ids bigint[], out keys text[])
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_cells integer[];
  v_there "bit"[];
  v_mask "bit"[] := p_mask;
  v_area double precision;
  v_way text := 'bits';
begin
  q := search.within(q, p_km);
  if q.words is not null then
    v_way := (search.way(q, p_wanted)).way;
  elsif q.circle_cells is not null then
    v_cells := array(select unnest(q.circle_cells) intersect select unnest(coalesce(q.bbox_cells, q.circle_cells)));
    v_there := search.with_any(v_cells, search.blocks_of(p_mask));
    v_mask := search.both(p_mask, v_there);
    -- How many square degrees are looked through, and how many its cells have, of 25 each. That takes two thirds an event of what a seat takes.
    v_area := (select sum(area(coalesce(c # b, c))) from unnest(q.circle) c left join unnest(q.bbox) b on c && b);
    if v_area / (25.0 * greatest(cardinality(v_cells), 1)) * search.many(v_there) < 1.5 * search.many(v_mask) then
      v_way := 'sift';
    end if;
  end if;
  select * into ids, keys from search.find(q, v_way, '', p_wanted, p_mask => v_mask);
end
$$;
comment on function search.find_within is
  'The events nearest to the point of a question within so many km. p_mask are all that may fulfil it as far as bits know, null where it asks for words.';

create or replace function search.find_nearest(q search.question, p_wanted integer, out ids bigint[], out keys text[])
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- What looking for a ring takes, as search.way reckons; what all cells of the earth; what a seat among others that are asked for, and one on its own or with its row.
  c_ring constant double precision := 70000;
  c_cells constant double precision := 100000;
  c_seat constant double precision := 15;
  c_row constant double precision := 40;
  v_by_words boolean := q.words is not null;
  v_mask "bit"[];
  v_chosen double precision;
  v_way text := 'bits';
  v_takes double precision;
  v_ring double precision;
  v_share double precision;
  v_is_wide boolean := false;
begin
  if v_by_words then
    select way, takes, chosen into v_way, v_takes, v_chosen from search.way(q, p_wanted);
  else
    v_mask := search.may_fulfil(q, search.blocks(false));
    v_chosen := search.many(v_mask);
    v_takes := v_chosen * case
      when num_nonnulls(q.countries, q.regions, q.bbox) > 0 and q.changed_since is null then c_seat
      else c_row
    end;
  end if;
  if v_takes > c_ring then
    select reach, share into v_ring, v_share
    from search.reach_of(q, p_wanted, coalesce(v_mask, search.may_fulfil(q, search.blocks(true))), v_chosen);
    -- A wide ring has many cells, and of what sits together far away it leaves little out.
    v_is_wide := (1 - v_share) * v_takes < c_cells * (0.15 + (1 - cos(v_ring / 6371)) / 2);
  end if;
  -- Ring by ring, until there are enough. A ring around half the earth leaves nobody out.
  while not v_is_wide and v_ring < least(q.radius, 19000) loop
    select * into ids, keys from search.find_within(q, v_ring, v_mask, p_wanted);
    if cardinality(ids) >= p_wanted then
      return;
    end if;
    v_ring := v_ring * 1.5;
  end loop;
  if not v_by_words and v_takes > c_ring and v_is_wide is not true then
    v_way := (search.way(q, p_wanted)).way;
  end if;
  select * into ids, keys from search.find(q, v_way, '', p_wanted, p_mask => v_mask);
end
$$;
comment on function search.find_nearest is 'The events nearest to the point of a question; those without coordinates are near to nothing.';
