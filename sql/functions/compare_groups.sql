create or replace function ingest.compare_groups()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_days integer := (ingest.match_limits()).days;
  v_longest constant integer := 10;
  v_initials text := '\m[bcdfghjklmnpqrstvwxz\d]{3,5}\M';
  v_sports text[] := '{mtb,bike,cycling,gravel,duathlon,triathlon}';
  -- The South Downs are not the North Downs, nor New Year's Eve New Year's Day: one of each kind, and not the same one.
  v_sides jsonb := '{"north": "N-n", "nord": "N-n", "norte": "N-n", "south": "N-s", "sud": "N-s", "sul": "N-s", "east": "E-e", "ost": "E-e", "west": "E-w", "ouest": "E-w", "oeste": "E-w",
    "upper": "U-u", "ober": "U-u", "lower": "U-l", "unter": "U-l", "mala": "L-s", "maly": "L-s", "velka": "L-l", "velky": "L-l", "newyeareve": "D-e", "newyearday": "D-d"}';
  -- What races everywhere are called after.
  v_common text[] := array(select word from ingest.match_words() where kind = 'common');
  -- Sources don't agree on whether Réunion is a country.
  v_of jsonb := ingest.territories();
begin
  drop table if exists pg_temp.compared, pg_temp.features;

  -- What is cheap to tell first: most pairs that share a word lie far from each other.
  create temporary table compared on commit drop as
  select p.a, p.b, p.is_linked, x, y, f.far, f.long, f.is_abroad, x.towns && y.towns as same_town,
    ' ' || array_to_string(x.towns, ' ') || coalesce(l.names, '') as towns_x,
    ' ' || array_to_string(y.towns, ' ') || coalesce(l.names, '') as towns_y
  from pg_temp.pairs p
  join ingest.match_keys x on x.record_id = p.a
  join ingest.match_keys y on y.record_id = p.b
  left join (
    select country, ' ' || ingest.fold(string_agg(name, ' ')) as names
    from (
      select country, name from search.area_names where state = ''
      union all
      select country, key from ingest.place_overrides where precision = 'region'
      union all
      -- Who says Scotland means the country.
      select country, region from ingest.areas where country = 'GBR' and county is null
    ) called
    group by country
  ) l on l.country = coalesce(x.country, y.country)
  cross join lateral (
    -- Kilometres, as on a plane: right to 1 % up to some hundred of them.
    select 111.2 * sqrt(power(x.latitude - y.latitude, 2)
      + power((abs(abs(x.longitude - y.longitude) - 180) - 180) * cos(radians((x.latitude + y.latitude) / 2)), 2)) as far,
      -- From one end of a course to the other it can't be farther than it is long.
      case when x.kms <> '{}' and y.kms <> '{}' then
        least(300, (select max(k) from unnest(x.kms) k), (select max(k) from unnest(y.kms) k)) end as long,
      coalesce(x.country <> y.country and v_of ->> x.country is distinct from y.country and v_of ->> y.country is distinct from x.country, false) as is_abroad
  ) f
  where p.is_linked
    or x.virtual = y.virtual
      -- Names that share neither a word nor three trigrams of ten can't be made up for.
      and exists (
        select
        from unnest(x.cores, x.fulls) as nx (core, "full"), unnest(y.cores, y.fulls) as ny (core, "full")
        where extensions.similarity(coalesce(nullif(nx.core, ''), nx."full"), coalesce(nullif(ny.core, ''), ny."full")) >= 0.3
          or string_to_array(nx.core, ' ') && string_to_array(ny.core, ' ') or nx.core = '' and ny.core = ''
          or x.page = y.page or f.far <= 7 and x.starts = y.starts
            and (x.hours && y.hours or exists (select from unnest(x.kms) k, unnest(y.kms) o where k > 42.5 and o between k * 0.93 and k * 1.07))
          or nx."full" <> '' and ny."full" <> '' and (nx."full" ~ '[a-z]') <> (ny."full" ~ '[a-z]')
          -- To look at the letters spares most of the calls.
          or (length(nx.core) between 3 and 8 and ' ' || ny."full" like '% ' || left(nx.core, 1) || '% ' || substr(nx.core, 2, 1) || '%' or nx.core ~ v_initials) and ingest.stands_for(nx.core, ny."full")
          or (length(ny.core) between 3 and 8 and ' ' || nx."full" like '% ' || left(ny.core, 1) || '% ' || substr(ny.core, 2, 1) || '%' or ny.core ~ v_initials) and ingest.stands_for(ny.core, nx."full"))
      and (f.far <= 120 or f.far <= f.long or x.towns && y.towns or f.far is null and not f.is_abroad);
  analyze pg_temp.compared (a, b);

  create temporary table features on commit drop as
  select
    c.a, c.b, c.is_linked, abs((x).starts - (y).starts) as days, c.far, name.kind as name, name.likeness,
    case
      when (x).starts = (y).starts then 'the same'
      -- Whoever lists a season as one has not said when.
      when (x).starts <= least((y).ends, (y).starts + v_longest) and (y).starts <= least((x).ends, (x).starts + v_longest) then 'overlapping'
      when abs((x).starts - (y).starts) = 1 and d.ultras > 0 and (d.x_shared = d.of_x or d.y_shared = d.of_y) then 'a day apart'
      when abs((x).starts - (y).starts) = 1 then 'a day apart, other distances'
      when abs((x).starts - (y).starts) > v_days then 'far apart'
      else 'some days apart'
    end as day,
    case
      when far <= 7 then 'the same'
      when far <= 25 or far <= 50 and same_town then 'near'
      when far <= 50 then 'within 50 km'
      when far > 50 and same_town and (x).region = (y).region then 'towns of one name'
      when far <= c.long and (x).country = (y).country and coalesce((x).region = (y).region, true) then 'from end to end'
      when far <= 90 then 'over 50 km apart'
      when far is not null or c.is_abroad then 'far apart'
      when (x).region <> (y).region then case when same_town then 'towns of one name, another region' else 'another region' end
      when same_town then 'the same'
      when (x).country is null or (y).country is null then 'no country'
      when (x).towns <> '{}' and (y).towns <> '{}' then 'other towns'
      else 'unknown'
    end as place,
    case
      when d.of_x = 0 or d.of_y = 0 then 'unknown'
      when d.x_shared = d.of_x and d.y_shared = d.of_y or d.ultras > 0 and not d.own_ultras then 'the same'
      when d.x_shared = d.of_x or d.y_shared = d.of_y then 'those of the other among them'
      when 2 * d.x_shared >= d.of_x or 2 * d.y_shared >= d.of_y then 'half in common'
      when d.x_shared > 0 then 'some in common'
      else 'none in common'
    end as distances,
    case
      when (x).page = (y).page then 'the same page'
      when (x).host = (y).host then 'the same host'
      when (x).host is null or (y).host is null then 'unknown'
      else 'another host'
    end as website,
    case
      when n.x_alone and n.y_alone then 'others'
      when n.x_alone or n.y_alone then 'one that the other does not know'
      when (x).numbers && (y).numbers then 'the same'
      else 'no contradiction'
    end as numbers,
    case
      when v_sports && t.of_x <> (v_sports && t.of_y) then 'another sport'
      when t.are_sides then 'other words'
      when t.of_x <@ t.of_y and t.of_y <@ t.of_x then 'no sign'
      when t.of_x <@ t.of_y or t.of_y <@ t.of_x then 'a word more'
      else 'other words'
    end as twins,
    case when (x).virtual = (y).virtual then 'no' else 'one of them' end as virtual,
    -- That two races begin there and then and have these lengths in common.
    case
      when d.is_telling and (far <= 25 or far <= 50 and same_town or far <= 0.9 * c.long or far is null and same_town and coalesce((x).region = (y).region, true))
        and (x).starts <= (y).ends and (y).starts <= (x).ends and (d.x_shared = d.of_x or d.y_shared = d.of_y or not d.own_ultras)
        and t.of_x <@ t.of_y and t.of_y <@ t.of_x and not t.are_sides
        -- Where both are known by their town alone it may be a large one.
        then case when far = 0 then 'unlikely, in one town' when far <= 7 then 'unlikely, in one place' else 'unlikely' end
      else 'possible'
    end as coincidence
  from pg_temp.compared c
  cross join lateral (
    -- Where both offer a half marathon its name tells no twins apart.
    select
      array_remove((x).contrasts, b.word) as of_x, array_remove((y).contrasts, b.word) as of_y,
      coalesce((
        select bool_or(left(v_sides ->> w, 1) = left(v_sides ->> o, 1)) and not bool_or(v_sides ->> w = v_sides ->> o)
        from string_to_table((x).fulls[1], ' ') w, string_to_table((y).fulls[1], ' ') o
        where v_sides ? w and v_sides ? o), false) as are_sides
    from (
      select case when exists (select from unnest((x).kms) k where k between 20.9 and 21.4)
        and exists (select from unnest((y).kms) k where k between 20.9 and 21.4) then 'half' end as word
    ) b
  ) t
  cross join lateral (
    -- Of several names those that are most alike.
    select
      case
        when fx <> '' and fy <> '' and (fx ~ '[a-z]') <> (fy ~ '[a-z]') then case when (c.x).page = (c.y).page then 'different, of one page' else 'in another script' end
        when cx = '' and cy = '' then case when fx = fy then 'the same generic words' else 'generic words' end
        when cx = '' or cy = '' then case when likeness >= 0.5 then 'somewhat alike' when likeness >= 0.3 then 'little alike' else 'different' end
        when squashed_x = squashed_y then case
          when string_to_array(cx, ' ') <@ v_common then 'the same common words'
          when cardinality(string_to_array(cx, ' ')) > 2 then 'the same, of three words'
          else 'the same'
        end
        when shared and not own_x and not own_y then 'the same words'
        -- Mont-Orford in Orford and Mont-Mégantic: a town's word in the place of another word tells them apart.
        when shared and (not own_x and not (own_y and town_x) or not own_y and not (own_x and town_y)) then case when exists (
          select from string_to_table(cx, ' ') w, string_to_table(cy, ' ') o
          where (position(w in squashed_y) > 0 or extensions.similarity(w, o) >= 0.4) and position(' ' || w in p.places) = 0 and w <> all (v_common)
            or position(o in squashed_x) > 0 and position(' ' || o in p.places) = 0 and o <> all (v_common)
        ) then 'one within the other' else 'a place in common' end
        when length(cx) between 3 and 8 and ' ' || fy like '% ' || left(cx, 1) || '% ' || substr(cx, 2, 1) || '%' and ingest.stands_for(cx, fy)
          or length(cy) between 3 and 8 and ' ' || fx like '% ' || left(cy, 1) || '% ' || substr(cy, 2, 1) || '%' and ingest.stands_for(cy, fx)
          then 'one within the other'
        when cx ~ v_initials and ingest.stands_for(cx, fy) or cy ~ v_initials and ingest.stands_for(cy, fx) then 'initials in common'
        when likeness >= 0.6 then 'alike'
        when exists (
          select from string_to_table(cx, ' ') w
          where length(w) > 4 and w = any (string_to_array(cy, ' ')) and position(' ' || w in p.places) = 0 and w <> all (v_common)
        ) then 'a word in common'
        when likeness >= 0.45 then 'somewhat alike'
        when likeness >= 0.3 then 'little alike'
        when (c.x).page = (c.y).page then 'different, of one page'
        else 'different'
      end as kind,
      likeness
    from unnest((c.x).cores, (c.x).fulls) as named_x (cx, fx)
    cross join unnest((c.y).cores, (c.y).fulls) as named_y (cy, fy)
    cross join lateral (
      select
        extensions.similarity(coalesce(nullif(cx, ''), fx), coalesce(nullif(cy, ''), fy)) as likeness,
        replace(cx, ' ', '') as squashed_x, replace(cy, ' ', '') as squashed_y
    ) l
    cross join lateral (
      -- Each named after another town: then that is what tells them apart.
      select case
        when exists (select from string_to_table(cx, ' ') w where position(' ' || w in c.towns_x) > 0 and position(' ' || w in c.towns_y) = 0)
          and exists (select from string_to_table(cy, ' ') w where position(' ' || w in c.towns_y) > 0 and position(' ' || w in c.towns_x) = 0)
        then ''
        else c.towns_x || c.towns_y
      end as places
    ) p
    cross join lateral (
      -- Whether it has a word that the other lacks: neither alike, nor part of a longer one; the town's is another matter.
      select
        exists (select from string_to_table(cx, ' ') w where position(w in squashed_y) = 0 and position(' ' || w in p.places) > 0) as town_x,
        exists (select from string_to_table(cy, ' ') w where position(w in squashed_x) = 0 and position(' ' || w in p.places) > 0) as town_y,
        exists (
          select from string_to_table(cx, ' ') w
          where position(w in squashed_y) = 0 and position(' ' || w in p.places) = 0 and not exists (
            select from string_to_table(cy, ' ') o where extensions.similarity(w, o) >= 0.4)) as own_x,
        exists (
          select from string_to_table(cy, ' ') w
          where position(w in squashed_x) = 0 and position(' ' || w in p.places) = 0 and not exists (
            select from string_to_table(cx, ' ') o where extensions.similarity(w, o) >= 0.4)) as own_y,
        exists (
          select from string_to_table(cx, ' ') w, string_to_table(cy, ' ') o
          where position(w in squashed_y) > 0 or position(o in squashed_x) > 0 or extensions.similarity(w, o) >= 0.4) as shared
    ) o
    order by cx = cy desc, likeness desc, cx, cy
    limit 1
  ) name
  cross join lateral (
    select
      cardinality((x).kms) + cardinality(h.of_x) as of_x,
      cardinality((y).kms) + cardinality(h.of_y) as of_y,
      m.of_x + h.shared as x_shared,
      m.of_y + h.shared as y_shared,
      m.ultras_of_x + h.shared as ultras,
      m.ultras_of_x < (select count(*) from unnest((x).kms) km where km > 42.5)
        or m.ultras_of_y < (select count(*) from unnest((y).kms) km where km > 42.5)
        or h.shared < greatest(cardinality(h.of_x), cardinality(h.of_y)) as own_ultras,
      -- Many races are of 50 km, 12 hours or a backyard's loops; few are of 74 km, of 80 and more, of a day, or of two such lengths.
      m.ultras_of_x + h.shared > 1 or coalesce(m.is_rare, false) or h.longest >= 24 as is_telling
    from (
      -- A backyard's loops are as many hours as it gets; who doesn't say that it is one has said nothing of it.
      select of_x, of_y, (select count(*) from unnest(of_x) h where h = any (of_y)) as shared,
        (select max(h) from unnest(of_x) h where h = any (of_y)) as longest
      from (
        select
          array_remove((x).hours, case when 0 <> all ((y).hours) then 0 end) as of_x,
          array_remove((y).hours, case when 0 <> all ((x).hours) then 0 end) as of_y
      ) told
    ) h
    cross join (
      select
        count(distinct km_x) as of_x, count(distinct km_y) as of_y,
        count(distinct km_x) filter (where km_x > 42.5) as ultras_of_x, count(distinct km_y) filter (where km_y > 42.5) as ultras_of_y,
        -- What is no round number is told alike.
        bool_or(km_x > 61.2 and abs(km_x - km_y) <= 0.025 * km_x) as is_rare
      from unnest((x).kms) km_x
      cross join unnest((y).kms) km_y
      -- To 3 % or half a kilometre: 50 miles, 80 km and 50.2 mi; 4.2 miles and 7 km. Longer ones are called by a round number: from 45 km on to 5, from 79 on to 7 %.
      where abs(km_x - km_y)
        <= greatest(case when least(km_x, km_y) > 79 then 0.07 when least(km_x, km_y) > 45 then 0.05 else 0.03 end * greatest(km_x, km_y), 0.5)
    ) m
  ) d
  cross join lateral (
    -- A number in a name that the other neither says nor offers: miles, km, hours or days.
    select coalesce(bool_or(is_x), false) as x_alone, coalesce(bool_or(not is_x), false) as y_alone
    from (
      values (true, (x).numbers, (y).numbers, (y).hours, (y).kms, d.of_y), (false, (y).numbers, (x).numbers, (x).hours, (x).kms, d.of_x)
    ) side (is_x, said, others, hours, kms, offered)
    cross join unnest(said) n
    where (cardinality(others) > 0 or offered > 0) and not (n = any (others) or n = any (hours) or n * 24 = any (hours))
      and not exists (select from unnest(kms) k where least(abs(k - n), abs(k - n * 1.609344)) <= case when k > 79 then 0.07 when k > 45 then 0.05 else 0.03 end * k)
  ) n;
