create or replace function ingest.key_groups()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  drop table if exists pg_temp.told, pg_temp.keyed;
  create temporary table told on commit drop as
  with live as materialized (
    select
      r.id, r.source, r.group_key, r.precision, r.latitude, r.longitude, p.name, p.start_date, p.end_date, p.city_keys, p.region,
      p.country, p.distances, p.virtual, ingest.address(p.url) as page,
      ingest.teller(r.source, s.gives_ids, r.group_key, case when s.base_url = '' then (select a.key from ingest.parses a where a.id = r.parse_id) end)
        as teller,
      case when r.source_event_id like '%-' || extract(year from p.start_date) then left(r.source_event_id, -5) end as series
    from pg_temp.groups g
    join ingest.records r on r.source = g.source and r.group_key = g.group_key and r.withdrawn_at is null
    join ingest.parsed_records p on p.parse_id = r.parse_id and p.source_event_id = r.source_event_id
    join ingest.sources s on s.name = r.source
  ),
  read as materialized (
    select * from ingest.read_names((select array_agg(name) from live))
  ),
  -- What is called otherwise as well is compared by both names.
  other as materialized (
    select distinct r.name, o.country, replace(' ' || r.said || ' ', ' ' || o.said || ' ', ' ' || o.meant || ' ') as instead
    from read r
    cross join string_to_table(r.said, ' ') as word
    join ingest.read_other_names(
      array(select distinct country from live),
      -- To read all of them takes 90 ms.
      array(select distinct left(word, 2) from read cross join string_to_table(said, ' ') as word)
    ) o
      on o.first_word = word and position(' ' || o.said || ' ' in ' ' || r.said || ' ') > 0
  ),
  named as (
    select name, null as country, "full", core, numbers, contrasts, false as is_other
    from read
    union all
    -- Its numbers and what tells twins apart are those of the name it has.
    select o.name, o.country, n."full", n.core, '{}', '{}', true
    from other o
    join ingest.read_names((select array_agg(distinct instead) from other)) n on n.name = o.instead
  )
  select
    l.*, n."full", n.core, n.numbers, n.contrasts, n.is_other,
    min(l.id) over (partition by l.source, l.group_key) as record_id,
    row_number() over (partition by l.source, l.group_key, n."full" order by n.is_other, l.id) = 1 as is_named_first
  from live l
  join named n on n.name = l.name and (n.country is null or n.country = l.country or ingest.territories() ->> n.country = l.country);
  analyze pg_temp.told (record_id);

  create temporary table keyed on commit drop as
  select f.record_id, f.source, f.group_key, f.cores, f.fulls, l.numbers, l.contrasts, f.starts, f.ends, l.towns, f.region, f.country,
    f.latitude, f.longitude, l.kms, l.hours, split_part(f.page, '/', 1) as host, f.page, f.virtual, f.series,
    f.teller
  from (
    select
      record_id, source, group_key,
      -- The first is its own.
      array_agg(core order by is_other, id, "full") filter (where is_named_first) as cores,
      array_agg("full" order by is_other, id, "full") filter (where is_named_first) as fulls,
      min(start_date) as starts,
      greatest(max(start_date), max(end_date)) as ends,
      (array_agg(region order by id) filter (where region is not null))[1] as region,
      (array_agg(country order by id) filter (where country is not null))[1] as country,
      -- 'source' sorts after 'city': a race's own coordinates first.
      (array_agg(latitude order by precision desc, id) filter (where precision in ('source', 'city')))[1] as latitude,
      (array_agg(longitude order by precision desc, id) filter (where precision in ('source', 'city')))[1] as longitude,
      (array_agg(page order by id) filter (where page is not null))[1] as page,
      bool_and(virtual) as virtual,
      min(series) as series,
      min(teller) as teller
    from pg_temp.told
    group by record_id, source, group_key
  ) f
  join (
    select
      t.record_id,
      coalesce(array_agg(distinct x.number) filter (where x.number is not null), '{}') as numbers,
      coalesce(array_agg(distinct x.contrast) filter (where x.contrast is not null), '{}') as contrasts,
      coalesce(array_agg(distinct x.town) filter (where x.town is not null), '{}') as towns,
      coalesce(array_agg(distinct x.km) filter (where x.km is not null), '{}') as kms,
      coalesce(array_agg(distinct x.hours) filter (where x.hours is not null), '{}') as hours
    from pg_temp.told t
    cross join lateral (
      select number, contrast, town, null::numeric as km, null::numeric as hours
      from unnest(t.numbers, t.contrasts, t.city_keys) as listed (number, contrast, town)
      union all
      select null, null, null, (d ->> 'km')::numeric, case d ->> 'kind' when 'backyard' then 0 else (d ->> 'hours')::numeric end
      from jsonb_array_elements(t.distances) d
      union all
      -- Nobody knows how many.
      select null, null, null, null, 0 where t.distances = '[]' and t."full" ~ '\mbackyard|\mlast \w+ (standing|running)'
      union all
      select null, null, null, null, null
    ) x
    group by t.record_id
  ) l using (record_id);

  analyze pg_temp.keyed (record_id);
  perform ingest.keep_keys();
end
$$;
comment on function ingest.key_groups is
  'Make anew what the groups in pg_temp.groups are compared by; those for which it changed are in pg_temp.rekeyed.';
