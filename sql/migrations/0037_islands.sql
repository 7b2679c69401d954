-- Why: races of islands and valleys are listed under their names, which are no towns: La Palma was a village of that name on the mainland, 1,430 km
-- away, and others had no place but the middle of their country.
-- Who reads it: ingest.locate. Nobody else than before.
-- Left out on purpose: islands that are countries of their own (Malta, Mauritius), whose middle is told already, and those that GeoNames has as towns
-- (Fehmarn).
-- How long: at once. The next run of each source places anew what it lists and doesn't place itself.

alter table ingest.place_overrides add column precision text not null default 'city' check (precision in ('city', 'region'));
comment on column ingest.place_overrides.precision is
  'Of what these are the coordinates: a place (city), or the middle of something wide (region), which is meant only where it is all that is said.';

insert into ingest.place_overrides (key, country, latitude, longitude, precision, why)
select key, country, latitude, longitude, 'region', 'An island, and what is called like one.'
from (
  values
    ('la palma', 'ESP', 28.68, -17.86), ('isla de la palma', 'ESP', 28.68, -17.86), ('tenerife', 'ESP', 28.29, -16.62), ('gran canaria', 'ESP', 27.96, -15.60), ('lanzarote', 'ESP', 29.04, -13.64),
    ('fuerteventura', 'ESP', 28.40, -14.00), ('la gomera', 'ESP', 28.11, -17.22), ('el hierro', 'ESP', 27.74, -18.02), ('mallorca', 'ESP', 39.61, 2.98),
    ('majorca', 'ESP', 39.61, 2.98), ('menorca', 'ESP', 39.95, 4.11), ('madeira', 'PRT', 32.75, -17.00), ('madeira island', 'PRT', 32.75, -17.00), ('ilha da madeira', 'PRT', 32.75, -17.00), ('porto santo', 'PRT', 33.07, -16.34),
    ('sao miguel', 'PRT', 37.78, -25.50), ('ilha do faial', 'PRT', 38.58, -28.70), ('ilha do pico', 'PRT', 38.47, -28.33),
    ('ilha de sao jorge', 'PRT', 38.64, -28.03), ('ilha terceira', 'PRT', 38.72, -27.22), ('azores', 'PRT', 38.30, -27.00), ('acores', 'PRT', 38.30, -27.00),
    ('reunion', 'FRA', -21.13, 55.53), ('la reunion', 'FRA', -21.13, 55.53), ('ile de la reunion', 'FRA', -21.13, 55.53), ('corse', 'FRA', 42.15, 9.08), ('corsica', 'FRA', 42.15, 9.08),
    ('martinique', 'FRA', 14.64, -61.02), ('guadeloupe', 'FRA', 16.19, -61.40), ('ile de re', 'FRA', 46.20, -1.42), ('belle ile', 'FRA', 47.33, -3.19), ('belle ile en mer', 'FRA', 47.33, -3.19),
    ('sardegna', 'ITA', 40.12, 9.01), ('sardinia', 'ITA', 40.12, 9.01), ('sicilia', 'ITA', 37.60, 14.02), ('sicily', 'ITA', 37.60, 14.02), ('isola delba', 'ITA', 42.78, 10.27),
    ('elba', 'ITA', 42.78, 10.27), ('crete', 'GRC', 35.24, 24.81), ('kreta', 'GRC', 35.24, 24.81), ('bornholm', 'DNK', 55.13, 14.91), ('gotland', 'SWE', 57.47, 18.49),
    ('oland', 'SWE', 56.72, 16.66), ('rugen', 'DEU', 54.42, 13.43), ('texel', 'NLD', 53.06, 4.80), ('terschelling', 'NLD', 53.40, 5.33), ('ameland', 'NLD', 53.45, 5.76), ('isle of wight', 'GBR', 50.69, -1.30), ('isle of skye', 'GBR', 57.27, -6.21),
    ('skye', 'GBR', 57.27, -6.21), ('isle of jura', 'GBR', 55.97, -5.88), ('anglesey', 'GBR', 53.27, -4.37),
    ('isle of man', 'GBR', 54.23, -4.55), ('isle of man', 'IMN', 54.23, -4.55), ('lantau', 'HKG', 22.27, 113.95), ('lantau island', 'HKG', 22.27, 113.95),
    ('jeju island', 'KOR', 33.38, 126.55), ('yakushima', 'JPN', 30.35, 130.53), ('bali', 'IDN', -8.37, 115.14), ('lombok', 'IDN', -8.59, 116.25),
    ('liechtenstein', 'LIE', 47.16, 9.55)
) islands (key, country, latitude, longitude)
on conflict do nothing;

insert into ingest.place_overrides (key, country, region, latitude, longitude, precision, why)
values
  ('lake tahoe', 'USA', '', 39.10, -120.03, 'region', 'A lake of two states.'),
  ('orcas island', 'USA', 'WA', 48.6546, -122.9383, 'city', 'An island: where its park lies.'),
  ('vashon island', 'USA', 'WA', 47.4473, -122.4599, 'city', 'An island: Vashon, its town.'),
  ('oahu', 'USA', 'HI', 21.46, -157.98, 'region', 'An island.'),
  ('maui', 'USA', 'HI', 20.80, -156.33, 'region', 'An island.'),
  ('kauai', 'USA', 'HI', 22.05, -159.52, 'region', 'An island.'),
  ('big island', 'USA', 'HI', 19.60, -155.52, 'region', 'The island of Hawaii.'),
  ('bear mountain state park', 'USA', 'NY', 41.3126, -73.9887, 'city', 'A park.'),
  ('auburn state recreation area', 'USA', 'CA', 38.9160, -121.0400, 'city', 'A park: the confluence.'),
  ('snowbird', 'USA', 'UT', 40.5830, -111.6556, 'city', 'A ski resort.'),
  ('carrabassett valley', 'USA', 'ME', 45.0781, -70.2120, 'city', 'No town in GeoNames.'),
  ('lutsen', 'USA', 'MN', 47.6471, -90.6749, 'city', 'No town in GeoNames.'),
  ('mazama', 'USA', 'WA', 48.5921, -120.4041, 'city', 'No town in GeoNames.'),
  ('mount rainier national park', 'USA', 'WA', 46.8523, -121.7603, 'city', 'A mountain.'),
  ('crowsnest pass', 'CAN', 'AB', 49.5950, -114.4100, 'city', 'Coleman and Blairmore, its towns.'),
  ('blairmore', 'CAN', 'AB', 49.6083, -114.4358, 'city', 'A town of Crowsnest Pass.'),
  ('haliburton forest', 'CAN', 'ON', 45.2220, -78.5830, 'city', 'A forest: its base camp.'),
  ('glendalough', 'IRL', '', 53.0119, -6.3275, 'city', 'A valley.'),
  ('san martino di castrozza', 'ITA', '', 46.2627, 11.8030, 'city', 'No town in GeoNames.'),
  ('donovaly', 'SVK', '', 48.8800, 19.2240, 'city', 'No town in GeoNames.'),
  ('akaslompolo', 'FIN', '', 67.6050, 24.1500, 'city', 'No town in GeoNames.'),
  ('salt rock', 'ZAF', '', -29.5020, 31.2390, 'city', 'No town in GeoNames.'),
  ('kundasang', 'MYS', '', 5.9830, 116.5770, 'city', 'No town in GeoNames.'),
  ('minakami', 'JPN', '', 36.6790, 138.9990, 'city', 'A town that GeoNames has as a district.')
on conflict do nothing;

-- Not when this began: an upload may have been published by the old places since.
update ingest.gazetteer set loaded_at = clock_timestamp();
