create or replace function ingest.address(p_url text)
returns text
-- plpgsql: called for each record, a function in SQL takes several times as long to begin.
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_parts text[] := regexp_match(p_url, '^https?://(?:www\d?\.)?([^/?#:@]+)(?::\d+)?/?([^?#]*)', 'i');
  v_host text := lower(v_parts[1]);
begin
  -- Pages of platforms say who takes the money or keeps a calendar, not which race it is.
  if v_host ~ ('(^|\.)(ultrasignup|runsignup|statistik\.d-u-v|d-u-v|raceroster|runraceusa|ahotu|worldsmarathons|facebook|fb|instagram|'
    'active|eventbrite|bit|linktr|google|goo|strava|raceresult|njuko|itra|letsdothis|finishers|runningintheusa|trailrunner|'
    'enmotive|chronotrack|athlinks|webscorer|entrycentral|sientries|racespace|eventmaster|datasport|zone4|ultrarunning|realbuzz|livetrail|betrail)\.[a-z.]{2,6}$'
    '|^utmb\.world$')
  then
    return null;
  end if;
  return v_host || '/' || rtrim(lower(v_parts[2]), '/');
end
$$;
comment on function ingest.address is 'Host (without www.) and path of a race''s own website, in small letters; null where the URL is a platform''s.';
