create or replace function search.is_own(q search.question)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return num_nonnulls(q.words, q.changed_since, q.circle, q.bbox) > 0;
end
$$;
comment on function search.is_own is 'Whether a question has conditions that bits don''t know: words, place, time of change.';

create or replace function search.is_broad(q search.question)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- Each condition alone bounds what all of them leave.
  return q.at_most > 4000 and search.many_there(q)
    and (q.changed_since is null or search.count_sampled(q, search.change_condition(q), 250) = 250);
end
$$;
comment on function search.is_broad is 'Whether more than some 4,000 events fulfil the conditions that bits don''t know: then they are estimated from a sample.';

create or replace function search.find_own(q search.question, p_one_of integer, out ids bigint[], out seats integer[])
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = auto
as $$
declare
  v_own text := concat(
    case when p_one_of > 1 then ' and e.is_sample' end,
    case when p_one_of = 64 then ' and hashint8(e.id) & 63 = 0' end,
    search.change_condition(q), search.box_conditions(q), search.circle_condition(q));
begin
  -- Few words are looked at whatever else is asked.
  execute concat(
    'select array_agg(e.id), array_agg(e.seat) from search.events e where true',
    case when q.words is not null then ' and e.words @@ ($1).words' end,
    case when q.at_most <= 4000 then search.seen_likely(v_own) else v_own end)
  into ids, seats
  using q;
end
$$;
comment on function search.find_own is
  'The events that fulfil the conditions that bits don''t know, of all or one of 16 or 64. Null where none does.';

create or replace function search.part_of(q search.question)
returns integer
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_area double precision := coalesce(search.seats_of(q.regions), search.seats_of(q.countries));
  v_all double precision;
begin
  if not search.is_own(q) or not search.is_broad(q) then
    return 1;
  elsif q.words is null or q.circle is not null or q.bbox is not null then
    return 16;
  end if;
  select greatest(total, 1) into v_all from search.everything;
  -- 250 of a sixty-fourth, as is_broad asks of a sixteenth; each further condition is taken to leave half.
  return case
    when q.likely * coalesce(least(1, v_area / v_all), 1) * 0.5 ^ num_nonnulls(
      q.to_date, q.months, q.lengths, q.durations, q.kinds, q.surfaces, q.registrations, q.sources, coalesce(q.min_gain, q.max_gain), q.changed_since)
      >= 16000 then 64
    else 16
  end;
end
$$;
comment on function search.part_of is
  'Of which part of the events a question''s counts are made: of all (1), of the sample (16), or of a quarter of it (64), where words leave '
  'so many that this has enough of them.';

create or replace function search.count_tags(p_tags integer[], p_masks "bit"[], out tags integer[], out counts bigint[])
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
  -- A variable of our own is taken apart once, a parameter for each row.
  v_masks "bit"[] := p_masks;
  v_blocks integer[] := array(select n - 1 from unnest(p_masks) with ordinality m (mask, n) where mask is not null);
begin
  -- Each row once, where it lies: to join rows of 4 kB with masks took twice as long.
  select array_agg(c.tag), array_agg(c.events) into tags, counts
  from (
    select
      b.tag,
      sum(bit_count(case
        -- A country or region has its seats beside each other: then only those.
        when b.last - b.first < 16000 then
          substring(b.bits from b.first + 1 for b.last - b.first + 1)
          & substring(v_masks[b.block + 1] from b.first + 1 for b.last - b.first + 1)
        else b.bits & v_masks[b.block + 1]
      end)) as events
    from search.bits b
    where b.tag = any (p_tags) and b.block = any (v_blocks)
    group by b.tag
  ) c
  where c.events > 0;
end
$$;
comment on function search.count_tags is 'How many events within masks (block by block, from 0 on) have each of these tags. Those of none are left out.';

create or replace function search.count_each(
  q search.question, p_ids bigint[], p_facets text[], out total bigint, out tags integer[], out counts bigint[])
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
  v_scheduled integer := (search.tags_of('status', '{scheduled}'))[1];
  v_virtual integer := (search.tags_of('virtual', '{true}'))[1];
  v_real integer := (search.tags_of('virtual', '{false}'))[1];
begin
  with found as materialized (
    select
      e.tags || array[
        search.month_tag(e.start_date), case when e.takes_place then v_scheduled end, case when e.virtual then v_virtual else v_real end] as tags,
      array_remove(
        array[
          case when not e.takes_place and not q.include_cancelled then 'status' end,
          case when e.virtual and not q.include_virtual then 'virtual' end,
          case when not e.tags && q.countries then 'country' end,
          case when not e.tags && q.regions then 'region' end,
          case when not e.tags && q.kinds then 'kind' end,
          case when not e.tags && q.surfaces then 'surface' end,
          case when not e.tags && q.registrations then 'registration' end,
          case when not e.tags && q.sources then 'source' end,
          case when not e.lengths && q.lengths then 'class' end,
          case when not e.durations && q.durations then 'hours' end,
          case when coalesce(q.min_gain, q.max_gain) is not null then
            case when e.gain between coalesce(q.min_gain, 0) and coalesce(q.max_gain, 'infinity') then null else 'gain' end
          end,
          case when extract(month from e.start_date)::integer <> all (q.months) then 'month' end],
        null) as failed
    from unnest(p_ids) i (id)
    join search.events e on e.id = i.id
    where e.start_date between coalesce(q.from_date, '-infinity') and coalesce(q.to_date, 'infinity')
  ),
  -- What a facet counts leaves its own condition out.
  nearly as (
    select tag, failed[1] as failed, count(*) as events
    from found
    cross join lateral unnest(found.tags) t (tag)
    where cardinality(failed) < 2
    group by 1, 2
  ),
  counted as (
    select n.tag, sum(n.events)::bigint as events
    from nearly n
    join search.tags t on t.id = n.tag
    where t.facet = any (p_facets) and (n.failed is null or n.failed = t.facet)
      and (t.facet <> 'region' or exists (
        select from search.tags c where c.id = any (q.countries) and left(t.value, length(c.value) + 1) = c.value || '-'))
    group by n.tag
  )
  select (select count(*) from found where failed = '{}'), array_agg(c.tag), array_agg(c.events)
  into total, tags, counts
  from counted c;
end
$$;
comment on function search.count_each is
  'How many of these events a question finds, and how many of each tag there would be without the condition of its facet: by a look at each.';
