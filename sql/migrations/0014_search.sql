-- Why: a question to 200,000 races with any filters, counts of every choice beside it, is answered in milliseconds only by
-- rows that are shaped for it. They follow public.events and public.event_distances by triggers, whatever path a change takes,
-- and are written once per transaction, at its commit.
-- Who reads it: public.search_events, the view event_full and the function distance_filtered_event_full. Nobody else: no reader
-- has a right on the schema, and PostgREST doesn't serve it.
-- Left out on purpose: what isn't published (withdrawn, merged): it has no row here. A cache of answers: see docs/searching.md.

create schema if not exists extensions;
create extension if not exists unaccent with schema extensions;
create extension if not exists fuzzystrmatch with schema extensions;
do $$
declare
  v_misplaced text;
begin
  select string_agg(format('alter extension %I set schema extensions;', extname), ' ') into v_misplaced
  from pg_extension
  where extname in ('unaccent', 'fuzzystrmatch') and extnamespace <> 'extensions'::regnamespace;
  if v_misplaced is not null then
    raise exception using
      message = 'Extensions that searching needs are in another schema than "extensions".',
      hint = 'Run as their owner: ' || v_misplaced;
  end if;
end
$$;

create schema search;
comment on schema search is 'How it is found: public events in shapes made for searching. Derived, for nobody to read but our functions.';

-- What changed in this transaction, until its commit.
create unlogged table search.stale (
  event_id bigint not null
);
comment on table search.stale is 'Events whose search rows are behind, until the commit of the transaction that changed them; empty otherwise.';

create unlogged table search.due (
  noted_at timestamptz not null default clock_timestamp()
);
comment on table search.due is 'One row while search.stale has any: its deferred trigger does the work, once per transaction.';

create table search.version (
  only_one boolean primary key default true
    constraint there_is_one_version check (only_one),
  number bigint not null default 0,
  changed_at timestamptz not null default now()
) with (fillfactor = 50);
insert into search.version default values;
comment on table search.version is 'Counts the transactions that changed anything readers can find: the same number, the same answers.';

create table search.classes (
  name text primary key,
  from_km numeric not null,
  below_km numeric not null
);
insert into search.classes (name, from_km, below_km)
values
  ('0', 0, 42), ('42', 42, 43), ('43', 43, 56), ('56', 56, 79), ('79', 79, 90), ('90', 90, 99), ('99', 99, 121), ('121', 121, 158),
  ('158', 158, 165), ('165', 165, 250), ('250', 250, 2000000);
comment on table search.classes is 'Lengths that people look for together: marathon, 50 km, 50 miles, 100 km, 100 miles and what lies between.';

create table search.tags (
  id integer generated always as identity primary key,
  facet text not null,
  value text not null,
  constraint a_tag_stands_once unique (facet, value)
);
comment on table search.tags is 'Every fact that events share, by number: country USA, month 2027-06, class 43 …';

create table search.bits (
  tag integer not null references search.tags,
  block integer not null,
  bits bit(32000) not null,
  primary key (tag, block)
);
-- In its place, uncompressed: two rows fill a page, and an AND of two reads nothing else.
alter table search.bits alter column bits set storage plain;
comment on table search.bits is 'Which events have a tag: one bit each, event id = 32,000 × block + place. Counts of any combination are ANDs.';

do $$
begin
  execute format(
    'create aggregate search.bits_of(integer, integer) (sfunc = pg_catalog.set_bit, stype = bit, initcond = %L, parallel = safe)',
    repeat('0', 32000));
end
$$;
comment on aggregate search.bits_of(integer, integer) is 'The bits at these places, set to these values (1).';

