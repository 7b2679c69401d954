create or replace function ingest.address(p_url text)
returns text
-- plpgsql: called for each record, a function in SQL takes several times as long to begin.
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- As parts: a pattern for all of it takes three times as long.
  v_url text := lower(split_part(split_part(p_url, '#', 1), '?', 1));
  v_rest text := case when v_url like 'http://%' or v_url like 'https://%' then substr(v_url, position('//' in v_url) + 2) end;
  v_site text := split_part(v_rest, '/', 1);
  v_host text := nullif(split_part(split_part(v_site, '@', -1), ':', 1), '');
  v_path text := rtrim(substr(v_rest, length(v_site) + 2), '/');
  v_ending text := split_part(v_host, '.', -1);
  v_name text := split_part(v_host, '.', -2);
begin
  if v_host like 'www%' then
    v_host := regexp_replace(v_host, '^www\d?\.', '');
  end if;
  -- Pages of platforms say who takes the money or keeps a calendar, not which race it is. Whatever their country: .com, .co.uk.
  if v_host = 'utmb.world' or length(v_ending) between 2 and 6
    and array[v_name, case when length(v_name) + length(v_ending) <= 5 then split_part(v_host, '.', -3) end]
      && '{ultrasignup,runsignup,d-u-v,raceroster,runraceusa,ahotu,worldsmarathons,facebook,fb,instagram,
        active,eventbrite,bit,linktr,google,goo,strava,raceresult,njuko,itra,letsdothis,finishers,runningintheusa,trailrunner,
        enmotive,chronotrack,athlinks,webscorer,entrycentral,sientries,racespace,eventmaster,datasport,zone4,ultrarunning,realbuzz,
        livetrail,betrail}'::text[]
  then
    return null;
  end if;
  -- In whatever language, of whichever year.
  return v_host || '/' || regexp_replace(v_path,
    '^(?:(?:en|fr|de|es|it|pt|ca|eu|gl|nl|da|sv|no|nb|fi|is|et|lv|lt|pl|cs|sk|sl|hr|sr|bg|ro|hu|el|tr|ru|uk|ja|ko|zh|ar|he|th|vi|id|ms)(?:[-_][a-z]{2})?|20\d\d|home|index\.\w+)$', '');
end
$$;
comment on function ingest.address is 'Host (without www.) and path of a race''s own website, in small letters; null where the URL is a platform''s.';

create or replace function ingest.request_host(p_base_url text, p_key text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- As request_url, whose schema those who read views can't name.
  return coalesce(lower(substring(
    p_base_url || case when p_base_url <> '' then regexp_replace(p_key, '^https?://', '') else p_key end from '^https?://([^/?#]+)')), '');
end
$$;
comment on function ingest.request_host is 'The host (and port) of a request, whose budget it takes.';

create or replace function ingest.site_of(p_key text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return ingest.request_host('', p_key);
end
$$;
comment on function ingest.site_of is
  'The site that a page belongs to, wherever it is asked for; empty where the source is one site, whose keys name none.';

create or replace function ingest.teller(p_source text, p_gives_ids boolean, p_group text, p_page text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- Two rows of an older system may be one race; its sources have no word of each other's.
  return p_source || case when p_page is not null then ' ' || ingest.site_of(p_page) when p_gives_ids then ' ' || p_group else '' end;
end
$$;
comment on function ingest.teller is
  'Who tells of a race, and tells no race twice: its source; of a format that many sites speak the site, whose page is given; of an import each group.';
