create or replace function search.reach_of(q search.question, p_wanted integer, p_chosen double precision)
returns double precision
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
  v_mask "bit"[];
  v_kms double precision[];
begin
  v_mask := search.may_fulfil(q, search.blocks(true));
  if v_by_words then
    v_kms := array(
      select search.km(e.position, q.latitude, q.longitude)
      from search.events e
      where e.is_sample and e.words @@ q.words and get_bit(v_mask[e.seat / 32000 + 1], e.seat % 32000) = 1 and e.position is not null);
  elsif p_chosen <= 16000 then
    v_kms := array(
      select search.km(e.position, q.latitude, q.longitude)
      from search.events e
      where e.seat = any (array(select unnest(search.seats_in(v_mask)))) and e.position is not null
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
        where e.is_sample and get_bit(v_mask[e.seat / 32000 + 1], e.seat % 32000) = 1
          and (q.bbox is null or e.position <@ q.bbox[1] or coalesce(e.position <@ q.bbox[2], false))
          and search.km(e.position, q.latitude, q.longitude) > v_after
        order by e.position <-> point(way.longitude, q.latitude)
        limit v_many
      ) nearest);
  end if;
  return (select km from unnest(v_kms) km where km > v_after order by km offset v_many - 1 limit 1);
end
$$;
comment on function search.reach_of is
  'Within how many km of its point a question, of which so many events fulfil all that bits know, likely finds so many. Null where it finds fewer.';

create or replace function search.find_nearest(q search.question, p_wanted integer, out ids bigint[], out keys text[])
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- What looking for a ring takes, as search.way reckons.
  c_ring constant double precision := 70000;
  v_whole record := search.way(q, p_wanted);
  v_ring double precision;
  v_question search.question;
begin
  if v_whole.takes > c_ring then
    v_ring := search.reach_of(q, p_wanted, v_whole.chosen);
  end if;
  -- Ring by ring, until there are enough. A ring around half the earth leaves nobody out.
  while v_ring < least(q.radius, 19000) loop
    v_question := search.within(q, v_ring);
    select * into ids, keys from search.find(v_question, (search.way(v_question, p_wanted)).way, '', p_wanted);
    if cardinality(ids) >= p_wanted then
      return;
    end if;
    v_ring := v_ring * 1.5;
  end loop;
  select * into ids, keys from search.find(q, v_whole.way, '', p_wanted);
end
$$;
comment on function search.find_nearest is 'The events nearest to the point of a question; those without coordinates are near to nothing.';