create table search.events (
  id bigint primary key,
  start_date date not null,
  updated_at timestamptz not null,
  takes_place boolean not null,
  virtual boolean not null,
  country text,
  gain numeric,
  position point,
  is_sample boolean not null,
  lengths int4multirange not null,
  durations int4multirange not null,
  tags integer[] not null,
  words tsvector not null,
  name_key text collate "C" not null
);
create index search_by_day on search.events (start_date, id) include (takes_place, virtual, country, position);
create index search_by_country_and_day on search.events (country, start_date, id);
create index search_by_change on search.events (updated_at desc, id desc);
create index search_by_name on search.events (name_key, id);
-- New entries wait in a list until the end of each refresh, which puts them in their places together: seven times as fast.
create index search_by_words_and_tags on search.events using gin (words, tags) with (fastupdate = on, gin_pending_list_limit = 65536);
create index search_by_place on search.events using gist (position) include (id, start_date, takes_place, virtual, country);
create index search_by_place_of_a_sample on search.events using gist (position) include (id) where is_sample;
alter table search.events alter column words set statistics 1000;
alter table search.events alter column tags set statistics 1000;
comment on table search.events is 'What events are found by: one narrow row for each that is published.';
comment on column search.events.takes_place is 'Scheduled: neither cancelled nor postponed.';
comment on column search.events.position is 'Longitude and latitude, WGS 84 degrees.';
comment on column search.events.is_sample is 'One of sixteen, by chance: what broad questions are estimated from.';
comment on column search.events.lengths is 'Metres.';
comment on column search.events.durations is 'Seconds.';
comment on column search.events.words is 'Folded words: of the name with weight A, of the place with weight B.';

create table search.listings (
  id bigint primary key,
  created_at timestamptz not null,
  name text not null,
  url text,
  start_date date not null,
  city text,
  state text,
  country text,
  latitude double precision,
  longitude double precision,
  takes_place boolean not null,
  lengths int4multirange not null,
  event_distance_json jsonb not null,
  event_km_json numeric[] not null,
  event_hours_json numeric[] not null,
  event_render_json text[] not null,
  answer json not null
) with (toast_tuple_target = 8160);
create index listings_by_day on search.listings (start_date, id) where takes_place;
create index listings_by_country_and_day on search.listings (country, start_date, id) where takes_place;
comment on table search.listings is 'What is said of events that are found, ready to be sent.';
comment on column search.listings.answer is 'The event as public.search_events answers it; its last key is km_away, null.';

create table search.vocabulary (
  word text collate "C" primary key,
  events integer not null
) with (fillfactor = 70);
comment on table search.vocabulary is 'Every word of names and places, and how many events have it.';

create table search.misspellings (
  spelling text collate "C" not null,
  word text collate "C" not null,
  primary key (spelling, word)
);
comment on table search.misspellings is 'Words of four letters and more with one letter left out, by which a misspelt one finds them.';

create table search.area_names (
  country text not null,
  state text not null default '',
  name text not null,
  primary key (country, state, name)
);
-- Without words that say nothing (of, and, the).
comment on table search.area_names is 'Names of countries and states whose codes events carry, so that people can search by them.';

