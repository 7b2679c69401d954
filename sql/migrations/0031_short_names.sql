-- Why: a hamlet called Newcastle beat Newcastle upon Tyne, whose short form was just another of its names. And the middle of a country on
-- both sides of the 180th meridian was on the other side of the globe.
-- What is loaded is mended as it lies, and counts as loaded now: what the next runs list, and is not where its source says, is placed anew.

-- squawk-ignore adding-required-field
alter table ingest.gazetteer_names add column is_short boolean not null default false;
comment on column ingest.gazetteer_names.is_short is 'Another name that stands in a main one, in whole words: Halle of Halle (Saale).';

update ingest.gazetteer_names n
set is_short = true
from ingest.gazetteer_names m
where m.place_id = n.place_id and m.is_main and not n.is_main and strpos(' ' || m.key || ' ', ' ' || n.key || ' ') > 0;

update ingest.gazetteer_areas a
set longitude = m.longitude
from (
  select country, coalesce(region, '') as region, atan2d(sum(sind(longitude)), sum(cosd(longitude))) as longitude
  from ingest.gazetteer_places
  group by grouping sets ((country), (country, region))
  having grouping(region) = 1 or region is not null
) m
where m.country = a.country and m.region = a.region;

-- Not when this began: an upload may have been published by the old names since.
update ingest.gazetteer set loaded_at = clock_timestamp();
