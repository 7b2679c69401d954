create or replace function ingest.match_words()
returns table (word text, kind text, becomes text)
language sql
immutable
set search_path = pg_catalog, pg_temp
begin atomic
  -- Generic: what a race is, in the languages of our sources; gone from a name's core, and all there is of some names.
  select w, 'generic', null
  from string_to_table(
    'a an and the of in at on by for to from with de del della di du des la le les el los las en y et e i und der die das dem den vom von '
    'van het im am zum zur rund um d l s t o og i och na w '
    'race races racing run runs runner runners running ultra ultras trail trails ultramarathon ultramarathons ultramaraton ultramarato '
    'ultratrail ultrarun ultralauf ultrarace ultradistance marathon marathons maraton maratona marathonlauf lauf laufe laeufe lauftag lauftage loppet lop bieg beh maratony '
    'endurance annual edition edicion edizione ausgabe auflage festival fest challenge classic event events weekend series '
    'mile miles miler milers mi mile kilometer kilometers kilometres km k hour hours hr hrs h stunde stunden std uur uren heures horas ore day days tag tage jours giorni '
    'course corsa carrera corrida gara prova sky skyrace skyrunning timed fixed time nonstop track road '
    -- Who holds them, by two names.
    'sri self '
    -- Days on which everybody races.
    'fat ass fatass turkey trot advent advents adventslauf nikolaus nikolauslauf silvester silvesterlauf neujahrs neujahrslauf weihnachts weihnachtslauf '
    'newyear newyeareve newyearday telethon thanksgiving halloween christmas xmas '
    'usa us international internationaler int intl offener open official officiel '
    'invitational invite meet rocnik maratonu ultramaratonu ultramaratona expedition experience edicao trailrun trailrunning traillauf raid cursa travessa super supermarathon', ' ') w
  union
  -- Twins of one organiser differ in these.
  select w, 'contrast', null
  from string_to_table(
    'half mini kids junior children night relay winter summer spring autumn '
    'virtual backyard walk hike mtb bike cycling gravel duathlon triathlon equestrian double triple reverse last clockwise counterclockwise anticlockwise', ' ') w
  union all
  -- Common: what races everywhere are called after.
  select w, 'common', null
  from string_to_table(
    'mountain mountains river creek canyon valley ridge forest beach island desert springs spring memorial national state park county city district '
    'grand great little white black green rocky north south east west northern southern eastern western river summit peak coast coastal '
    'cape cabo devil devils eagle wolf bear moose moonlight midnight madness sunrise sunset hill hills highland highlands lakes lake monte mont montagne vallee sierra '
    'camino costa terra terre val valle vall lac lago pic puig alta alto bay point island isla ile big old new wild rock berg wald nord sued tour grande gran world cup club park heart hell dirty frozen bandit', ' ') w
  union all
  select split_part(p, ':', 1), 'expand', split_part(p, ':', 2)
  from string_to_table(
    'mtn:mountain mt:mount mtns:mountains st:saint sankt:saint ste:saint ft:fort nat:national natl:national hundred:100 '
    'fifty:50 twenty:20 thirty:30 forty:40 hunderter:100 cent:100 cien:100 twelve:12 three:3 five:5 seven:7 six:6 eight:8 sechs:6 seis:6 sei:6 zes:6 twaalf:12 gawa:river kawa:river dodici:12 zwolf:12 douze:12 ventiquattro:24 vierundzwanzig:24 veinticuatro:24 '
    'montanas:mountain montanya:mountain muntanya:mountain muntanyes:mountain munti:mountain muntilor:mountain montagna:mountain montanha:mountain gorski:mountain gorska:mountain '
    'halbmarathon:half nacht:night nuit:night noche:night notte:night noite:night noc:night natt:night relays:relay staffel:relay relais:relay estafette:relay staffetta:relay relevos:relay revezamento:relay '
    'vtt:mtb btt:mtb mountainbike:mtb velo:bike bici:bike bicicleta:bike rad:bike radmarathon:bike fahrrad:bike cyclo:cycling ciclismo:cycling granfondo:cycling fall:autumn herbst:autumn automne:autumn otono:autumn autunno:autumn outono:autumn hosten:autumn sommer:summer sommar:summer kesa:summer ete:summer verano:summer verao:summer '
    'hiver:winter invierno:winter inverno:winter vinter:winter talvi:winter zimowy:winter zimni:winter fruhling:spring fruehling:spring printemps:spring  '
    'canon:canyon canones:canyon canyons:canyon canons:canyon gorges:canyon dolina:valley vallee:valley foret:forest bosque:forest floresta:forest isola:island insel:island '
    'volcan:volcano vulcano:volcano schwabischer:swabian schwabische:swabian schwabisch:swabian chinmoy:transcendence '
    'ch:championship champs:championship championships:championship meisterschaft:championship jundred:100 ctr:center centre:center', ' ') p;
end;
comment on function ingest.match_words is
  'Words that names of races are compared without (generic), that tell twins apart (contrast), that races everywhere are called after (common), and that stand for another (expand).';

create or replace function ingest.small_words()
returns text[]
language sql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
begin atomic
  select '{the,of,and,a,an,de,der,den,des,del,della,di,du,da,do,la,le,les,el,los,las,y,e,et,und,in}'::text[];
end;
comment on function ingest.small_words is 'Words that initials may leave out, and whoever looks for a name.';

create or replace function ingest.unspoken()
returns text
language sql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
begin atomic
  select '[bcdfghjklmnpqrstvwxz0-9]{3,5}';
end;
comment on function ingest.unspoken is 'A pattern of words that no mouth can say, which are initials wherever they stand: whw, of WHW Race.';

create or replace function ingest.territories()
returns jsonb
language sql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
begin atomic
  select jsonb '{"REU": "FRA", "GLP": "FRA", "MTQ": "FRA", "GUF": "FRA", "MYT": "FRA", "NCL": "FRA", "PYF": "FRA", "SPM": "FRA", "BLM": "FRA", "MAF": "FRA",
    "HKG": "CHN", "MAC": "CHN", "PRI": "USA", "GUM": "USA", "VIR": "USA", "ASM": "USA", "MNP": "USA", "IMN": "GBR", "JEY": "GBR", "GGY": "GBR", "GIB": "GBR",
    "BMU": "GBR", "FRO": "DNK", "GRL": "DNK", "ALA": "FIN", "SJM": "NOR", "CUW": "NLD", "ABW": "NLD", "SXM": "NLD", "BES": "NLD"}';
end;
comment on function ingest.territories is 'Countries of ISO 3166 that some sources take for a part of another, and of which.';

create or replace function ingest.fold(p_text text)
returns text
language sql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
begin atomic
  -- To ask first is a tenth of the work of replacing nothing.
  select case
    when p_text collate pg_c_utf8 ~ '[^A-Za-z0-9 ]' then translate(
      regexp_replace(lower(normalize(replace(p_text, 'ß', 'ss'), nfkd) collate pg_c_utf8), '[\u0300-\u036f]', '', 'g'),
      'øłđðıæœ!"#$%&()*+,-./:;<=>?@[\]^_{|}~–—―·•“”„«»…®™©|''’‘´`', 'olddiao                                             ')
    else lower(p_text collate pg_c_utf8)
  end;
end;
comment on function ingest.fold is 'Small letters without marks; signs are blanks, apostrophes gone. It does not depend on the locale.';