insert into search.area_names (country, state, name)
values
  ('AFG', '', 'Afghanistan'), ('ALB', '', 'Albania'), ('DZA', '', 'Algeria'), ('ASM', '', 'American Samoa'), ('AND', '', 'Andorra'),
  ('AGO', '', 'Angola'), ('AIA', '', 'Anguilla'), ('ATA', '', 'Antarctica'), ('ATG', '', 'Antigua Barbuda'), ('ARG', '', 'Argentina'),
  ('ARM', '', 'Armenia'), ('ABW', '', 'Aruba'), ('AUS', '', 'Australia'), ('AUT', '', 'Austria'), ('AUT', '', 'Österreich'),
  ('AZE', '', 'Azerbaijan'), ('BHS', '', 'Bahamas'), ('BHR', '', 'Bahrain'), ('BGD', '', 'Bangladesh'), ('BRB', '', 'Barbados'),
  ('BLR', '', 'Belarus'), ('BEL', '', 'Belgium'), ('BEL', '', 'Belgique'), ('BEL', '', 'België'), ('BLZ', '', 'Belize'),
  ('BEN', '', 'Benin'), ('BMU', '', 'Bermuda'), ('BTN', '', 'Bhutan'), ('BOL', '', 'Bolivia'), ('BIH', '', 'Bosnia Herzegovina'),
  ('BWA', '', 'Botswana'), ('BVT', '', 'Bouvet Island'), ('BRA', '', 'Brazil'), ('BRA', '', 'Brasil'),
  ('IOT', '', 'British Indian Ocean Territory'), ('BRN', '', 'Brunei Darussalam'), ('BGR', '', 'Bulgaria'),
  ('BFA', '', 'Burkina Faso'), ('BDI', '', 'Burundi'), ('KHM', '', 'Cambodia'), ('CMR', '', 'Cameroon'), ('CAN', '', 'Canada'),
  ('CPV', '', 'Cape Verde'), ('CYM', '', 'Cayman Islands'), ('CAF', '', 'Central African Republic'), ('TCD', '', 'Chad'),
  ('CHL', '', 'Chile'), ('CHN', '', 'People''s Republic China'), ('CHN', '', 'China'), ('CXR', '', 'Christmas Island'),
  ('CCK', '', 'Cocos  Islands'), ('COL', '', 'Colombia'), ('COM', '', 'Comoros'), ('COG', '', 'Republic Congo'), ('COG', '', 'Congo'),
  ('COD', '', 'Democratic Republic Congo'), ('COD', '', 'Congo'), ('COK', '', 'Cook Islands'), ('CRI', '', 'Costa Rica'),
  ('CIV', '', 'Cote d''Ivoire'), ('CIV', '', 'Côte d''Ivoire'), ('CIV', '', 'Ivory Coast'), ('HRV', '', 'Croatia'),
  ('HRV', '', 'Hrvatska'), ('CUB', '', 'Cuba'), ('CYP', '', 'Cyprus'), ('CZE', '', 'Czech Republic'), ('CZE', '', 'Czechia'),
  ('DNK', '', 'Denmark'), ('DNK', '', 'Danmark'), ('DJI', '', 'Djibouti'), ('DMA', '', 'Dominica'), ('DOM', '', 'Dominican Republic'),
  ('ECU', '', 'Ecuador'), ('EGY', '', 'Egypt'), ('SLV', '', 'El Salvador'), ('GNQ', '', 'Equatorial Guinea'), ('ERI', '', 'Eritrea'),
  ('EST', '', 'Estonia'), ('ETH', '', 'Ethiopia'), ('FLK', '', 'Falkland Islands'), ('FRO', '', 'Faroe Islands'), ('FJI', '', 'Fiji'),
  ('FIN', '', 'Finland'), ('FIN', '', 'Suomi'), ('FRA', '', 'France'), ('GUF', '', 'French Guiana'), ('PYF', '', 'French Polynesia'),
  ('ATF', '', 'French Southern Territories'), ('GAB', '', 'Gabon'), ('GMB', '', 'Republic Gambia'), ('GMB', '', 'Gambia'),
  ('GEO', '', 'Georgia'), ('DEU', '', 'Germany'), ('DEU', '', 'Deutschland'), ('GHA', '', 'Ghana'), ('GIB', '', 'Gibraltar'),
  ('GRC', '', 'Greece'), ('GRL', '', 'Greenland'), ('GRD', '', 'Grenada'), ('GLP', '', 'Guadeloupe'), ('GUM', '', 'Guam'),
  ('GTM', '', 'Guatemala'), ('GIN', '', 'Guinea'), ('GNB', '', 'Guinea-Bissau'), ('GUY', '', 'Guyana'), ('HTI', '', 'Haiti'),
  ('HMD', '', 'Heard Island McDonald Islands'), ('VAT', '', 'Holy See'), ('HND', '', 'Honduras'), ('HKG', '', 'Hong Kong'),
  ('HUN', '', 'Hungary'), ('HUN', '', 'Magyarország'), ('ISL', '', 'Iceland'), ('IND', '', 'India'), ('IDN', '', 'Indonesia'),
  ('IRN', '', 'Islamic Republic Iran'), ('IRN', '', 'Iran'), ('IRQ', '', 'Iraq'), ('IRL', '', 'Ireland'), ('ISR', '', 'Israel'),
  ('ITA', '', 'Italy'), ('ITA', '', 'Italia'), ('JAM', '', 'Jamaica'), ('JPN', '', 'Japan'), ('JPN', '', 'Nippon'),
  ('JOR', '', 'Jordan'), ('KAZ', '', 'Kazakhstan'), ('KEN', '', 'Kenya'), ('KIR', '', 'Kiribati'), ('PRK', '', 'North Korea'),
  ('KOR', '', 'South Korea'), ('KOR', '', 'Korea'), ('KOR', '', 'Republic Korea'), ('KWT', '', 'Kuwait'), ('KGZ', '', 'Kyrgyzstan'),
  ('LAO', '', 'Lao People''s Democratic Republic'), ('LVA', '', 'Latvia'), ('LBN', '', 'Lebanon'), ('LSO', '', 'Lesotho'),
  ('LBR', '', 'Liberia'), ('LBY', '', 'Libya'), ('LIE', '', 'Liechtenstein'), ('LTU', '', 'Lithuania'), ('LUX', '', 'Luxembourg'),
  ('MAC', '', 'Macao'), ('MDG', '', 'Madagascar'), ('MWI', '', 'Malawi'), ('MYS', '', 'Malaysia'), ('MDV', '', 'Maldives'),
  ('MLI', '', 'Mali'), ('MLT', '', 'Malta'), ('MHL', '', 'Marshall Islands'), ('MTQ', '', 'Martinique'), ('MRT', '', 'Mauritania'),
  ('MUS', '', 'Mauritius'), ('MYT', '', 'Mayotte'), ('MEX', '', 'Mexico'), ('MEX', '', 'México'), ('FSM', '', 'Micronesia'),
  ('MDA', '', 'Moldova'), ('MCO', '', 'Monaco'), ('MNG', '', 'Mongolia'), ('MSR', '', 'Montserrat'), ('MAR', '', 'Morocco'),
  ('MOZ', '', 'Mozambique'), ('MMR', '', 'Myanmar'), ('NAM', '', 'Namibia'), ('NRU', '', 'Nauru'), ('NPL', '', 'Nepal'),
  ('NLD', '', 'Netherlands'), ('NLD', '', 'Holland'), ('NCL', '', 'New Caledonia'), ('NZL', '', 'New Zealand'),
  ('NIC', '', 'Nicaragua'), ('NER', '', 'Niger'), ('NGA', '', 'Nigeria'), ('NIU', '', 'Niue'), ('NFK', '', 'Norfolk Island'),
  ('MKD', '', 'Republic North Macedonia'), ('MKD', '', 'North Macedonia'), ('MNP', '', 'Northern Mariana Islands'),
  ('NOR', '', 'Norway'), ('NOR', '', 'Norge'), ('OMN', '', 'Oman'), ('PAK', '', 'Pakistan'), ('PLW', '', 'Palau'),
  ('PSE', '', 'State Palestine'), ('PSE', '', 'Palestine'), ('PAN', '', 'Panama'), ('PNG', '', 'Papua New Guinea'),
  ('PRY', '', 'Paraguay'), ('PER', '', 'Peru'), ('PHL', '', 'Philippines'), ('PCN', '', 'Pitcairn'), ('PCN', '', 'Pitcairn Islands'),
  ('POL', '', 'Poland'), ('POL', '', 'Polska'), ('PRT', '', 'Portugal'), ('PRI', '', 'Puerto Rico'), ('QAT', '', 'Qatar'),
  ('REU', '', 'Reunion'), ('ROU', '', 'Romania'), ('ROU', '', 'România'), ('RUS', '', 'Russian Federation'), ('RUS', '', 'Russia'),
  ('RWA', '', 'Rwanda'), ('SHN', '', 'Saint Helena'), ('KNA', '', 'Saint Kitts Nevis'), ('LCA', '', 'Saint Lucia'),
  ('SPM', '', 'Saint Pierre Miquelon'), ('VCT', '', 'Saint Vincent Grenadines'), ('WSM', '', 'Samoa'), ('SMR', '', 'San Marino'),
  ('STP', '', 'Sao Tome Principe'), ('SAU', '', 'Saudi Arabia'), ('SEN', '', 'Senegal'), ('SYC', '', 'Seychelles'),
  ('SLE', '', 'Sierra Leone'), ('SGP', '', 'Singapore'), ('SVK', '', 'Slovakia'), ('SVN', '', 'Slovenia'),
  ('SLB', '', 'Solomon Islands'), ('SOM', '', 'Somalia'), ('ZAF', '', 'South Africa'),
  ('SGS', '', 'South Georgia South Sandwich Islands'), ('ESP', '', 'Spain'), ('ESP', '', 'España'), ('LKA', '', 'Sri Lanka'),
  ('SDN', '', 'Sudan'), ('SUR', '', 'Suriname'), ('SJM', '', 'Svalbard Jan Mayen'), ('SWZ', '', 'Eswatini'), ('SWE', '', 'Sweden'),
  ('SWE', '', 'Sverige'), ('CHE', '', 'Switzerland'), ('CHE', '', 'Schweiz'), ('CHE', '', 'Suisse'), ('CHE', '', 'Svizzera'),
  ('SYR', '', 'Syrian Arab Republic'), ('TWN', '', 'Taiwan'), ('TJK', '', 'Tajikistan'), ('TZA', '', 'United Republic Tanzania'),
  ('TZA', '', 'Tanzania'), ('THA', '', 'Thailand'), ('TLS', '', 'Timor-Leste'), ('TGO', '', 'Togo'), ('TKL', '', 'Tokelau'),
  ('TON', '', 'Tonga'), ('TTO', '', 'Trinidad Tobago'), ('TUN', '', 'Tunisia'), ('TUR', '', 'Türkiye'), ('TUR', '', 'Turkey'),
  ('TKM', '', 'Turkmenistan'), ('TCA', '', 'Turks Caicos Islands'), ('TUV', '', 'Tuvalu'), ('UGA', '', 'Uganda'),
  ('UKR', '', 'Ukraine'), ('ARE', '', 'United Arab Emirates'), ('ARE', '', 'UAE'), ('GBR', '', 'United Kingdom'), ('GBR', '', 'UK'),
  ('GBR', '', 'Great Britain'), ('GBR', '', 'England'), ('GBR', '', 'Scotland'), ('GBR', '', 'Wales'),
  ('USA', '', 'United States America'), ('USA', '', 'America'), ('UMI', '', 'United States Minor Outlying Islands'),
  ('URY', '', 'Uruguay'), ('UZB', '', 'Uzbekistan'), ('VUT', '', 'Vanuatu'), ('VEN', '', 'Venezuela'), ('VNM', '', 'Vietnam'),
  ('VGB', '', 'Virgin Islands'), ('VIR', '', 'Virgin Islands'), ('WLF', '', 'Wallis Futuna'), ('ESH', '', 'Western Sahara'),
  ('YEM', '', 'Yemen'), ('ZMB', '', 'Zambia'), ('ZWE', '', 'Zimbabwe'), ('ALA', '', 'Åland Islands'), ('ALA', '', 'Aland Islands'),
  ('BES', '', 'Bonaire'), ('CUW', '', 'Curaçao'), ('GGY', '', 'Guernsey'), ('IMN', '', 'Isle Man'), ('JEY', '', 'Jersey'),
  ('MNE', '', 'Montenegro'), ('BLM', '', 'Saint Barthélemy'), ('MAF', '', 'Saint Martin'), ('SRB', '', 'Serbia'),
  ('SXM', '', 'Sint Maarten'), ('SSD', '', 'South Sudan'), ('XKK', '', 'Kosovo'), ('USA', 'AL', 'Alabama'), ('USA', 'AK', 'Alaska'),
  ('USA', 'AZ', 'Arizona'), ('USA', 'AR', 'Arkansas'), ('USA', 'CA', 'California'), ('USA', 'CO', 'Colorado'),
  ('USA', 'CT', 'Connecticut'), ('USA', 'DE', 'Delaware'), ('USA', 'FL', 'Florida'), ('USA', 'GA', 'Georgia'),
  ('USA', 'HI', 'Hawaii'), ('USA', 'ID', 'Idaho'), ('USA', 'IL', 'Illinois'), ('USA', 'IN', 'Indiana'), ('USA', 'IA', 'Iowa'),
  ('USA', 'KS', 'Kansas'), ('USA', 'KY', 'Kentucky'), ('USA', 'LA', 'Louisiana'), ('USA', 'ME', 'Maine'), ('USA', 'MD', 'Maryland'),
  ('USA', 'MA', 'Massachusetts'), ('USA', 'MI', 'Michigan'), ('USA', 'MN', 'Minnesota'), ('USA', 'MS', 'Mississippi'),
  ('USA', 'MO', 'Missouri'), ('USA', 'MT', 'Montana'), ('USA', 'NE', 'Nebraska'), ('USA', 'NV', 'Nevada'),
  ('USA', 'NH', 'New Hampshire'), ('USA', 'NJ', 'New Jersey'), ('USA', 'NM', 'New Mexico'), ('USA', 'NY', 'New York'),
  ('USA', 'NC', 'North Carolina'), ('USA', 'ND', 'North Dakota'), ('USA', 'OH', 'Ohio'), ('USA', 'OK', 'Oklahoma'),
  ('USA', 'OR', 'Oregon'), ('USA', 'PA', 'Pennsylvania'), ('USA', 'RI', 'Rhode Island'), ('USA', 'SC', 'South Carolina'),
  ('USA', 'SD', 'South Dakota'), ('USA', 'TN', 'Tennessee'), ('USA', 'TX', 'Texas'), ('USA', 'UT', 'Utah'), ('USA', 'VT', 'Vermont'),
  ('USA', 'VA', 'Virginia'), ('USA', 'WA', 'Washington'), ('USA', 'WV', 'West Virginia'), ('USA', 'WI', 'Wisconsin'),
  ('USA', 'WY', 'Wyoming'), ('USA', 'DC', 'District Columbia'), ('USA', 'PR', 'Puerto Rico'), ('USA', 'GU', 'Guam'),
  ('USA', 'VI', 'Virgin Islands'), ('USA', 'AS', 'American Samoa'), ('USA', 'MP', 'Northern Mariana Islands'),
  ('CAN', 'AB', 'Alberta'), ('CAN', 'BC', 'British Columbia'), ('CAN', 'MB', 'Manitoba'), ('CAN', 'NB', 'New Brunswick'),
  ('CAN', 'NL', 'Newfoundland Labrador'), ('CAN', 'NS', 'Nova Scotia'), ('CAN', 'NT', 'Northwest Territories'),
  ('CAN', 'NU', 'Nunavut'), ('CAN', 'ON', 'Ontario'), ('CAN', 'PE', 'Prince Edward Island'), ('CAN', 'QC', 'Quebec'),
  ('CAN', 'SK', 'Saskatchewan'), ('CAN', 'YT', 'Yukon'), ('AUS', 'NSW', 'New South Wales'), ('AUS', 'QLD', 'Queensland'),
  ('AUS', 'SA', 'South Australia'), ('AUS', 'TAS', 'Tasmania'), ('AUS', 'VIC', 'Victoria'), ('AUS', 'WA', 'Western Australia'),
  ('AUS', 'ACT', 'Australian Capital Territory'), ('AUS', 'NT', 'Northern Territory');

