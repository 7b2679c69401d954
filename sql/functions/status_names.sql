create or replace function status.call_otherwise(country text, race text, name text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_race text := ingest.fold_name(race);
  v_name text := ingest.fold_name(name);
begin
  if coalesce(country, '') !~ '^[A-Z]{3}$' or v_race = '' or coalesce(v_name, '') = '' or v_race = v_name then
    perform ingest.refuse_input(
      'Say a country as three letters, what most call the race, and what else it is called: call_otherwise(''FRA'', ''Ultra Tour des 4 Massifs'', ''UT4M'').');
  end if;
  perform ingest.lock_publish();
  if race is null then
    delete from search.other_names o where o.country = call_otherwise.country and o.name = v_name and o.kind = 'race';
  else
    insert into search.other_names as o (country, name, meant) values (call_otherwise.country, v_name, v_race)
    on conflict on constraint other_names_pkey do update set meant = excluded.meant, kind = 'race' where o.meant <> excluded.meant;
  end if;
  if not found then
    return;
  end if;
  -- The next upload compares all anew, as a first one does. In the order in which status.possible_matches reads them.
  truncate ingest.matches, ingest.match_keys, ingest.match_blocks;
  perform search.count_change();
  perform ingest.note('call_otherwise', jsonb_build_object('country', country, 'race', race, 'name', name));
end
$$;
comment on function status.call_otherwise is
  'Say what else a race is called in a country (alpha-3), or with null for the race that this name means none: ''FRA'', ''Ultra Tour des 4 Massifs'', ''UT4M''. Records are '
  'compared by both names from the next upload on, which compares all anew, and search finds it by either at once. A place, a number or words that any race has link nothing: say more of the name.';

create or replace function ingest.fold_name(p_name text)
returns text
language sql
stable
set search_path = pg_catalog, pg_temp
begin atomic
  select btrim(search.words_only(search.fold(regexp_replace(p_name, '\m([dl])[''’]', '\1 ', 'gi'))));
end;
comment on function ingest.fold_name is 'A name as search.other_names has it.';
