create or replace function ingest.keep_keys()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  drop table if exists pg_temp.rekeyed, pg_temp.unkeyed, pg_temp.met;
  -- Only what is compared otherwise than before is compared anew.
  create temporary table rekeyed on commit drop as
  select n.*
  from pg_temp.keyed n
  left join ingest.match_keys k on k.record_id = n.record_id
  where k.record_id is null or to_jsonb(k) <> to_jsonb(n);
  analyze pg_temp.rekeyed (record_id);

  create temporary table unkeyed on commit drop as
  select record_id from pg_temp.rekeyed
  union
  select k.record_id
  from ingest.match_keys k
  join pg_temp.groups g using (source, group_key)
  where not exists (select from pg_temp.keyed n where n.record_id = k.record_id);
  analyze pg_temp.unkeyed;
  delete from ingest.match_blocks b using pg_temp.unkeyed u where b.record_id = u.record_id;
  delete from ingest.match_keys k using pg_temp.unkeyed u where k.record_id = u.record_id;

  insert into ingest.match_keys select * from pg_temp.rekeyed;

  create temporary table met on commit drop as
  select record_id, teller, starts as day from pg_temp.rekeyed
  union all
  -- What takes more than three days is met as it lasts too: whoever looks three days around one of these finds what begins meanwhile.
  select record_id, teller, least(starts + 6 * n, ends) from pg_temp.rekeyed cross join generate_series(1, 2) n
  where ends - starts > 3 and ends - starts > 6 * (n - 1);
  analyze pg_temp.met (record_id);

  insert into ingest.match_blocks (key, day, teller, record_id)
  -- A key is of a week, so that those of a word on other days are never looked at.
  select hashtextextended(b.said, (k.day - date '2000-01-01') / 7), k.day, k.teller, k.record_id
  from (
    select record_id, 'town ' || town as said from pg_temp.rekeyed cross join unnest(towns) town
    union all
    select record_id, 'page ' || page from pg_temp.rekeyed where page is not null
    union all
    select record_id, 'cell ' || floor(latitude) || ' ' || floor(longitude) from pg_temp.rekeyed where latitude is not null
    union all
    -- Where both are placed, the cell finds them; words find the rest, whose places nobody knows.
    select distinct record_id, case when latitude is null then 'word ' else 'placed word ' end || word
    from pg_temp.rekeyed
    cross join unnest(cores, fulls) as named (core, "full")
    cross join string_to_table(coalesce(nullif(core, ''), "full"), ' ') word
    where length(word) > 2
    union all
    -- A course may lead far from where it begins.
    select distinct record_id, 'longest ' || ingest.longest_word(core) from pg_temp.rekeyed cross join unnest(cores) core where latitude is not null
    union all
    select distinct record_id, case when core ~ '^[a-z]{3,5}$' then 'called ' || left(core, 3) else 'initials ' || ingest.initials("full") end
    from pg_temp.rekeyed
    cross join unnest(cores, fulls) as named (core, "full")
    -- Once: what is asked of them below would be asked by making them twice.
    offset 0
  ) b
  join pg_temp.met k using (record_id)
  where b.said is not null
  -- In the order of the index, which then grows in place.
  order by 1;
end
$$;
comment on function ingest.keep_keys is 'Bring ingest.match_keys and their blocks in line with pg_temp.keyed; what is new in them is in pg_temp.rekeyed, and the days on which it is met in pg_temp.met.';

create or replace function ingest.longest_word(p_core text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_word text;
  v_longest text;
begin
  foreach v_word in array string_to_array(p_core, ' ') loop
    if length(v_word) > coalesce(length(v_longest), 3) then
      v_longest := v_word;
    end if;
  end loop;
  return v_longest;
end
$$;
comment on function ingest.longest_word is 'The longest word of a name''s core, the first of several; null where none has four letters.';

create or replace function ingest.initials(p_full text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_word text;
  v_initials text := '';
begin
  foreach v_word in array string_to_array(replace(p_full, 'ultratrail', 'ultra trail'), ' ') loop
    if v_word <> all (ingest.small_words()) then
      v_initials := v_initials || left(v_word, 1);
    end if;
  end loop;
  return case when length(v_initials) > 2 then left(v_initials, 3) end;
end
$$;
comment on function ingest.initials is 'The first three initials of a name, small words aside; null where it has fewer.';