end
$$;
comment on function ingest.compare_groups is
  'Compare the pairs of groups in pg_temp.pairs, part by part (pg_temp.features): each part in one of the words that ingest.match_points weighs.';

create or replace function ingest.stands_for(p_core text, p_full text)
returns boolean
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  v_words text := replace(p_full, 'ultratrail', 'ultra trail');
  v_initials text := regexp_replace(v_words, '(\S)\S* ?', '\1', 'g');
  -- Small words may count or not.
  v_fewer text := regexp_replace(
    regexp_replace(v_words, '\m(?:' || array_to_string(ingest.small_words(), '|') || ')\M *', '', 'g'), '(\S)\S* ?', '\1', 'g');
  v_word text;
begin
  -- All of the name, or what no mouth can say.
  foreach v_word in array string_to_array(p_core, ' ') loop
    if v_word = p_core and v_word ~ '^[a-z0-9]{3,8}$' or v_word ~ '^[bcdfghjklmnpqrstvwxz0-9]{3,5}$' then
      v_word := regexp_replace(v_word, '\d', '', 'g');
      if length(v_word) > 2 and (position(v_word in v_initials) > 0 or position(v_word in v_fewer) > 0) then
        return true;
      end if;
    end if;
  end loop;
  return false;
end
$$;
comment on function ingest.stands_for is
  'Whether a name''s core has the initials of another name''s words, one after the other: gucr, grand union canal race.';
