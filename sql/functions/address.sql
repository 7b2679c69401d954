create or replace function ingest.address(p_url text)
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
begin atomic
  select lower(m[1]) || '/' || rtrim(lower(m[2]), '/')
  from regexp_match(p_url, '^https?://(?:www\d?\.)?([^/?#:@]+)(?::\d+)?/?([^?#]*)', 'i') m
  -- Pages of platforms say who takes the money or keeps a calendar, not which race it is.
  where lower(m[1]) !~ ('(^|\.)(ultrasignup|runsignup|statistik\.d-u-v|d-u-v|raceroster|runraceusa|ahotu|worldsmarathons|facebook|fb|instagram|'
    'active|eventbrite|bit|linktr|google|goo|strava|raceresult|njuko|itra|letsdothis|finishers|runningintheusa|trailrunner|'
    'enmotive|chronotrack|athlinks|webscorer|entrycentral|sientries|racespace|eventmaster|datasport|zone4|ultrarunning|realbuzz|livetrail|betrail)\.[a-z.]{2,6}$'
    '|^utmb\.world$');
end;
comment on function ingest.address is 'Host (without www.) and path of a race''s own website, in small letters; null where the URL is a platform''s.';