create type search.question as (
  query text,
  name_words tsquery,
  exact_words tsquery,
  words tsquery,
  at_most bigint,
  corrected jsonb,
  latitude double precision,
  longitude double precision,
  radius double precision,
  circle box[],
  bbox box[],
  west double precision,
  south double precision,
  east double precision,
  north double precision,
  from_date date,
  to_date date,
  months integer[],
  country text,
  countries integer[],
  regions integer[],
  classes integer[],
  lengths int4multirange,
  durations int4multirange,
  kinds integer[],
  surfaces integer[],
  registrations integer[],
  sources integer[],
  min_km numeric,
  max_km numeric,
  min_hours numeric,
  max_hours numeric,
  min_gain numeric,
  max_gain numeric,
  changed_since timestamptz,
  include_virtual boolean,
  include_cancelled boolean,
  sort text,
  page integer,
  after_tier integer,
  after_key text,
  after_id bigint
);
comment on type search.question is 'What public.search_events was asked, checked, in the units that search.events is kept in.';

-- Everything that is published already is behind.
insert into search.stale select id from public.events;
insert into search.due select where exists (select from search.stale);

alter table search.listings enable row level security;
create policy anyone_reads_listings on search.listings
  for select to anon, authenticated, service_role
  using (true);
alter table search.events enable row level security;

-- Nothing but our functions reads or writes it; sql/grants.sql says the exceptions.
revoke all on schema search from public;
