-- Why: most sources name a town and no coordinates. The gazetteer is kept here once, not in the memory of each worker,
-- and looked up for all events of a run in one statement.
-- Who reads it: ingest.locate, while a run is published. Loaded by the task `gazetteer` before the first upload.
-- Left out on purpose: postcodes, reverse lookup, spelling mistakes: a wrong town is worse than none.

create table ingest.gazetteer (
  only_one boolean primary key default true
    constraint there_is_one_gazetteer check (only_one),
  attribution text not null,
  places integer not null,
  loaded_at timestamptz not null default now()
);
comment on table ingest.gazetteer is 'Where the places come from; empty until they are loaded.';

create table ingest.gazetteer_places (
  id integer primary key,
  name text not null,
  country text not null,
  region text,
  latitude real not null,
  longitude real not null,
  population integer not null
);
comment on table ingest.gazetteer_places is 'Towns, with the id GeoNames gives them.';
comment on column ingest.gazetteer_places.region is 'State or province code, of the USA, Canada and Australia.';

create table ingest.gazetteer_names (
  key text not null,
  country text not null,
  region text,
  is_main boolean not null,
  place_id integer not null
);
create index places_by_name on ingest.gazetteer_names (key, country);
comment on table ingest.gazetteer_names is 'What each town is called, in any language written in Latin letters; keys as placeKey() in parsing/places.ts.';

create table ingest.gazetteer_areas (
  country text not null,
  region text not null,
  latitude double precision not null,
  longitude double precision not null,
  primary key (country, region)
);
comment on table ingest.gazetteer_areas is 'The middle of the towns of each country (region '''') and region.';

create table ingest.gazetteer_cells (
  country text not null,
  latitude smallint not null,
  longitude smallint not null,
  primary key (country, latitude, longitude)
);
comment on table ingest.gazetteer_cells is 'Squares of one degree with a town of the country in them: what is near them is near the country.';

create table ingest.place_overrides (
  key text not null,
  country text not null,
  region text not null default '',
  latitude double precision not null,
  longitude double precision not null,
  why text not null,
  primary key (key, country, region)
);
comment on table ingest.place_overrides is 'Places of races that a gazetteer lacks or has elsewhere. Looked up before it.';

insert into ingest.place_overrides (key, country, region, latitude, longitude, why)
values
  ('squaw valley', 'USA', 'CA', 39.1969, -120.2358, 'The ski resort, renamed Palisades Tahoe; GeoNames has a town 290 km away.'),
  ('olympic valley', 'USA', 'CA', 39.1969, -120.2358, 'No town in GeoNames.'),
  ('palisades tahoe', 'USA', 'CA', 39.1969, -120.2358, 'No town in GeoNames.'),
  ('badwater basin', 'USA', 'CA', 36.2300, -116.7678, 'A salt pan.'),
  ('badwater', 'USA', 'CA', 36.2300, -116.7678, 'A salt pan.'),
  ('death valley', 'USA', 'CA', 36.4622, -116.8672, 'Furnace Creek, where the valley''s visitors stay.'),
  ('frozen head state park', 'USA', 'TN', 36.1251, -84.5018, 'A park.'),
  ('big bend', 'USA', 'TX', 29.2498, -103.2502, 'A national park.'),
  ('antelope island', 'USA', 'UT', 40.9583, -112.2147, 'An island and park.'),
  ('monument valley', 'USA', 'UT', 36.9980, -110.0985, 'A tribal park.'),
  ('grand canyon', 'USA', 'AZ', 36.0544, -112.1401, 'The village at the South Rim.'),
  ('zion', 'USA', 'UT', 37.2982, -113.0263, 'A national park.'),
  ('bryce canyon', 'USA', 'UT', 37.6728, -112.1571, 'A national park.'),
  ('mount rainier', 'USA', 'WA', 46.8523, -121.7603, 'A mountain.'),
  ('mount hood', 'USA', 'OR', 45.3311, -121.7113, 'A mountain.'),
  ('mount blanc', 'FRA', '', 45.9237, 6.8694, 'Chamonix, from where it is climbed.'),
  ('annapurna', 'NPL', '', 28.5306, 83.8780, 'A massif.'),
  ('spitsbergen', 'NOR', '', 78.2232, 15.6267, 'Longyearbyen.'),
  ('sylt', 'DEU', '', 54.9079, 8.3033, 'An island: Westerland, its town.'),
  ('brocken', 'DEU', '', 51.7992, 10.6155, 'A mountain.'),
  ('rennsteig', 'DEU', '', 50.6836, 10.9167, 'A ridge way: the middle of it.'),
  ('comrades', 'ZAF', '', -29.6006, 30.3794, 'Pietermaritzburg.'),
  ('table mountain', 'ZAF', '', -33.9628, 18.4098, 'A mountain.')
on conflict do nothing;
