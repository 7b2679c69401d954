create or replace function ingest.compare_groups()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_days integer := (ingest.match_limits()).days;
  v_longest constant integer := 10;
  v_initials text := '\m' || ingest.unspoken() || '\M';
  v_sports text[] := '{mtb,bike,cycling,gravel,duathlon,triathlon,equestrian}';
  -- The South Downs are not the North Downs, nor New Year's Eve New Year's Day: one of each kind, and not the same one.
  v_sides jsonb := '{"north": "N-n", "nord": "N-n", "norte": "N-n", "south": "N-s", "sud": "N-s", "sul": "N-s", "east": "E-e", "ost": "E-e", "west": "E-w", "ouest": "E-w", "oeste": "E-w",
    "upper": "U-u", "ober": "U-u", "lower": "U-l", "unter": "U-l", "mala": "L-s", "maly": "L-s", "velka": "L-l", "velky": "L-l", "newyeareve": "D-e", "newyearday": "D-d"}';
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
  perform ingest.compare_names();
  perform ingest.compare_lengths();

  create temporary table features on commit drop as
  select
    c.a, c.b, c.is_linked, abs((x).starts - (y).starts) as days, c.far, n.kind as name, n.likeness,
    case
      when (x).starts = (y).starts then 'the same'
      -- Whoever lists a season as one has not said when.
      when (x).starts <= least((y).ends, (y).starts + v_longest) and (y).starts <= least((x).ends, (x).starts + v_longest) then 'overlapping'
      when abs((x).starts - (y).starts) = 1 and ((d.of_x = 0) <> (d.of_y = 0) or d.ultras > 0 and (d.x_shared = d.of_x or d.y_shared = d.of_y)) then 'a day apart'
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
      when d.x_alone and d.y_alone then 'others'
      when d.x_alone or d.y_alone then 'one that the other does not know'
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
  join pg_temp.names_compared n using (a, b, is_linked)
  join pg_temp.lengths_compared d using (a, b, is_linked)
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
  ) t;
end
$$;
comment on function ingest.compare_groups is
  'Compare the pairs of groups in pg_temp.pairs, part by part (pg_temp.features): each part in one of the words that ingest.match_points weighs.';
