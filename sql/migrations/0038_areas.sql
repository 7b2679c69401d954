-- Why: of most races outside the USA, Canada and Australia no source tells the region, so nobody found those of Bavaria, Tuscany or Cornwall; and a
-- town whose name there is twice (Newcastle in County Down) was the wrong one, since nobody read the regions that were told.
-- Who reads it: ingest.locate, which says in which area a place is (the gazetteer knows of each town); ingest.facts_of, which has an event's state and
-- county by it; search, which knows what areas are called otherwise, and takes DEU-BY for DEU-BAVARIA.
-- Left out on purpose: the USA, Canada and Australia, whose states are told by everybody; counties but in seven countries; regions of Slovenia, Latvia, North
-- Macedonia and Malta, which are municipalities, and of Hong Kong, Taiwan and Singapore, where GeoNames has towns in others; landscapes (Alps, Dolomites).
-- Codes and names: GeoNames (geonames.org), CC BY 4.0; codes of ISO 3166-2; other names from general knowledge of them. A name is missing or wrong?
-- A migration that adds or deletes it; the next gazetteer is not needed for that.
-- How long: at once. The gazetteer is loaded anew before the next upload (5 s), and the next run of each source places anew what it lists.

create table ingest.areas (
  country text not null,
  code text not null,
  iso text,
  region text not null,
  county text,
  names text[] not null,
  keys text[],
  words text,
  primary key (country, code)
);
comment on table ingest.areas is 'Regions of countries, and counties where people say where they are by those: Bavaria; Cornwall in England.';
comment on column ingest.areas.code is 'GeoNames'' code: 02, ENG; of a county after that of its region: ENG.C6.';
comment on column ingest.areas.iso is 'ISO 3166-2, without the country: BY.';
comment on column ingest.areas.county is 'The county''s name; null of a region.';
comment on column ingest.areas.names is 'What else it is called, in whatever language; not what lies in it (Engadin).';
comment on column ingest.areas.keys is 'All of its names as they are compared (ingest.area_key), kept by sql/functions/told_areas.sql.';
comment on column ingest.areas.words is 'What events in it are found by beside its name: the words of its other names, and of those of its region; kept likewise.';

alter table ingest.gazetteer_places add column area text;
comment on column ingest.gazetteer_places.area is 'In which of ingest.areas it is, the smallest; null in the USA, Canada and Australia.';
alter table ingest.records add column area text;
comment on column ingest.records.area is 'In which of ingest.areas it is, where that is known and no region is told that nobody knows.';
alter table ingest.record_versions add column area text;
alter table public.events add column county text;
comment on column public.events.county is 'County, province or département, of Belgium, France, Germany, Ireland, Italy, Spain and the United Kingdom.';

-- It knows no areas yet. Whoever needs it has it loaded.
truncate ingest.gazetteer, ingest.gazetteer_places, ingest.gazetteer_names, ingest.gazetteer_areas, ingest.gazetteer_cells;

insert into ingest.areas (country, code, iso, region, county, names)
with said (country, text) as (
  values
    ('AFG', '01::Badakhshan;02::Badghis;03::Baghlan;05::Bamyan;06::Farah;07::Faryab;08::Ghazni;09::Ghowr;10::Helmand;11::Herat;13::Kabul;14::Kapisa;17::Logar;18::Nangarhar;19::Nimroz;23::Kandahar;24::Kunduz;26::Takhar;27::Maidan Wardak
;28::Zabul;29::Paktika;30::Balkh;31::Jowzjan;32::Samangan;33::Sar-e Pol;34::Kunar;35::Laghman;36::Paktia;37::Khowst;38::Nuristan;39::Oruzgan;40::Parwan;41::Daykundi;42::Panjshir'),
    ('AGO', '01::Benguela;02::Bíe;03::Cabinda;05::Cuanza Norte;06::Kwanza Sul;07::Cunene;08::Huambo;09::Huíla;12::Malanje;13::Namibe;14::Moxico;15::Uíge;16::Zaire;17::Luanda Norte;18::Lunda Sul;19::Bengo;20::Luanda'),
    ('AIA', '11205389::Blowing Point;11205392::Sandy Ground;11205393::Sandy Hill;11205396::The Valley;11205433::East End;11205436::North Hill;11205437::West End;11205438::South Hill;11205439::The Quarter;11205440::North Side
;11205441::Island Harbour;11205442::George Hill;11205443::Stoney Ground;11205444::The Farrington'),
    ('ALA', '211::Mariehamn;212::Ålands landsbygd;213::Ålands skärgård'),
    ('ALB', '40:01:Berat;41:09:Dibër/Dibra;42:02:Durrës/Durazzo;43:03:Elbasan;44:04:Fier;45:05:Gjirokastër/Gjirokastra/Argirocastro;46:06:Korçë/Korça;47:07:Kukës;48:08:Lezhë/Lezha/Alessio;49:10:Shkodër/Shkodra/Scutari/Skutari
;50:11:Tirana/Tiranë;51:12:Vlorë/Vlora/Valona'),
    ('AND', '02::Canillo;03::Encamp;04::La Massana;05::Ordino;06::Sant Julià de Loria;07::Andorra la Vella;08::Escaldes-Engordany'),
    ('ARE', '01::Abu Dhabi;02::Ajman;03::Dubai;04::Fujairah;05::Ras Al Khaimah;06::Sharjah;07::Umm Al Quwain'),
    ('ARG', '01:B:Buenos Aires Province/Provincia de Buenos Aires/PBA;02:K:Catamarca;03:H:Chaco;04:U:Chubut;05:X:Córdoba;06:W:Corrientes
;07:C:Buenos Aires/Ciudad Autónoma de Buenos Aires/Ciudad de Buenos Aires/Buenos Aires City/Autonomous City of Buenos Aires/CABA/Capital Federal;08:E:Entre Ríos;09:P:Formosa;10:Y:Jujuy;11:L:La Pampa;12:F:La Rioja;13:M:Mendoza
;14:N:Misiones;15:Q:Neuquén;16:R:Río Negro;17:A:Salta;18:J:San Juan;19:D:San Luis;20:Z:Santa Cruz;21:S:Santa Fe;22:G:Santiago del Estero;23:V:Tierra del Fuego/Feuerland/Terre de Feu/Terra del Fuoco;24:T:Tucumán'),
    ('ARM', '01::Aragatsotn;02::Ararat;03::Armavir;04::Gegharkunik;05::Kotayk;06::Lori;07::Shirak;08::Syunik;09::Tavush;10::Vayots Dzor;11::Yerevan'),
    ('ASM', '010::Eastern;020::Manu''a;040::Swains Island;050::Western'),
    ('ATF', '03::Kerguelen'),
    ('ATG', '01::Barbuda;03::Saint George;04::Saint John;05::Saint Mary;06::Saint Paul;07::Saint Peter;08::Saint Philip'),
    ('AUT', '01:1:Burgenland/Bgld;02:2:Carinthia/Kärnten/Carinthie/Carinzia/Koroška;03:3:Lower Austria/Niederösterreich/Basse-Autriche/Bassa Austria/Baja Austria;04:4:Upper Austria/Oberösterreich/Haute-Autriche/Alta Austria
;05:5:Salzburg/Salzburger Land/Salzbourg/Salisburgo/Salzburgo;06:6:Styria/Steiermark/Styrie/Stiria/Estiria;07:7:Tyrol/Tirol/Tirolo;08:8:Vorarlberg;09:9:Vienna/Wien/Vienne/Viena'),
    ('AZE', '01::Abşeron;02::Ağcabǝdi;03::Ağdam;04::Ağdaş;05::Ağstafa;06::Agsu;07::Shirvan;08::Astara;09::Baki;10::Balakan;11::Barda;12::Beyləqan;13::Bilasuvar;14::Jabrayil;15::Jalilabad;16::Daşkǝsǝn;17::Shabran;18::Fuzuli;19::Gadabay;20::Gǝncǝ
;21::Goranboy;22::Göyçay;23::Hacıqabul;24::İmişli;25::Ismayilli;26::Kalbajar;27::Kurdamir;28::Lachin Rayon;29::Lənkəran;31::Lerik;32::Masally;33::Mingacevir City;34::Naftalan;35::Nakhchivan;36::Neftçala;37::Oğuz;38::Qabala;39::Qax
;40::Qazax;41::Qobustan;42::Quba;43::Qubadlı;44::Qusar;45::Saatlı;46::Sabirabad;47::Shaki;48::Shaki City;49::Salyan;50::Şamaxı;51::Şǝmkir;52::Samux;53::Siyǝzǝn;54::Sumqayit;55::Shusha;57::Tartar;58::Tovuz;59::Ucar;60::Xaçmaz
;61::Xankǝndi;62::Goygol Rayon;63::Xızı;64::Khojaly;65::Khojavend;66::Yardimli;67::Yevlax;68::Yevlax City;69::Zangilan;70::Zaqatala;71::Zardab'),
    ('BDI', '09::Bubanza;10::Bururi;11::Cankuzo;12::Cibitoke;13::Gitega;15::Kayanza;16::Kirundo;17::Makamba;18::Muyinga;19::Ngozi;20::Rutana;21::Ruyigi;22::Muramvya;24::Bujumbura Mairie;25::Bujumbura Rural;26::Rumonge'),
    ('BEL', 'BRU:BRU:Brussels/Brussels Capital/Bruxelles-Capitale/Bruxelles/Brussel/Bruselas/Brussels-Capital;VLG:VLG:Flanders/Vlaanderen/Flandre/Flandern/Fiandre/Flandes;VLG.VAN:VAN:Antwerp/Antwerpen/Anvers/Amberes/Anversa
;VLG.VBR:VBR:Flemish Brabant/Vlaams-Brabant/Brabant flamand/Flämisch-Brabant;VLG.VLI:VLI:Limburg/Belgian Limburg/Belgisch-Limburg/Limbourg;VLG.VOV:VOV:East Flanders/Oost-Vlaanderen/Flandre orientale/Ostflandern
;VLG.VWV:VWV:West Flanders/West-Vlaanderen/Flandre occidentale/Westflandern;WAL:WAL:Wallonia/Wallonie/Wallonien/Vallonia/Valonia;WAL.WBR:WBR:Walloon Brabant/Brabant wallon/Waals-Brabant/Wallonisch-Brabant
;WAL.WHT:WHT:Hainaut/Henegouwen/Hennegau;WAL.WLG:WLG:Liège/Luik/Lüttich/Liegi/Lieja;WAL.WLX:WLX:Belgian Luxembourg/Province de Luxembourg/Luxembourg belge;WAL.WNA:WNA:Namur/Province de Namur'),
    ('BEN', '07::Alibori;08::Atakora;09::Atlantique;10::Borgou;11::Collines;12::Kouffo;13::Donga;14::Littoral;15::Mono;16::Ouémé;17::Plateau;18::Zou'),
    ('BES', 'BO::Bonaire;SB::Saba;SE::Sint Eustatius'),
    ('BFA', '01::Boucle du Mouhoun;02::Cascades;03::Centre;04::Centre-Est;05::Centre-Nord;06::Centre-Ouest;07::Centre-Sud;08::Est;09::Hauts-Bassins;10::Nord;11::Plateau-Central;12::Sahel;13::Sud-Ouest'),
    ('BGD', '81::Dhaka;82::Khulna;83::Rajshahi;84::Chittagong;85::Barisal;86::Sylhet;87::Rangpur;H::Mymensingh'),
    ('BGR', '38:01:Blagoevgrad/Pirin Macedonia;39:02:Burgas/Bourgas;40:08:Dobrich;41:07:Gabrovo;42:22:Sofia/Sofia City/Sofia-Capital/Sofiya-Grad;43:26:Haskovo/Khaskovo;44:09:Kardzhali/Kirdzhali/Kurdzhali;45:10:Kyustendil;46:11:Lovech
;47:12:Montana;48:13:Pazardzhik;49:14:Pernik;50:15:Pleven;51:16:Plovdiv;52:17:Razgrad;53:18:Ruse/Rousse;54:27:Shumen;55:19:Silistra;56:20:Sliven;57:21:Smolyan;58:23:Sofia Province/Sofiyska oblast;59:24:Stara Zagora
;60:25:Targovishte;61:03:Varna;62:04:Veliko Tarnovo;63:05:Vidin;64:06:Vratsa;65:28:Yambol'),
    ('BHR', '15::Muharraq;16::Manama;17::Southern;19::Northern'),
    ('BHS', '05::Bimini;06::Cat Island;10::Exuma;13::Inagua;15::Long Island;16::Mayaguana;18::Ragged Island;22::Harbour Island;23::New Providence;24::Acklins;25::Freeport;35::San Salvador;36::Black Point;37::Central Abaco;39::Central Eleuthera
;40::Crooked Island and Long Cay;41::East Grand Bahama;45::Moore’s Island;46::North Abaco;47::North Andros;49::Rum Cay;53::Spanish Wells;54::West Grand Bahama'),
    ('BIH', '01:BIH:Federation of Bosnia and Herzegovina/Federacija Bosne i Hercegovine/Federacija BiH/Federation of B&H/Föderation Bosnien und Herzegowina/FBiH;02:SRP:Republika Srpska/Srpska;BRC:BRC:Brčko/Brčko Distrikt/Brčko District'),
    ('BLR', '01::Brest;02::Gomel/Homyel;03::Grodno/Hrodna;04::Minsk;05::Minsk Region/Minskaya;06::Mogilev/Mahilyow;07::Vitebsk/Viciebsk'),
    ('BLZ', '01::Belize;02::Cayo;03::Corozal;04::Orange Walk;05::Southern;06::Toledo'),
    ('BMU', '03::Hamilton city;06::Saint George'),
    ('BOL', '01:H:Chuquisaca;02:C:Cochabamba;03:B:Beni/El Beni;04:L:La Paz;05:O:Oruro;06:N:Pando;07:P:Potosí;08:S:Santa Cruz;09:T:Tarija'),
    ('BRA', '01:AC:Acre;02:AL:Alagoas;03:AP:Amapá;04:AM:Amazonas;05:BA:Bahia;06:CE:Ceará;07:DF:Federal District/Distrito Federal/Bundesdistrikt/District fédéral/Distretto Federale;08:ES:Espírito Santo;11:MS:Mato Grosso do Sul;13:MA:Maranhão
;14:MT:Mato Grosso;15:MG:Minas Gerais;16:PA:Pará;17:PB:Paraíba;18:PR:Paraná;20:PI:Piauí;21:RJ:Rio de Janeiro;22:RN:Rio Grande do Norte;23:RS:Rio Grande do Sul;24:RO:Rondônia;25:RR:Roraima;26:SC:Santa Catarina;27:SP:São Paulo
;28:SE:Sergipe;29:GO:Goiás;30:PE:Pernambuco;31:TO:Tocantins'),
    ('BRB', '01::Christ Church;02::Saint Andrew;04::Saint James;05::Saint John;06::Saint Joseph;07::Saint Lucy;08::Saint Michael;09::Saint Peter;10::Saint Philip;11::Saint Thomas'),
    ('BRN', '01::Belait;02::Brunei-Muara;03::Temburong;04::Tutong'),
    ('BTN', '05::Bumthang;06::Chukha;07::Tsirang;08::Dagana;09::Sarpang;10::Haa;11::Lhuntse;12::Mongar;13::Paro;14::Pemagatshel;15::Punakha;16::Samtse;17::Samdrup Jongkhar;18::Zhemgang;19::Trashigang;20::Thimphu;21::Tongsa;22::Wangdi Phodrang
;23::Gasa;24::Trashi Yangste'),
    ('BWA', '01::Central;03::Ghanzi;04::Kgalagadi;05::Kgatleng;06::Kweneng;08::North-East;09::South-East;10::Ngwaketsi;11::North-West;12::Chobe;13::City of Francistown;14::Gaborone;15::Jwaneng;16::Lobatse;17::Selibe Phikwe'),
    ('CAF', '01::Bamingui-Bangoran;02::Basse-Kotto;03::Haute-Kotto;04::Mambéré-Kadéï;05::Haut-Mbomou;06::Kémo;07::Lobaye;08::Mbomou;09::Nana-Mambéré;11::Ouaka;12::Ouham;13::Ouham-Pendé;14::Vakaga;15::Nana-Grébizi;16::Sangha-Mbaéré
;17::Ombella-M''Poko;18::Bangui'),
    ('CHE', 'AG:AG:Aargau/Argovie/Argovia;AI:AI:Appenzell Innerrhoden/Innerrhoden/Appenzell Rhodes-Intérieures/Appenzello Interno;AR:AR:Appenzell Ausserrhoden/Ausserrhoden/Appenzell Rhodes-Extérieures/Appenzello Esterno;BE:BE:Bern/Berne/Berna
;BL:BL:Basel-Landschaft/Baselland/Baselbiet/Bâle-Campagne/Basilea Campagna;BS:BS:Basel-Stadt/Basel-City/Bâle-Ville/Basilea Città/Basel/Bâle/Basilea;FR:FR:Fribourg/Freiburg im Üechtland;GE:GE:Geneva/Genève/Genf/Ginevra/Ginebra
;GL:GL:Glarus/Glarnerland/Glaris/Glarona;GR:GR:Graubünden/Grisons/Grigioni/Grischun/Bündnerland;JU:JU:Jura/République et canton du Jura;LU:LU:Lucerne/Luzern/Lucerna;NE:NE:Neuchâtel/Neuenburg;NW:NW:Nidwalden/Nidwald/Nidvaldo
;OW:OW:Obwalden/Obwald/Obvaldo;SG:SG:St. Gallen/Saint Gallen/Sankt Gallen/Saint-Gall/San Gallo;SH:SH:Schaffhausen/Schaffhouse/Sciaffusa;SO:SO:Solothurn/Soleure/Soletta;SZ:SZ:Schwyz/Schwytz/Svitto;TG:TG:Thurgau/Thurgovie/Turgovia
;TI:TI:Ticino/Tessin;UR:UR:Uri;VD:VD:Vaud/Waadt/Waadtland;VS:VS:Valais/Wallis/Vallese;ZG:ZG:Zug/Zoug/Zugo;ZH:ZH:Zurich/Zurigo'),
    ('CHL', '01:VS:Valparaíso/Quinta Región;02:AI:Aysén/Aisén;03:AN:Antofagasta;04:AR:Araucanía/La Araucanía/Araukanien;05:AT:Atacama;06:BI:Biobío;07:CO:Coquimbo;08:LI:O''Higgins/Libertador General Bernardo O''Higgins
;10:MA:Magallanes/Magallanes y la Antártica Chilena;11:ML:Maule;12:RM:Santiago Metropolitan/Región Metropolitana/Región Metropolitana de Santiago/Metropolitan Region;14:LL:Los Lagos;15:TA:Tarapacá
;16:AP:Arica y Parinacota/Arica and Parinacota/Arica-Parinacota;17:LR:Los Ríos;18:NB:Ñuble'),
    ('CHN', '01:AH:Anhui/Anhwei;02:ZJ:Zhejiang/Chekiang;03:JX:Jiangxi/Kiangsi;04:JS:Jiangsu/Kiangsu;05:JL:Jilin/Kirin;06:QH:Qinghai/Tsinghai/Kokonor/Chinghai;07:FJ:Fujian/Fukien;08:HL:Heilongjiang/Heilungkiang;09:HA:Henan/Honan
;10:HE:Hebei/Hopeh;11:HN:Hunan;12:HB:Hubei/Hupeh;13:XJ:Xinjiang/Sinkiang/Xinjiang Uygur/East Turkestan/Ostturkestan;14:XZ:Tibet/Xizang;15:GS:Gansu/Kansu;16:GX:Guangxi/Kwangsi/Guangxi Zhuang;18:GZ:Guizhou/Kweichow;19:LN:Liaoning
;20:NM:Inner Mongolia/Nei Mongol/Neimenggu/Innere Mongolei/Mongolie-Intérieure/Mongolia Interna/Mongolia Interior;21:NX:Ningxia/Ningxia Hui;22:BJ:Beijing/Peking/Pékin/Pechino;23:SH:Shanghai/Schanghai;24:SX:Shanxi/Shansi
;25:SD:Shandong/Shantung;26:SN:Shaanxi/Shensi;28:TJ:Tianjin/Tientsin;29:YN:Yunnan;30:GD:Guangdong/Kwangtung;31:HI:Hainan;32:SC:Sichuan/Szechuan/Szechwan/Setschuan;33:CQ:Chongqing/Chungking'),
    ('CIV', '76::Bas-Sassandra;77::Denguélé;78::Montagnes;81::Lacs;82::Lagunes;87::Savanes;90::Vallée du Bandama;92::Zanzan;93::Abidjan Autonomous;94::Comoé;95::Goh-Djiboua;96::Sassandra-Marahoue;97::Woroba;98::Yamoussoukro'),
    ('CMR', '04::East;05::Littoral;07::North-West;08::West;09::South-West;10::Adamaoua;11::Centre;12::Far North;13::North;14::South'),
    ('COD', '02::Équateur;04::East Kasai;06::Kinshasa;08::Bas-Congo;10::Maniema;11::North Kivu;12::South Kivu;13::Bas-Uele;14::Haut-Katanga;15::Haut-Lomami;16::Haut-Uele;17::Ituri;18::Kasai;19::Kwango;20::Kwilu;21::Lomami;22::Lualaba
;23::Kasai-Central;24::Mai-Ndombe;25::Mongala;26::Nord-Ubangi;27::Sankuru;28::Sud-Ubangi;29::Tanganyika;30::Tshopo;31::Tshuapa'),
    ('COG', '01::Bouenza;04::Kouilou;05::Lékoumou;06::Likouala;07::Niari;08::Plateaux;10::Sangha;11::Pool;12::Brazzaville;13::Cuvette;14::Cuvette-Ouest;15::Pointe-Noire'),
    ('COK', '11695425::Rarotonga'),
    ('COL', '01:AMA:Amazonas;02:ANT:Antioquia;03:ARA:Arauca;04:ATL:Atlántico;08:CAQ:Caquetá;09:CAU:Cauca;10:CES:Cesar;11:CHO:Chocó;12:COR:Córdoba;14:GUV:Guaviare;15:GUA:Guainía;16:HUI:Huila;17:LAG:La Guajira/Guajira;19:MET:Meta;20:NAR:Nariño
;21:NSA:Norte de Santander;22:PUT:Putumayo;23:QUI:Quindío;24:RIS:Risaralda;25:SAP:San Andrés y Providencia/San Andrés and Providencia/San Andrés Providencia y Santa Catalina;26:SAN:Santander;27:SUC:Sucre;28:TOL:Tolima
;29:VAC:Valle del Cauca;30:VAU:Vaupés;31:VID:Vichada;32:CAS:Casanare;33:CUN:Cundinamarca;34:DC:Bogotá/Bogotá D.C./Distrito Capital/Santa Fe de Bogotá;35:BOL:Bolívar;36:BOY:Boyacá;37:CAL:Caldas;38:MAG:Magdalena'),
    ('COM', '01::Anjouan;02::Grande Comore;03::Mohéli'),
    ('CPV', '01::Boa Vista;02::Brava;04::Maio;05::Paul;07::Ribeira Grande;08::Sal;11::São Vicente;13::Mosteiros;14::Praia;15::Santa Catarina;16::Santa Cruz;17::São Domingos;18::São Filipe;19::São Miguel;20::Tarrafal;21::Porto Novo
;22::Ribeira Brava;23::Ribeira Grande de Santiago;24::Santa Catarina do Fogo;25::São Lourenço dos Órgãos;26::São Salvador do Mundo;27::Tarrafal de São Nicolau'),
    ('CRI', '01:A:Alajuela;02:C:Cartago;03:G:Guanacaste;04:H:Heredia;06:L:Limón;07:P:Puntarenas;08:SJ:San José'),
    ('CUB', '01::Pinar del Río;02::Havana;03::Matanzas;04::Isla de la Juventud;05::Camagüey;07::Ciego de Ávila;08::Cienfuegos;09::Granma;10::Guantánamo;12::Holguín;13::Las Tunas;14::Sancti Spíritus;15::Santiago de Cuba;16::Villa Clara
;AR::Artemisa;MA::Mayabeque'),
    ('CYM', '10346796::George Town;10375968::West Bay;10375969::Bodden Town;10375970::North Side;10375971::East End;10375972::Sister Island'),
    ('CYP', '01::Famagusta/Ammochostos/Gazimagusa;02::Kyrenia/Girne;03::Larnaca/Larnaka;04::Nicosia/Lefkosia;05::Limassol/Lemesos;06::Paphos/Pafos'),
    ('CZE', '52:10:Prague/Praha/Prag/Praga;78:64:South Moravia/Jihomoravský/Jižní Morava/Südmähren/Moravie-du-Sud/Moravia Meridionale;79:31:South Bohemia/Jihočeský/Jižní Čechy/Südböhmen/Bohême-du-Sud;80:63:Vysočina/Bohemian-Moravian Highlands
;81:41:Karlovy Vary/Karlovarský/Karlsbad;82:52:Hradec Králové/Královéhradecký/Königgrätz;83:51:Liberec/Liberecký/Reichenberg;84:71:Olomouc/Olomoucký/Olmütz;85:80:Moravia-Silesia/Moravskoslezský/Mährisch-Schlesien/Moravie-Silésie
;86:53:Pardubice/Pardubický/Pardubitz;87:32:Plzeň/Plzeňský/Pilsen;88:20:Central Bohemia/Středočeský/Střední Čechy/Mittelböhmen/Bohême-Centrale;89:42:Ústí nad Labem/Ústecký/Ústí/Aussig;90:72:Zlín/Zlínský'),
    ('DEU', '01:BW:Baden-Württemberg/BaWü/Bade-Wurtemberg;02:BY:Bavaria/Bayern/Bavière/Baviera;02.091::Upper Bavaria/Oberbayern/Haute-Bavière/Alta Baviera;02.092::Lower Bavaria/Niederbayern/Basse-Bavière/Bassa Baviera/Baja Baviera
;02.093::Upper Palatinate/Oberpfalz/Haut-Palatinat/Alto Palatinato/Alto Palatinado;02.094::Upper Franconia/Oberfranken/Haute-Franconie/Alta Franconia
;02.095::Middle Franconia/Mittelfranken/Moyenne-Franconie/Media Franconia/Franconia Media;02.096::Lower Franconia/Unterfranken/Basse-Franconie/Bassa Franconia/Baja Franconia/Mainfranken
;02.097::Swabia/Schwaben/Bavarian Swabia/Bayerisch-Schwaben/Souabe/Svevia/Suabia;03:HB:Bremen/Brême/Brema;04:HH:Hamburg/Hambourg/Amburgo/Hamburgo;05:HE:Hesse/Hessen/Assia
;06:NI:Lower Saxony/Niedersachsen/Basse-Saxe/Bassa Sassonia/Baja Sajonia;07:NW:North Rhine-Westphalia/Nordrhein-Westfalen/NRW/Rhénanie-du-Nord-Westphalie/Renania Settentrionale-Vestfalia/Renania del Norte-Westfalia
;08:RP:Rhineland-Palatinate/Rheinland-Pfalz/RLP/Rhénanie-Palatinat/Renania-Palatinato/Renania-Palatinado;09:SL:Saarland/Sarre;10:SH:Schleswig-Holstein/Slesvig-Holsten;11:BB:Brandenburg/Brandebourg/Brandeburgo
;12:MV:Mecklenburg-Vorpommern/Mecklenburg-Western Pomerania/MeckPomm/MeckPom/Mecklembourg-Poméranie-Occidentale;13:SN:Saxony/Sachsen/Saxe/Sassonia/Sajonia
;14:ST:Saxony-Anhalt/Sachsen-Anhalt/Saxe-Anhalt/Sassonia-Anhalt/Sajonia-Anhalt;15:TH:Thuringia/Thüringen/Thuringe/Turingia;16:BE:Berlin/State of Berlin/Berlino'),
    ('DJI', '01::Ali Sabieh;04::Obock;05::Tadjourah;06::Dikhil;07::Djibouti;08::Arta'),
    ('DMA', '02::Saint Andrew;03::Saint David;04::Saint George;05::Saint John;06::Saint Joseph;07::Saint Luke;08::Saint Mark;09::Saint Patrick;10::Saint Paul;11::Saint Peter'),
    ('DNK', '17:84:Capital Region/Hovedstaden/Capital Region of Denmark;18:82:Central Jutland/Midtjylland/Central Denmark/Mitteljütland;19:81:North Jutland/Nordjylland/North Denmark/Nordjütland;20:85:Zealand/Sjælland/Seeland
;21:83:Southern Denmark/Syddanmark/South Denmark/Süddänemark'),
    ('DOM', '01::Azua;02::Baoruco;03::Barahona;04::Dajabón;06::Duarte;08::Espaillat;09::Independencia;10::La Altagracia;11::Elías Piña;12::La Romana;14::María Trinidad Sánchez;15::Monte Cristi;16::Pedernales;18::Puerto Plata
;19::Hermanas Mirabal;20::Samaná;21::Sánchez Ramírez;23::San Juan;24::San Pedro de Macorís;25::Santiago;26::Santiago Rodríguez;27::Valverde;28::El Seíbo;29::Hato Mayor;30::La Vega;31::Monseñor Nouel;32::Monte Plata
;33::San Cristóbal;34::Nacional;35::Peravia;36::San José de Ocoa;37::Santo Domingo'),
    ('DZA', '01:16:Algiers/Alger/Algier/Algeri/Argel/Al Jaza''ir;03:05:Batna;04:25:Constantine/Qusantina/Costantina;06:26:Médéa;07:27:Mostaganem;09:31:Oran/Wahran/Orano;10:20:Saïda;12:19:Sétif;13:14:Tiaret;14:15:Tizi Ouzou
;15:13:Tlemcen/Tilimsan;18:06:Béjaïa/Bgayet;19:07:Biskra;20:09:Blida;21:10:Bouira;22:17:Djelfa;23:24:Guelma;24:18:Jijel;25:03:Laghouat;26:29:Mascara/Muaskar;27:28:M''Sila;29:04:Oum el Bouaghi;30:22:Sidi Bel Abbès;31:21:Skikda
;33:12:Tébessa;34:01:Adrar;35:44:Aïn Defla;36:46:Aïn Témouchent;37:23:Annaba;38:08:Béchar;39:34:Bordj Bou Arréridj;40:35:Boumerdès;41:02:Chlef;42:32:El Bayadh;43:39:El Oued/Oued Souf;44:36:El Tarf/El Taref;45:47:Ghardaïa
;46:33:Illizi;47:40:Khenchela;48:43:Mila;49:45:Naâma;50:30:Ouargla;51:48:Relizane;52:41:Souk Ahras;53:11:Tamanrasset/Tamanghasset;54:37:Tindouf;55:42:Tipaza/Tipasa;56:38:Tissemsilt;BA:52:Béni Abbès;DJ:56:Djanet
;EM:58:El Menia/El Meniaa/El Goléa;IG:54:In Guezzam;IS:53:In Salah;MG:57:El M''Ghair/El Meghaier;OD:51:Ouled Djellal;TG:55:Touggourt;TM:49:Timimoun'),
    ('ECU', '01:W:Galápagos/Galapagos Islands/Islas Galápagos/Galapagosinseln;02:A:Azuay;03:B:Bolívar;04:F:Cañar;05:C:Carchi;06:H:Chimborazo;07:X:Cotopaxi;08:O:El Oro;09:E:Esmeraldas;10:G:Guayas;11:I:Imbabura;12:L:Loja;13:R:Los Ríos;14:M:Manabí
;15:S:Morona Santiago;17:Y:Pastaza;18:P:Pichincha;19:T:Tungurahua;20:Z:Zamora Chinchipe;22:U:Sucumbíos;23:N:Napo;24:D:Orellana;25:SE:Santa Elena;26:SD:Santo Domingo de los Tsáchilas'),
    ('EGY', '01:DK:Dakahlia/Ad Daqahliyah/Daqahliya;02:BA:Red Sea/Al Bahr al Ahmar/Rotes Meer/Mer Rouge/Mar Rosso/Mar Rojo;03:BH:Beheira/Al Buhayrah;04:FYM:Faiyum/Fayoum/Al Fayyum;05:GH:Gharbia/Al Gharbiyah
;06:ALX:Alexandria/Al Iskandariyah/Alexandrie/Alejandría;07:IS:Ismailia/Al Ismailiyah;08:GZ:Giza/Al Jizah/Gizeh/Gizah;09:MNF:Monufia/Al Minufiyah/Menoufia;10:MN:Minya/Al Minya;11:C:Cairo/Al Qahirah/Kairo/Le Caire/Il Cairo/El Cairo
;12:KB:Qalyubia/Al Qalyubiyah;13:WAD:New Valley/Al Wadi al Jadid/Neues Tal/Nouvelle-Vallée/Nuova Valle/Nuevo Valle;14:SHR:Sharqia/Ash Sharqiyah/Sharkia;15:SUZ:Suez/As Suways/Sues;16:ASN:Aswan/Assuan/Assouan/Asuán
;17:AST:Asyut/Assiut/Assiout;18:BNS:Beni Suef/Bani Suwayf/Beni Suweif;19:PTS:Port Said/Bur Sa''id/Porto Said/Puerto Saíd;20:DT:Damietta/Dumyat/Damiette;21:KFS:Kafr el-Sheikh/Kafr ash Shaykh;22:MT:Matrouh/Matruh/Marsa Matruh
;23:KN:Qena/Qina;24:SHG:Sohag/Suhag;26:JS:South Sinai/Janub Sina/Südsinai/Sinaï du Sud/Sinai del Sud/Sinaí del Sur;27:SIN:North Sinai/Shamal Sina/Nordsinai/Sinaï du Nord/Sinai del Nord/Sinaí del Norte;28:LX:Luxor/Al Uqsur/Louxor'),
    ('ERI', '01::Anseba;02::Debub;03::Southern Red Sea;04::Gash-Barka;05::Maekel;06::Northern Red Sea'),
    ('ESP', '07:IB:Balearic Islands/Illes Balears/Islas Baleares/Balearics/Baleares/Balearen/Îles Baléares/Baleari/Baléares;27:RI:La Rioja/Rioja;29:MD:Madrid/Comunidad de Madrid/Community of Madrid;31:MC:Murcia/Región de Murcia/Murcie
;32:NC:Navarre/Navarra/Nafarroa/Comunidad Foral de Navarra;34:AS:Asturias/Principado de Asturias/Asturies/Asturien/Asturie;39:CB:Cantabria/Kantabrien/Cantabrie;51:AN:Andalusia/Andalucía/Andalusien/Andalousie;51.AL:AL:Almería
;51.CA:CA:Cádiz/Cadix;51.CO:CO:Córdoba/Cordoue/Cordova;51.GR:GR:Granada;51.H:H:Huelva;51.J:J:Jaén;51.MA:MA:Málaga;51.SE:SE:Seville/Sevilla/Siviglia;52:AR:Aragon/Aragonien/Aragó/Aragona;52.HU:HU:Huesca/Uesca;52.TE:TE:Teruel
;52.Z:Z:Zaragoza/Saragossa/Saragosse/Saragozza;53:CN:Canary Islands/Canarias/Islas Canarias/Canaries/Kanaren/Kanarische Inseln/Îles Canaries/Isole Canarie;53.GC:GC:Las Palmas;53.TF:TF:Santa Cruz de Tenerife
;54:CM:Castilla-La Mancha/Castile-La Mancha/Castille-La Mancha/Kastilien-La Mancha/Castiglia-La Mancia;54.AB:AB:Albacete;54.CR:CR:Ciudad Real;54.CU:CU:Cuenca;54.GU:GU:Guadalajara;54.TO:TO:Toledo/Tolède
;55:CL:Castile and León/Castilla y León/Castille and León/Castilla-León/CyL/Kastilien und León/Castille-et-León/Castiglia e León;55.AV:AV:Ávila;55.BU:BU:Burgos;55.LE:LE:León/Llión;55.P:P:Palencia;55.SA:SA:Salamanca/Salamanque
;55.SG:SG:Segovia/Ségovie;55.SO:SO:Soria;55.VA:VA:Valladolid;55.ZA:ZA:Zamora;56:CT:Catalonia/Catalunya/Cataluña/Katalonien/Catalogne/Catalogna;56.B:B:Barcelona/Barcelone/Barcellona;56.GI:GI:Girona/Gerona/Gérone;56.L:L:Lleida/Lérida
;56.T:T:Tarragona/Tarragone;57:EX:Extremadura/Estrémadure/Estremadura;57.BA:BA:Badajoz;57.CC:CC:Cáceres;58:GA:Galicia/Galiza/Galicien/Galice;58.C:C:A Coruña/La Coruña/Corunna/La Corogne;58.LU:LU:Lugo;58.OR:OR:Ourense/Orense
;58.PO:PO:Pontevedra;59:PV:Basque Country/País Vasco/Euskadi/Baskenland/Paesi Baschi;59.BI:BI:Biscay/Bizkaia/Vizcaya/Biscaye/Biskaya/Biscaglia;59.SS:SS:Gipuzkoa/Guipúzcoa/Guipuscoa;59.VI:VI:Álava/Araba
;60:VC:Valencian Community/Comunitat Valenciana/Comunidad Valenciana/País Valencià/Communauté valencienne/Comunità Valenzana;60.A:A:Alicante/Alacant;60.CS:CS:Castellón/Castelló;60.V:V:Valencia/Provincia de Valencia
;CE:CE:Ceuta/Sebta;ML:ML:Melilla'),
    ('EST', '01:37:Harju/Harjumaa;02:39:Hiiumaa/Hiiu/Dagö;03:45:Ida-Viru/Ida-Virumaa;04:52:Järva/Järvamaa;05:50:Jõgeva/Jõgevamaa;07:56:Lääne/Läänemaa;08:60:Lääne-Viru/Lääne-Virumaa;11:68:Pärnu/Pärnumaa;12:64:Põlva/Põlvamaa;13:71:Rapla/Raplamaa
;14:74:Saaremaa/Saare/Ösel;18:79:Tartu/Tartumaa;19:81:Valga/Valgamaa;20:84:Viljandi/Viljandimaa;21:87:Võru/Võrumaa'),
    ('ETH', '44:AA:Addis Ababa/Addis Abeba/Adis Abeba/Finfinne;45:AF:Afar;46:AM:Amhara;47:BE:Benishangul-Gumuz/Binshangul Gumuz;48:DD:Dire Dawa;49:GA:Gambela/Gambella;50:HA:Harari/Harar;51:OR:Oromia/Oromiya/Oromiyaa;52:SO:Somali/Ogaden
;53:TI:Tigray;54::Southern Nations'),
    ('FIN', '01:18:Uusimaa/Nyland;02:19:Southwest Finland/Varsinais-Suomi/Egentliga Finland/Finland Proper;04:17:Satakunta;05:06:Kanta-Häme/Egentliga Tavastland/Tavastia Proper;06:11:Pirkanmaa/Birkaland
;07:16:Päijät-Häme/Päijänne-Tavastland/Päijänne Tavastia;08:09:Kymenlaakso/Kymmenedalen;09:02:South Karelia/Etelä-Karjala/Södra Karelen/Südkarelien;10:04:South Savo/Etelä-Savo/Södra Savolax/Southern Savonia
;11:15:North Savo/Pohjois-Savo/Norra Savolax/Northern Savonia;12:13:North Karelia/Pohjois-Karjala/Norra Karelen/Nordkarelien;13:08:Central Finland/Keski-Suomi/Mellersta Finland/Mittelfinnland
;14:03:South Ostrobothnia/Etelä-Pohjanmaa/Södra Österbotten;15:12:Ostrobothnia/Pohjanmaa/Österbotten;16:07:Central Ostrobothnia/Keski-Pohjanmaa/Mellersta Österbotten;17:14:North Ostrobothnia/Pohjois-Pohjanmaa/Norra Österbotten
;18:05:Kainuu/Kajanaland;19:10:Lapland/Lappi/Lappland/Laponie/Lapponia/Laponia'),
    ('FJI', '01::Central;02::Eastern;03::Northern;04::Rotuma;05::Western'),
    ('FRA', '11:IDF:Île-de-France/IDF/Paris Region/Région parisienne;11.75:75C:Paris/Parigi/Ville de Paris;11.77:77:Seine-et-Marne;11.78:78:Yvelines;11.91:91:Essonne;11.92:92:Hauts-de-Seine;11.93:93:Seine-Saint-Denis;11.94:94:Val-de-Marne
;11.95:95:Val-d''Oise;24:CVL:Centre-Val de Loire;24.18:18:Cher;24.28:28:Eure-et-Loir;24.36:36:Indre;24.37:37:Indre-et-Loire/Touraine;24.41:41:Loir-et-Cher;24.45:45:Loiret;27:BFC:Bourgogne-Franche-Comté/BFC;27.21:21:Côte-d''Or
;27.25:25:Doubs;27.39:39:Jura;27.58:58:Nièvre;27.70:70:Haute-Saône;27.71:71:Saône-et-Loire;27.89:89:Yonne;27.90:90:Territoire de Belfort;28:NOR:Normandy/Normandie/Normandía;28.14:14:Calvados;28.27:27:Eure;28.50:50:Manche
;28.61:61:Orne;28.76:76:Seine-Maritime;32:HDF:Hauts-de-France/HDF;32.02:02:Aisne;32.59:59:Nord/Département du Nord;32.60:60:Oise;32.62:62:Pas-de-Calais;32.80:80:Somme;44:GES:Grand Est;44.08:08:Ardennes;44.10:10:Aube;44.51:51:Marne
;44.52:52:Haute-Marne;44.54:54:Meurthe-et-Moselle;44.55:55:Meuse;44.57:57:Moselle;44.67:67:Bas-Rhin/Unterelsass/Lower Alsace/Basse-Alsace;44.68:68:Haut-Rhin/Oberelsass/Upper Alsace/Haute-Alsace;44.88:88:Vosges
;52:PDL:Pays de la Loire/PDL;52.44:44:Loire-Atlantique/Liger-Atlantel;52.49:49:Maine-et-Loire/Anjou;52.53:53:Mayenne;52.72:72:Sarthe;52.85:85:Vendée;53:BRE:Brittany/Bretagne/Breizh/Bretagna/Bretaña
;53.22:22:Côtes-d''Armor/Aodoù-an-Arvor/Côtes-du-Nord;53.29:29:Finistère/Penn-ar-Bed;53.35:35:Ille-et-Vilaine/Il-ha-Gwilen;53.56:56:Morbihan;75:NAQ:Nouvelle-Aquitaine/New Aquitaine/Neu-Aquitanien/Nuova Aquitania/Nueva Aquitania
;75.16:16:Charente;75.17:17:Charente-Maritime;75.19:19:Corrèze;75.23:23:Creuse;75.24:24:Dordogne/Périgord;75.33:33:Gironde;75.40:40:Landes;75.47:47:Lot-et-Garonne;75.64:64:Pyrénées-Atlantiques;75.79:79:Deux-Sèvres;75.86:86:Vienne
;75.87:87:Haute-Vienne;76:OCC:Occitanie/Occitania/Okzitanien;76.09:09:Ariège/Arièja;76.11:11:Aude;76.12:12:Aveyron/Avairon/Rouergue;76.30:30:Gard;76.31:31:Haute-Garonne/Upper Garonne/Nauta Garona;76.32:32:Gers;76.34:34:Hérault/Erau
;76.46:46:Lot;76.48:48:Lozère/Losèra/Gévaudan;76.65:65:Hautes-Pyrénées/Bigorre;76.66:66:Pyrénées-Orientales/Roussillon/Rosselló/Northern Catalonia/French Catalonia/Catalunya Nord;76.81:81:Tarn;76.82:82:Tarn-et-Garonne
;84:ARA:Auvergne-Rhône-Alpes;84.01:01:Ain;84.03:03:Allier/Bourbonnais;84.07:07:Ardèche/Vivarais;84.15:15:Cantal;84.26:26:Drôme;84.38:38:Isère;84.42:42:Loire;84.43:43:Haute-Loire;84.63:63:Puy-de-Dôme;84.69:69:Rhône;84.73:73:Savoie
;84.74:74:Haute-Savoie/Hochsavoyen/Upper Savoy/Alta Savoia/Alta Saboya;93:PAC:Provence-Alpes-Côte d''Azur/PACA/Région Sud;93.04:04:Alpes-de-Haute-Provence/Basses-Alpes;93.05:05:Hautes-Alpes;93.06:06:Alpes-Maritimes/Maritime Alps
;93.13:13:Bouches-du-Rhône;93.83:83:Var;93.84:84:Vaucluse;94:20R:Corsica/Corse/Korsika/Córcega;94.2A:2A:Corse-du-Sud/South Corsica/Southern Corsica/Südkorsika/Corsica suttana/Corsica del Sud/Córcega del Sur
;94.2B:2B:Haute-Corse/Upper Corsica/Northern Corsica/Oberkorsika/Corsica suprana/Alta Corsica/Alta Córcega'),
    ('FRO', 'NO::Norðoyar;OS::Eysturoy;SA::Sandoy;ST::Streymoy;SU::Suðuroy;VG::Vágar'),
    ('FSM', '01::Kosrae;02::Pohnpei;03::Chuuk;04::Yap'),
    ('GAB', '01::Estuaire;02::Haut-Ogooué;03::Moyen-Ogooué;04::Ngouni;05::Nyanga;06::Ogooué-Ivindo;07::Ogooué-Lolo;08::Ogooué-Maritime;09::Woleu-Ntem'),
    ('GBR', 'ENG:ENG:England/Angleterre/Inghilterra/Inglaterra;ENG.A3:BNS:South Yorkshire/South Yorks;ENG.A4:BAS:Somerset;ENG.A7:BIR:West Midlands;ENG.A8:BBD:Lancashire/Lancs;ENG.A9:BPL:Lancashire/Lancs;ENG.AA:BCP:Dorset
;ENG.B1:BOL:Greater Manchester;ENG.B3:BRC:Berkshire/Berks;ENG.B4:BRD:West Yorkshire/West Yorks;ENG.B6:BNH:East Sussex;ENG.B7:BST:Bristol/City of Bristol;ENG.B9:BKM:Buckinghamshire;ENG.C1:BUR:Greater Manchester
;ENG.C2:CLD:West Yorkshire/West Yorks;ENG.C3:CAM:Cambridgeshire/Cambs;ENG.C6:CON:Cornwall/Kernow/Cornouailles/Cornovaglia/Cornualles;ENG.C7:COV:West Midlands;ENG.C9:CMA:Cumbria/Lake District;ENG.D1:DAL:County Durham/Co Durham
;ENG.D2:DER:Derbyshire;ENG.D3:DBY:Derbyshire;ENG.D4:DEV:Devon/Devonshire;ENG.D5:DNC:South Yorkshire/South Yorks;ENG.D6:DOR:Dorset;ENG.D7:DUD:West Midlands;ENG.D8:DUR:County Durham/Co Durham/Durham
;ENG.E1:ERY:East Riding of Yorkshire/East Yorkshire/East Riding;ENG.E2:ESX:East Sussex;ENG.E4:ESS:Essex;ENG.E5:GAT:Tyne and Wear;ENG.E6:GLS:Gloucestershire/Glos;ENG.E9:HAL:Cheshire;ENG.F2:HAM:Hampshire/Hants
;ENG.F5:HPL:County Durham/Co Durham;ENG.F7:HEF:Herefordshire;ENG.F8:HRT:Hertfordshire/Herts;ENG.G2:IOW:Isle of Wight/IOW;ENG.G5:KEN:Kent;ENG.G6:KHL:East Riding of Yorkshire/East Yorkshire/East Riding
;ENG.G8:KIR:West Yorkshire/West Yorks;ENG.G9:KWL:Merseyside;ENG.GLA::Greater London/London/Londres/Londra;ENG.H2:LAN:Lancashire/Lancs;ENG.H3:LDS:West Yorkshire/West Yorks;ENG.H4:LCE:Leicestershire/Leics
;ENG.H5:LEC:Leicestershire/Leics;ENG.H7:LIN:Lincolnshire/Lincs;ENG.H8:LIV:Merseyside;ENG.I1:LUT:Bedfordshire;ENG.I2:MAN:Greater Manchester;ENG.I3:MDW:Kent;ENG.I5:MDB:North Yorkshire/North Yorks;ENG.I6:MIK:Buckinghamshire
;ENG.I7:NET:Tyne and Wear;ENG.I9:NFK:Norfolk;ENG.J1:NTH:Northamptonshire/Northants;ENG.J2:NEL:Lincolnshire/Lincs;ENG.J3:NLN:Lincolnshire/Lincs;ENG.J4:NSM:Somerset;ENG.J5:NTY:Tyne and Wear;ENG.J6:NBL:Northumberland
;ENG.J7:NYK:North Yorkshire/North Yorks;ENG.J8:NGM:Nottinghamshire/Notts;ENG.J9:NTT:Nottinghamshire/Notts;ENG.K1:OLD:Greater Manchester;ENG.K2:OXF:Oxfordshire/Oxon;ENG.K3:PTE:Cambridgeshire/Cambs;ENG.K4:PLY:Devon/Devonshire
;ENG.K6:POR:Hampshire/Hants;ENG.K7:RDG:Berkshire/Berks;ENG.K9:RCC:North Yorkshire/North Yorks;ENG.L2:RCH:Greater Manchester;ENG.L3:ROT:South Yorkshire/South Yorks;ENG.L4:RUT:Rutland;ENG.L5:SLF:Greater Manchester
;ENG.L6:SHR:Shropshire/Salop;ENG.L7:SAW:West Midlands;ENG.L8:SFT:Merseyside;ENG.L9:SHF:South Yorkshire/South Yorks;ENG.M1:SLG:Berkshire/Berks;ENG.M2:SOL:West Midlands;ENG.M3:SOM:Somerset;ENG.M4:STH:Hampshire/Hants;ENG.M5:SOS:Essex
;ENG.M6:SGC:Gloucestershire/Glos;ENG.M7:STY:Tyne and Wear;ENG.M9:STS:Staffordshire/Staffs;ENG.N1:SHN:Merseyside;ENG.N2:SKP:Greater Manchester;ENG.N3:STT:County Durham/Co Durham;ENG.N4:STE:Staffordshire/Staffs;ENG.N5:SFK:Suffolk
;ENG.N6:SND:Tyne and Wear;ENG.N7:SRY:Surrey;ENG.N9:SWD:Wiltshire;ENG.O1:TAM:Greater Manchester;ENG.O2:TFW:Shropshire/Salop;ENG.O3:THR:Essex;ENG.O4:TOB:Devon/Devonshire;ENG.O6:TRF:Greater Manchester
;ENG.O7:WKF:West Yorkshire/West Yorks;ENG.O8:WLL:West Midlands;ENG.P2:WRT:Cheshire;ENG.P3:WAR:Warwickshire/Warks;ENG.P4:WBK:Berkshire/Berks;ENG.P6:WSX:West Sussex;ENG.P7:WGN:Greater Manchester;ENG.P8:WIL:Wiltshire
;ENG.P9:WNM:Berkshire/Berks;ENG.Q1:WRL:Merseyside;ENG.Q2:WOK:Berkshire/Berks;ENG.Q3:WLV:West Midlands;ENG.Q4:WOR:Worcestershire/Worcs;ENG.Q5:YOR:North Yorkshire/North Yorks;ENG.Z5:BDF:Bedfordshire;ENG.Z6:CBF:Bedfordshire
;ENG.Z7:CHE:Cheshire;ENG.Z8:CHW:Cheshire;ENG.Z9:IOS:Isles of Scilly/Scilly Isles/Scilly;NIR:NIR:Northern Ireland/Tuaisceart Éireann/Nordirland/Irlande du Nord/Irlanda del Nord/Irlanda del Norte
;NIR.N09000001:ANN:County Antrim/Antrim/Aontroim/Co Antrim;NIR.N09000003:BFS:County Antrim/Antrim/Aontroim/Co Antrim;NIR.N09000007:LBC:County Antrim/Antrim/Aontroim/Co Antrim
;NIR.N09000008:MEA:County Antrim/Antrim/Aontroim/Co Antrim;NIR.N09000010:NMD:County Down/Contae an Dúin/Co Down;NIR.N09000011:AND:County Down/Contae an Dúin/Co Down;SCT:SCT:Scotland/Schottland/Écosse/Scozia/Escocia
;SCT.T5:ABE:Aberdeen/Aberdeen City/Obar Dheathain;SCT.T6:ABD:Aberdeenshire;SCT.T7:ANS:Angus/Forfarshire;SCT.T8:AGB:Argyll and Bute/Argyll/Argyllshire;SCT.T9:SCB:Scottish Borders/The Borders;SCT.U1:CLK:Clackmannanshire
;SCT.U2:DGY:Dumfries and Galloway;SCT.U3:DND:Dundee/Dundee City/Dùn Dè;SCT.U4:EAY:Ayrshire;SCT.U5:EDU:Dunbartonshire;SCT.U6:ELN:East Lothian/Haddingtonshire;SCT.U7:ERW:Renfrewshire
;SCT.U8:EDH:Edinburgh/City of Edinburgh/Dùn Èideann/Édimbourg/Edimburgo;SCT.U9:FAL:Stirlingshire;SCT.V1:FIF:Fife/Kingdom of Fife;SCT.V2:GLG:Glasgow/Glasgow City/Glaschu
;SCT.V3:HLD:Highland/Scottish Highlands/A'' Ghàidhealtachd/Schottisches Hochland;SCT.V4:IVC:Renfrewshire;SCT.V5:MLN:Midlothian;SCT.V6:MRY:Moray/Morayshire;SCT.V7:NAY:Ayrshire;SCT.V8:NLK:Lanarkshire
;SCT.V9:ORK:Orkney/Orkney Islands/Orkneys/Arcaibh/Orkneyinseln/Orcades/Orcadi;SCT.W1:PKN:Perthshire/Perth and Kinross;SCT.W2:RFW:Renfrewshire;SCT.W3:ZET:Shetland/Shetland Islands/Shetlands/Zetland/Sealtainn/Shetlandinseln
;SCT.W4:SAY:Ayrshire;SCT.W5:SLK:Lanarkshire;SCT.W6:STG:Stirlingshire;SCT.W7:WDU:Dunbartonshire
;SCT.W8:ELS:Outer Hebrides/Western Isles/Na h-Eileanan Siar/Eilean Siar/Äußere Hebriden/Hébrides extérieures/Ebridi Esterne/Hébridas Exteriores;SCT.W9:WLN:West Lothian/Linlithgowshire;WLS:WLS:Wales/Cymru/Pays de Galles/Galles/Gales
;WLS.X1:AGY:Anglesey/Isle of Anglesey/Ynys Môn;WLS.X2:BGW:Gwent;WLS.X3:BGE:Mid Glamorgan/Glamorgan;WLS.X4:CAY:Gwent;WLS.X5:CRF:South Glamorgan/Glamorgan;WLS.X6:CGN:Ceredigion/Cardiganshire/Dyfed
;WLS.X7:CMN:Carmarthenshire/Sir Gaerfyrddin/Sir Gâr/Dyfed;WLS.X8:CWY:Conwy/Conwy County/Clwyd;WLS.X9:DEN:Denbighshire/Sir Ddinbych/Clwyd;WLS.Y1:FLN:Flintshire/Sir y Fflint/Clwyd;WLS.Y2:GWN:Gwynedd/Snowdonia/Eryri
;WLS.Y3:MTY:Mid Glamorgan/Glamorgan;WLS.Y4:MON:Monmouthshire/Sir Fynwy/Gwent;WLS.Y5:NTL:West Glamorgan/Glamorgan;WLS.Y6:NWP:Gwent;WLS.Y7:PEM:Pembrokeshire/Sir Benfro/Dyfed;WLS.Y8:POW:Powys;WLS.Y9:RCT:Mid Glamorgan/Glamorgan
;WLS.Z1:SWA:West Glamorgan/Glamorgan;WLS.Z2:TOF:Gwent;WLS.Z3:VGL:South Glamorgan/Glamorgan;WLS.Z4:WRX:Wrexham/Wrecsam/Clwyd'),
    ('GEO', '02:AB:Abkhazia/Apkhazeti/Abchasien/Abkhazie/Abcasia/Abjasia;04:AJ:Adjara/Ajara/Achara/Adscharien/Adjarie;51:TB:Tbilisi/Tiflis/Tbilissi;65:GU:Guria/Gurien/Gourie;66:IM:Imereti/Imeretien/Iméréthie;67:KA:Kakheti/Kachetien/Kakhétie
;68:KK:Kvemo Kartli/Niederkartlien/Basse-Kartlie;69:MM:Mtskheta-Mtianeti/Mzcheta-Mtianeti;70:RL:Racha-Lechkhumi and Kvemo Svaneti/Ratscha-Letschchumi und Niederswanetien;71:SZ:Samegrelo-Zemo Svaneti
;72:SJ:Samtskhe-Javakheti/Samzche-Dschawachetien;73:SK:Shida Kartli/Innerkartlien'),
    ('GGY', '6417214::Torteval;6417215::Saint Saviour;6417224::St Martin;6417226::Saint Andrew;6417228::St Peter Port;6417229::Castel;6417233::St Sampson;8989934::Alderney'),
    ('GHA', '01::Greater Accra;02::Ashanti;04::Central;05::Eastern;06::Northern;08::Volta;09::Western;10::Upper East;11::Upper West;12::Ahafo;13::Bono;14::Bono East;15::North East;16::Oti;17::Savannah;18::Western North'),
    ('GIN', '04::Conakry;B::Boké;D::Kindia;F::Faranah;K::Kankan;L::Labé;M::Mamou;N::Nzérékoré'),
    ('GLP', 'GP::Guadeloupe'),
    ('GMB', '01::Banjul;02::Lower River;03::Central River;04::Upper River;05::Western;07::North Bank'),
    ('GNB', '01::Bafatá;02::Quinara;04::Oio;05::Bolama;06::Cacheu;07::Tombali;10::Gabú;11::Bissau;12::Biombo'),
    ('GNQ', '03::Annobon;04::Bioko Norte;05::Bioko Sur;06::Centro Sur;07::Kié-Ntem;08::Litoral;09::Wele-Nzas;10::Djibloho'),
    ('GRC', '736572:69:Mount Athos/Agion Oros/Athos/Berg Athos/Mont Athos;ESYE11:A:Eastern Macedonia and Thrace/East Macedonia and Thrace/Anatoliki Makedonia kai Thraki/Ostmakedonien und Thrakien/Macédoine-Orientale-et-Thrace
;ESYE12:B:Central Macedonia/Kentriki Makedonia/Zentralmakedonien/Macédoine-Centrale/Macedonia Centrale;ESYE13:C:Western Macedonia/West Macedonia/Dytiki Makedonia/Westmakedonien/Macédoine-Occidentale/Macedonia Occidentale
;ESYE14:E:Thessaly/Thessalia/Thessalien/Thessalie/Tessaglia/Tesalia;ESYE21:D:Epirus/Ipiros/Ipeiros/Épire/Epiro;ESYE22:F:Ionian Islands/Ionia Nisia/Ionische Inseln/Îles Ioniennes/Isole Ionie/Islas Jónicas
;ESYE23:G:Western Greece/West Greece/Dytiki Ellada/Westgriechenland/Grèce-Occidentale/Grecia Occidentale;ESYE24:H:Central Greece/Sterea Ellada/Mittelgriechenland/Grèce-Centrale/Grecia Centrale
;ESYE25:J:Peloponnese/Peloponnisos/Peloponnes/Peloponneso;ESYE31:I:Attica/Attiki/Attika/Attique;ESYE41:K:North Aegean/Voreio Aigaio/Nördliche Ägäis/Égée-Septentrionale/Egeo Settentrionale
;ESYE42:L:South Aegean/Notio Aigaio/Südliche Ägäis/Égée-Méridionale/Egeo Meridionale;ESYE43:M:Crete/Kriti/Kreta/Creta'),
    ('GRD', '01::Saint Andrew;02::Saint David;03::Saint George;04::Saint John;05::Saint Mark;06::Saint Patrick;10::Carriacou and Petite Martinique'),
    ('GRL', '04::Kujalleq;06::Qeqqata;07::Sermersooq;11839534::Qeqertalik;11839537::Avannaata'),
    ('GTM', '01:16:Alta Verapaz;02:15:Baja Verapaz;03:04:Chimaltenango;04:20:Chiquimula;05:02:El Progreso;06:05:Escuintla;07:01:Guatemala;08:13:Huehuetenango;09:18:Izabal;10:21:Jalapa;11:22:Jutiapa;12:17:Petén/El Petén;13:09:Quetzaltenango/Xela
;14:14:Quiché/El Quiché;15:11:Retalhuleu;16:03:Sacatepéquez;17:12:San Marcos;18:06:Santa Rosa;19:07:Sololá;20:10:Suchitepéquez;21:08:Totonicapán;22:19:Zacapa'),
    ('GUF', 'GF::Guyane'),
    ('GUM', 'AH::Agana Heights;AN::Hagatna;AS::Asan;AT::Agat;BA::Barrigada;CP::Chalan Pago-Ordot;DD::Dededo;IN::Inarajan;MA::Mangilao;ME::Merizo;MT::Mongmong-Toto-Maite;PI::Piti;SJ::Sinajana;SR::Santa Rita;TF::Talofofo;TM::Tamuning;UM::Umatac
;YG::Yigo;YN::Yona'),
    ('GUY', '10::Barima-Waini;11::Cuyuni-Mazaruni;12::Demerara-Mahaica;13::East Berbice-Corentyne;14::Essequibo Islands-West Demerara;15::Mahaica-Berbice;16::Pomeroon-Supenaam;17::Potaro-Siparuni;18::Upper Demerara-Berbice
;19::Upper Takutu-Upper Essequibo'),
    ('HND', '01::Atlántida;02::Choluteca;03::Colón;04::Comayagua;05::Copán;06::Cortés;07::El Paraíso;08::Francisco Morazán;09::Gracias a Dios;10::Intibucá;11::Bay Islands;12::La Paz;13::Lempira;14::Ocotepeque;15::Olancho;16::Santa Bárbara
;17::Valle;18::Yoro'),
    ('HRV', '01:07:Bjelovar-Bilogora/Bjelovarsko-bilogorska;02:12:Brod-Posavina/Brodsko-posavska;03:19:Dubrovnik-Neretva/Dubrovačko-neretvanska;04:18:Istria/Istarska/Istra/Istrien/Istrie;05:04:Karlovac/Karlovačka
;06:06:Koprivnica-Križevci/Koprivničko-križevačka;07:02:Krapina-Zagorje/Krapinsko-zagorska;08:09:Lika-Senj/Ličko-senjska;09:20:Međimurje/Međimurska;10:14:Osijek-Baranja/Osječko-baranjska;11:11:Požega-Slavonia/Požeško-slavonska
;12:08:Primorje-Gorski Kotar/Primorsko-goranska;13:15:Šibenik-Knin/Šibensko-kninska;14:03:Sisak-Moslavina/Sisačko-moslavačka;15:17:Split-Dalmatia/Splitsko-dalmatinska;16:05:Varaždin/Varaždinska
;17:10:Virovitica-Podravina/Virovitičko-podravska;18:16:Vukovar-Srijem/Vukovarsko-srijemska/Vukovar-Syrmia;19:13:Zadar/Zadarska;20:01:Zagreb County/Zagrebačka županija;21:21:Zagreb/Grad Zagreb/City of Zagreb/Agram/Zagabria'),
    ('HTI', '03::Nord-Ouest;06::Artibonite;07::Centre;09::Nord;10::Nord-Est;11::Ouest;12::Sud;13::Sud-Est;14::Grand''Anse;15::Nippes'),
    ('HUN', '01:BK:Bács-Kiskun;02:BA:Baranya;03:BE:Békés;04:BZ:Borsod-Abaúj-Zemplén;05:BU:Budapest;06:CS:Csongrád-Csanád/Csongrád;08:FE:Fejér;09:GS:Győr-Moson-Sopron;10:HB:Hajdú-Bihar;11:HE:Heves;12:KE:Komárom-Esztergom;14:NO:Nógrád;16:PE:Pest
;17:SO:Somogy;18:SZ:Szabolcs-Szatmár-Bereg;20:JN:Jász-Nagykun-Szolnok;21:TO:Tolna;22:VA:Vas;23:VE:Veszprém;24:ZA:Zala'),
    ('IDN', '01:AC:Aceh/Atjeh/Nanggroe Aceh Darussalam;02:BA:Bali;03:BE:Bengkulu;04:JK:Jakarta/DKI Jakarta/Yakarta/Giacarta/Djakarta;05:JA:Jambi;07:JT:Central Java/Jawa Tengah/Zentraljava/Java central/Giava Centrale
;08:JI:East Java/Jawa Timur/Ostjava/Java oriental/Giava Orientale;10:YO:Yogyakarta/Jogjakarta/Daerah Istimewa Yogyakarta/Jogja;11:KB:West Kalimantan/Kalimantan Barat/Kalimantan occidental/Kalbar/Westkalimantan
;12:KS:South Kalimantan/Kalimantan Selatan/Südkalimantan/Kalimantan du Sud/Kalimantan Meridionale/Kalsel;13:KT:Central Kalimantan/Kalimantan Tengah/Zentralkalimantan/Kalimantan central/Kalimantan Centrale/Kalteng
;14:KI:East Kalimantan/Kalimantan Timur/Ostkalimantan/Kalimantan oriental/Kaltim;15:LA:Lampung;17:NB:West Nusa Tenggara/Nusa Tenggara Barat/NTB;18:NT:East Nusa Tenggara/Nusa Tenggara Timur/NTT
;21:ST:Central Sulawesi/Sulawesi Tengah/Zentralsulawesi/Sulawesi central/Sulawesi Centrale/Sulteng;22:SG:Southeast Sulawesi/Sulawesi Tenggara/Südostsulawesi/Sulawesi du Sud-Est/Sultra
;24:SB:West Sumatra/Sumatera Barat/Sumatra occidental/Sumbar/Westsumatra;26:SU:North Sumatra/Sumatera Utara/Nordsumatra/Sumatra du Nord/Sumatra Settentrionale/Sumut;28:MA:Maluku/Moluccas/Molukken/Moluques/Molucche/Molucas
;29:MU:North Maluku/Maluku Utara/Nordmolukken/Moluques du Nord;30:JB:West Java/Jawa Barat/Java occidental/Giava Occidentale/Jabar/Westjava;31:SA:North Sulawesi/Sulawesi Utara/Nordsulawesi/Sulawesi du Nord/Sulut
;32:SS:South Sumatra/Sumatera Selatan/Südsumatra/Sumatra du Sud/Sumsel;33:BT:Banten;34:GO:Gorontalo;35:BB:Bangka Belitung/Bangka-Belitung Islands/Kepulauan Bangka Belitung;36:PA:Papua/Papua Province;37:RI:Riau
;38:SN:South Sulawesi/Sulawesi Selatan/Südsulawesi/Sulawesi du Sud/Sulsel;39:PB:West Papua/Papua Barat/Papouasie occidentale/Papúa Occidental/Westpapua;40:KR:Riau Islands/Kepulauan Riau/Kepri/Riau-Inseln/Îles Riau
;41:SR:West Sulawesi/Sulawesi Barat/Sulawesi occidental/Sulbar/Westsulawesi;42:KU:North Kalimantan/Kalimantan Utara/Nordkalimantan/Kalimantan du Nord/Kaltara;PD:PD:Southwest Papua/Papua Barat Daya/Südwestpapua
;PE:PE:Highland Papua/Papua Pegunungan/Hochlandpapua/Papua Highlands;PS:PS:South Papua/Papua Selatan/Südpapua;PT:PT:Central Papua/Papua Tengah/Zentralpapua'),
    ('IMN', '9782164::Andreas;9782165::Arbory;9782166::Ballaugh;9782167::Braddan;9782168::Bride;9782169::Castletown;9782170::Douglas;9782172::Jurby;9782173::Laxey;9782176::Lezayre;9782182::Malew;9782183::Marown;9782184::Maughold
;9782185::Michael;9782186::Onchan;9782187::Patrick;9782188::Peel;9782189::Port Erin;9782190::Port St Mary;9782191::Ramsey;9782193::Santon'),
    ('IND', '01:AN:Andaman and Nicobar Islands/Andaman and Nicobar/Andamanen und Nikobaren/Îles Andaman-et-Nicobar/Andamane e Nicobare/Islas Andamán y Nicobar;02:AP:Andhra Pradesh/Andhra;03:AS:Assam/Asom;05:CH:Chandigarh
;07:DL:Delhi/NCT/New Delhi/Dehli/Dilli;09:GJ:Gujarat/Gudscharat/Goujerat;10:HR:Haryana;11:HP:Himachal Pradesh/Himachal
;12:JK:Jammu and Kashmir/Jammu & Kashmir/Jammu und Kaschmir/Jammu-et-Cachemire/Jammu e Kashmir/Jammu y Cachemira/Kashmir/Kaschmir/Cachemire;13:KL:Kerala/Keralam
;14:LD:Lakshadweep/Laccadive Islands/Laccadives/Lakkadiven/Laquedives/Laccadive;16:MH:Maharashtra;17:MN:Manipur;18:ML:Meghalaya;19:KA:Karnataka/Mysore State;20:NL:Nagaland;21:OD:Odisha/Orissa;22:PY:Puducherry/Pondicherry/Pondichéry
;23:PB:Punjab/Pandschab/Pendjab;24:RJ:Rajasthan/Rajputana;25:TN:Tamil Nadu;26:TR:Tripura;28:WB:West Bengal/Paschim Banga/Westbengalen/Bengale-Occidental/Bengala Occidentale/Bengala Occidental;29:SK:Sikkim
;30:AR:Arunachal Pradesh/Arunachal;31:MZ:Mizoram;33:GA:Goa;34:BR:Bihar;35:MP:Madhya Pradesh;36:UP:Uttar Pradesh;37:CG:Chhattisgarh;38:JH:Jharkhand;39:UK:Uttarakhand/Uttaranchal;40:TS:Telangana;41:LA:Ladakh
;52:DH:Dadra and Nagar Haveli and Daman and Diu/DNHDD'),
    ('IRL', 'C:C:Connacht/Connaught;C.10:G:County Galway/Galway/Gaillimh/Co Galway;C.14:LM:County Leitrim/Leitrim/Liatroim/Co Leitrim;C.20:MO:County Mayo/Maigh Eo/Co Mayo;C.24:RN:County Roscommon/Roscommon/Ros Comáin/Co Roscommon
;C.25:SO:County Sligo/Sligo/Sligeach/Co Sligo;L:L:Leinster/Laighin;L.01:CW:County Carlow/Carlow/Ceatharlach/Co Carlow;L.12:KE:County Kildare/Kildare/Cill Dara/Co Kildare;L.13:KK:County Kilkenny/Kilkenny/Cill Chainnigh/Co Kilkenny
;L.15:LS:County Laois/Laois/Co Laois;L.18:LD:County Longford/Longford/An Longfort/Co Longford;L.19:LH:County Louth/Louth/Contae Lú/Co Louth;L.21:MH:County Meath/Meath/An Mhí/Co Meath
;L.23:OY:County Offaly/Offaly/Uíbh Fhailí/Co Offaly;L.29:WH:County Westmeath/Westmeath/An Iarmhí/Co Westmeath;L.30:WX:County Wexford/Wexford/Loch Garman/Co Wexford;L.31:WW:County Wicklow/Wicklow/Cill Mhantáin/Co Wicklow
;L.33:D:County Dublin/Dublin/Baile Átha Cliath/Co Dublin/Dublino;L.34:D:County Dublin/Dublin/Baile Átha Cliath/Co Dublin;L.35:D:County Dublin/Dublin/Baile Átha Cliath/Co Dublin
;L.39:D:County Dublin/Dublin/Baile Átha Cliath/Co Dublin;M:M:Munster/An Mhumhain;M.03:CE:County Clare/Clare/An Clár/Co Clare;M.04:CO:County Cork/Corcaigh/Co Cork;M.11:KY:County Kerry/Kerry/Ciarraí/Co Kerry
;M.26:TA:County Tipperary/Tipperary/Tiobraid Árann/Co Tipperary;M.42:LK:County Limerick/Limerick/Luimneach/Co Limerick;M.44:WD:County Waterford/Waterford/Port Láirge/Co Waterford;U:U:Ulster/Ulaidh/Cúige Uladh
;U.02:CN:County Cavan/Cavan/An Cabhán/Co Cavan;U.06:DL:County Donegal/Donegal/Dún na nGall/Co Donegal;U.22:MN:County Monaghan/Monaghan/Muineachán/Co Monaghan'),
    ('IRN', '01::West Azerbaijan;03::Chaharmahal and Bakhtiari;04::Sistan and Baluchestan;05::Kohgiluyeh and Boyer-Ahmad;07::Fars;08::Gilan;09::Hamadan;10::Ilam;11::Hormozgan;13::Kermanshah;15::Khuzestan;16::Kurdistan;22::Bushehr;23::Lorestan
;25::Semnan;26::Tehran;28::Isfahan;29::Kerman;32::Ardabil;33::East Azerbaijan;34::Markazi;35::Māzandarān;36::Zanjan;37::Golestan;38::Qazvin;39::Qom;40::Yazd;41::South Khorasan;42::Razavi Khorasan;43::North Khorasan;44::Alborz'),
    ('IRQ', '01::Anbar;02::Basra;03::Muthanna;04::Al-Qadisiyah;05::Sulaymaniyah;06::Babil;07::Baghdad;08::Duhok;09::Dhi Qar;10::Diyala;11::Erbil;12::Karbala;13::Kirkuk;14::Maysan;15::Nineveh;16::Wasit;17::Najaf;18::Salah ad Din'),
    ('ISL', '38:7:East Iceland/Austurland/Eastern Region;39:1:Capital Region/Höfuðborgarsvæðið/Höfuðborgarsvæði/Greater Reykjavík;40:6:Northeast Iceland/Norðurland eystra/Northeastern Region
;41:5:Northwest Iceland/Norðurland vestra/Northwestern Region;42:8:South Iceland/Suðurland/Southern Region/Südisland;43:2:Southern Peninsula/Suðurnes/Reykjanes;44:4:Westfjords/Vestfirðir/Westfjorde
;45:3:West Iceland/Vesturland/Western Region'),
    ('ISR', '01:D:Southern District/HaDarom/Südbezirk/District sud/Distretto Meridionale/Distrito Sur;02:M:Central District/HaMerkaz/Zentralbezirk/District centre/Distretto Centrale/Distrito Central
;03:Z:Northern District/HaTzafon/Nordbezirk/District nord/Distretto Settentrionale/Distrito Norte;04:HA:Haifa/Hefa;05:TA:Tel Aviv/Tel Aviv-Yafo/Gush Dan;06:JM:Jerusalem/Yerushalayim/Gerusalemme/Jerusalén
;WE::Judea and Samaria/Yehuda VeShomron/Judäa und Samaria/Judée-Samarie/Giudea e Samaria/Judea y Samaria/West Bank/Westjordanland/Cisjordanie/Cisgiordania/Cisjordania'),
    ('ITA', '01:65:Abruzzo/Abruzzi/Abruzzen/Abruzzes/Abruzos;01.AQ:AQ:L''Aquila;01.CH:CH:Chieti;01.PE:PE:Pescara;01.TE:TE:Teramo;02:77:Basilicata/Basilicate/Lucania/Basilikata;02.MT:MT:Matera;02.PZ:PZ:Potenza;03:78:Calabria/Kalabrien/Calabre
;03.CS:CS:Cosenza;03.CZ:CZ:Catanzaro;03.KR:KR:Crotone;03.RC:RC:Reggio Calabria/Reggio di Calabria;03.VV:VV:Vibo Valentia;04:72:Campania/Kampanien/Campanie;04.AV:AV:Avellino/Irpinia;04.BN:BN:Benevento/Sannio;04.CE:CE:Caserta
;04.NA:NA:Naples/Napoli/Neapel/Nápoles;04.SA:SA:Salerno/Salerne;05:45:Emilia-Romagna/Émilie-Romagne/Emilia-Romaña;05.BO:BO:Bologna/Bologne/Bolonia;05.FC:FC:Forlì-Cesena;05.FE:FE:Ferrara/Ferrare;05.MO:MO:Modena/Modène
;05.PC:PC:Piacenza;05.PR:PR:Parma/Parme;05.RA:RA:Ravenna/Ravenne;05.RE:RE:Reggio Emilia/Reggio nell''Emilia;05.RN:RN:Rimini;06:36:Friuli Venezia Giulia/FVG/Friaul-Julisch Venetien/Frioul-Vénétie Julienne
;06.GO:GO:Gorizia/Görz/Gorica;06.PN:PN:Pordenone;06.TS:TS:Trieste/Triest/Trst;06.UD:UD:Udine/Videm;07:62:Lazio/Latium/Lacio;07.FR:FR:Frosinone/Ciociaria;07.LT:LT:Latina;07.RI:RI:Rieti;07.RM:RM:Rome/Roma;07.VT:VT:Viterbo/Tuscia
;08:42:Liguria/Ligurien/Ligurie;08.GE:GE:Genoa/Genova/Gênes/Genua;08.IM:IM:Imperia;08.SP:SP:La Spezia;08.SV:SV:Savona;09:25:Lombardy/Lombardia/Lombardei/Lombardie;09.BG:BG:Bergamo/Bergame;09.BS:BS:Brescia;09.CO:CO:Como
;09.CR:CR:Cremona/Crémone;09.LC:LC:Lecco;09.LO:LO:Lodi;09.MB:MB:Monza and Brianza/Monza e Brianza/Monza e della Brianza/Monza-Brianza/Monza;09.MI:MI:Milan/Milano/Mailand;09.MN:MN:Mantua/Mantova/Mantoue;09.PV:PV:Pavia
;09.SO:SO:Sondrio/Valtellina/Veltlin;09.VA:VA:Varese/Varesotto;10:57:Marche/The Marches/Le Marche;10.AN:AN:Ancona;10.AP:AP:Ascoli Piceno;10.FM:FM:Fermo;10.MC:MC:Macerata;10.PU:PU:Pesaro and Urbino/Pesaro e Urbino/Pesaro-Urbino
;11:67:Molise;11.CB:CB:Campobasso;11.IS:IS:Isernia;12:21:Piedmont/Piemonte/Piemont/Piamonte;12.AL:AL:Alessandria;12.AT:AT:Asti;12.BI:BI:Biella;12.CN:CN:Cuneo;12.NO:NO:Novara;12.TO:TO:Turin/Torino;12.VB:VB:Verbano-Cusio-Ossola/VCO
;12.VC:VC:Vercelli;13:75:Apulia/Puglia/Apulien/Pouilles/Pouille;13.BA:BA:Bari;13.BR:BR:Brindisi;13.BT:BT:Barletta-Andria-Trani;13.FG:FG:Foggia;13.LE:LE:Lecce/Salento;13.TA:TA:Taranto/Tarent/Tarente
;14:88:Sardinia/Sardegna/Sardinien/Sardaigne/Cerdeña/Sardigna;14.CA:CA:Cagliari/Casteddu;14.NU:NU:Nuoro/Nùgoro;14.OR:OR:Oristano/Aristanis;14.SS:SS:Sassari/Tàtari;14.SU:SU:South Sardinia/Sud Sardegna/Südsardinien/Sardaigne du Sud
;15:82:Sicily/Sicilia/Sizilien/Sicile;15.AG:AG:Agrigento/Girgenti/Agrigent/Agrigente;15.CL:CL:Caltanissetta;15.CT:CT:Catania/Catane;15.EN:EN:Enna;15.ME:ME:Messina/Messine;15.PA:PA:Palermo/Palerme;15.RG:RG:Ragusa
;15.SR:SR:Syracuse/Siracusa/Syrakus;15.TP:TP:Trapani;16:52:Tuscany/Toscana/Toskana/Toscane;16.AR:AR:Arezzo;16.FI:FI:Florence/Firenze/Florenz/Florencia;16.GR:GR:Grosseto;16.LI:LI:Livorno/Leghorn/Livourne;16.LU:LU:Lucca/Lucques
;16.MS:MS:Massa-Carrara/Massa e Carrara;16.PI:PI:Pisa;16.PO:PO:Prato;16.PT:PT:Pistoia;16.SI:SI:Siena/Sienne;17:32:Trentino-Alto Adige/Trentino-South Tyrol/Trentino-Südtirol/Trentin-Haut-Adige
;17.BZ:BZ:South Tyrol/Südtirol/Alto Adige/Bolzano/Bozen/Tyrol du Sud/Tirol del Sur;17.TN:TN:Trentino/Trento/Trient;18:55:Umbria/Umbrien/Ombrie;18.PG:PG:Perugia/Pérouse;18.TR:TR:Terni
;19:23:Aosta Valley/Valle d''Aosta/Vallée d''Aoste/Val d''Aosta/Val d''Aoste/Aostatal/Valle de Aosta;20:34:Veneto/Venetien/Vénétie;20.BL:BL:Belluno;20.PD:PD:Padua/Padova/Padoue;20.RO:RO:Rovigo/Polesine;20.TV:TV:Treviso/Trévise
;20.VE:VE:Venice/Venezia/Venedig/Venise/Venecia;20.VI:VI:Vicenza/Vicence;20.VR:VR:Verona/Vérone'),
    ('JAM', '01::Clarendon;02::Hanover;04::Manchester;07::Portland;08::Saint Andrew;09::Saint Ann;10::Saint Catherine;11::St. Elizabeth;12::Saint James;13::Saint Mary;14::Saint Thomas;15::Trelawny;16::Westmoreland;17::Kingston'),
    ('JEY', '3237072::St Clement;3237497::St John;3237864::St Helier'),
    ('JOR', '02:BA:Balqa/Al Balqa;09:KA:Karak/Al Karak/Kerak;12:AT:Tafilah/At Tafilah/Tafileh;15:MA:Mafraq/Al Mafraq;16:AM:Amman;17:AZ:Zarqa/Az Zarqa;18:IR:Irbid;19:MN:Ma''an;20:AJ:Ajloun/Ajlun;21:AQ:Aqaba/Al Aqabah/Akaba
;22:JA:Jerash/Jarash/Gerasa;23:MD:Madaba'),
    ('JPN', '01:23:Aichi;02:05:Akita;03:02:Aomori;04:12:Chiba;05:38:Ehime/Iyo;06:18:Fukui;07:40:Fukuoka;08:07:Fukushima;09:21:Gifu;10:10:Gunma/Gumma;11:34:Hiroshima;12:01:Hokkaido/Yezo;13:28:Hyogo;14:08:Ibaraki;15:17:Ishikawa;16:03:Iwate
;17:37:Kagawa/Sanuki;18:46:Kagoshima;19:14:Kanagawa;20:39:Kochi/Tosa;21:43:Kumamoto;22:26:Kyoto/Kyoto Prefecture/Kyoto-fu/Kioto;23:24:Mie;24:04:Miyagi;25:45:Miyazaki/Hyuga;26:20:Nagano/Shinshu;27:42:Nagasaki;28:29:Nara
;29:15:Niigata/Echigo;30:44:Oita;31:33:Okayama;32:27:Osaka/Osaka Prefecture/Osaka-fu;33:41:Saga;34:11:Saitama;35:25:Shiga;36:32:Shimane;37:22:Shizuoka;38:09:Tochigi;39:36:Tokushima;40:13:Tokyo/Tokyo Metropolis/Tokyo-to/Tokio
;41:31:Tottori;42:16:Toyama;43:30:Wakayama;44:06:Yamagata;45:35:Yamaguchi;46:19:Yamanashi/Koshu;47:47:Okinawa'),
    ('KAZ', '01:19:Almaty Region/Almaty Oblast/Almaty Oblysy/Almatinskaya Oblast/Gebiet Almaty;02:75:Almaty/Alma-Ata;03:11:Akmola/Aqmola/Akmolinsk;04:15:Aktobe/Aqtobe/Aktyubinsk;05:71:Astana/Nur-Sultan;06:23:Atyrau
;07:27:West Kazakhstan/Batys Qazaqstan/Westkasachstan/Kazakhstan-Occidental/Kazakistan Occidentale/Kazajistán Occidental;08::Baikonur/Bayqongyr/Baikonyr/Baïkonour;09:47:Mangystau/Mangghystau/Mangistau/Mangyshlak
;10:61:Turkistan/Turkestan/South Kazakhstan/Südkasachstan;11:55:Pavlodar/Pawlodar;12:35:Karaganda/Karagandy/Qaraghandy;12510143:10:Abai/Abay;12510144:33:Zhetysu/Jetisu/Zhetisu/Semirechye;12510145:62:Ulytau
;13:39:Kostanay/Qostanay/Kustanai;14:43:Kyzylorda/Qyzylorda/Kzyl-Orda;15:63:East Kazakhstan/Shyghys Qazaqstan/Ostkasachstan/Kazakhstan-Oriental/Kazakistan Orientale/Kazajistán Oriental;1537272:79:Shymkent/Chimkent
;16:59:North Kazakhstan/Soltustik Qazaqstan/Nordkasachstan/Kazakhstan-Septentrional/Kazakistan Settentrionale/Kazajistán Septentrional;17:31:Zhambyl/Jambyl/Dzhambul'),
    ('KEN', '05:30:Nairobi/Nairobi City;10:01:Baringo;11:02:Bomet;12:03:Bungoma;13:04:Busia;14:05:Elgeyo-Marakwet/Keiyo-Marakwet;15:06:Embu;16:07:Garissa;17:08:Homa Bay;18:09:Isiolo;19:10:Kajiado;20:11:Kakamega;21:12:Kericho;22:13:Kiambu
;23:14:Kilifi;24:15:Kirinyaga;25:16:Kisii;26:17:Kisumu;27:18:Kitui;28:19:Kwale;29:20:Laikipia;30:21:Lamu;31:22:Machakos;32:23:Makueni;33:24:Mandera;34:25:Marsabit;35:26:Meru;36:27:Migori;37:28:Mombasa;38:29:Murang''a;39:31:Nakuru
;40:32:Nandi;41:33:Narok;42:34:Nyamira;43:35:Nyandarua;44:36:Nyeri;45:37:Samburu;46:38:Siaya;47:39:Taita-Taveta;48:40:Tana River;49:41:Tharaka-Nithi;50:42:Trans-Nzoia;51:43:Turkana;52:44:Uasin Gishu;53:45:Vihiga;54:46:Wajir
;55:47:West Pokot'),
    ('KGZ', '01::Bishkek;02::Chuy;03::Jalal-Abad;04::Naryn;06::Talas;07::Issyk-Kul;08::Osh;09::Batken'),
    ('KHM', '02::Kampong Cham;03::Kampong Chhnang;04::Kampong Speu;05::Kampong Thom;07::Kandal;08::Koh Kong;09::Kratie;10::Mondolkiri;12::Pursat;13::Preah Vihear;14::Prey Veng;17::Stung Treng;18::Svay Rieng;19::Takeo;21::Kampot;22::Phnom Penh
;23::Ratanakiri;24::Siem Reap;25::Banteay Meanchey;26::Kep;27::Ŏtâr Méanchey;28::Preah Sihanouk;29::Battambang;30::Pailin;31::Tboung Khmum'),
    ('KIR', '01::Gilbert Islands;02::Line Islands'),
    ('KNA', '01::Christ Church Nichola Town;02::Saint Anne Sandy Point;03::Saint George Basseterre;04::Saint George Gingerland;05::Saint James Windwa;06::Saint John Capesterre;07::Saint John Figtree;08::Saint Mary Cayon
;09::Saint Paul Capesterre;10::Saint Paul Charlestown;11::Saint Peter Basseterre;12::Saint Thomas Lowland;13::Middle Island;15::Trinity Palmetto Point'),
    ('KOR', '01:49:Jeju/Jeju-do/Cheju/Cheju-do;03:45:North Jeolla/Jeollabuk-do/Jeonbuk/Chollabuk-do/Nord-Jeolla/Jeolla du Nord/Jeolla Settentrionale/Jeolla del Norte
;05:43:North Chungcheong/Chungcheongbuk-do/Chungbuk/Nord-Chungcheong/Chungcheong du Nord/Chungcheong Settentrionale/Chungcheong del Norte;06:42:Gangwon/Gangwon-do/Kangwon/Kangwon-do;10:26:Busan/Pusan;11:11:Seoul/Seúl
;12:28:Incheon/Inchon;13:41:Gyeonggi/Gyeonggi-do/Kyonggi/Kyonggi-do;14:47:North Gyeongsang/Gyeongsangbuk-do/Gyeongbuk/Kyongsangbuk-do/Nord-Gyeongsang/Gyeongsang du Nord/Gyeongsang Settentrionale/Gyeongsang del Norte
;15:27:Daegu/Taegu;16:46:South Jeolla/Jeollanam-do/Jeonnam/Chollanam-do/Süd-Jeolla/Jeolla du Sud/Jeolla Meridionale/Jeolla del Sur
;17:44:South Chungcheong/Chungcheongnam-do/Chungnam/Süd-Chungcheong/Chungcheong du Sud/Chungcheong Meridionale/Chungcheong del Sur;18:29:Gwangju/Kwangju;19:30:Daejeon/Taejon
;20:48:South Gyeongsang/Gyeongsangnam-do/Gyeongnam/Kyongsangnam-do/Süd-Gyeongsang/Gyeongsang du Sud/Gyeongsang Meridionale/Gyeongsang del Sur;21:31:Ulsan;22:50:Sejong'),
    ('KWT', '02::Al Asimah;04::Al Aḩmadī;05::Al Jahra;07::Al Farwaniyah;08::Hawalli;09::Mubārak al Kabīr'),
    ('LAO', '01::Attapu;02::Champasak;03::Houaphan;07::Oudômxai;13::Xiagnabouli;14::Xiangkhoang;15::Khammouane;16::Loungnamtha;17::Luang Prabang;18::Phôngsali;19::Salavan;20::Savannakhet;22::Bokeo;23::Bolikhamsai;24::Vientiane;26::Xékong
;27::Vientiane'),
    ('LBN', '04::Beirut;05::Mount Lebanon;06::South;07::Nabatieh;08::Bekaa;09::North Lebanon;10::Akkar;11::Baalbek-Hermel'),
    ('LBR', '01::Bong;09::Nimba;10::Sinoe;11::Grand Bassa;12::Grand Cape Mount;13::Maryland;14::Montserrado;15::Bomi;16::Grand Kru;17::Margibi;18::River Cess;19::Grand Gedeh;20::Lofa;21::Gbarpolu;22::River Gee'),
    ('LBY', '63::Al Jabal al Akhdar;64::Al Jufrah;65::Al Kufrah;66::Al Marj;67::An Nuqat al Khams;68::Az Zawiyah;69::Banghazi;70::Darnah;71::Ghat;72::Misratah;73::Murzuq;74::Nalut;75::Sabha;76::Surt;77::Tripoli;78::Wadi ash Shati''
;79::Al Butnan;80::Jabal al Gharbi;81::Al Jafarah;82::Al Marqab;83::Al Wahat;84::Wadi al Hayat'),
    ('LCA', '01::Anse-la-Raye;03::Castries;04::Choiseul;05::Dennery;06::Gros-Islet;07::Laborie;08::Micoud;09::Soufrière;10::Vieux-Fort'),
    ('LIE', '01::Balzers;02::Eschen;03::Gamprin;04::Mauren;05::Planken;06::Ruggell;07::Schaan;08::Schellenberg;09::Triesen;10::Triesenberg;11::Vaduz'),
    ('LKA', '29::Central;30::North Central;32::North Western;33::Sabaragamuwa;34::Southern;35::Uva;36::Western;37::Eastern;38::Northern'),
    ('LSO', '10::Berea;11::Butha-Buthe;12::Leribe;13::Mafeteng;14::Maseru;15::Mohale''s Hoek;16::Mokhotlong;17::Qacha''s Nek;18::Quthing;19::Thaba-Tseka'),
    ('LTU', '56::Alytus;57::Kaunas;58::Klaipėda;59::Marijampolė;60::Panevėžys;61::Siauliai;62::Tauragė;63::Telsiai;64::Utena;65::Vilnius'),
    ('LUX', 'CA:CA:Capellen/Kapellen;CL:CL:Clervaux/Clerf/Klierf;DI:DI:Diekirch/Dikrech;EC:EC:Echternach/Iechternach;ES:ES:Esch-sur-Alzette/Esch-Uelzecht/Esch an der Alzette;GR:GR:Grevenmacher/Gréivemaacher
;LU:LU:Luxembourg/Lëtzebuerg/Luxemburg/Lussemburgo/Luxemburgo;ME:ME:Mersch/Miersch;RD:RD:Redange/Réiden/Redingen;RM:RM:Remich/Réimech;VD:VD:Vianden/Veianen;WI:WI:Wiltz/Wolz'),
    ('MAR', '01:01:Tanger-Tetouan-Al Hoceima/Tangier-Tetouan-Al Hoceima/Tanger-Tétouan/Tangier-Tetouan;02:02:Oriental/L''Oriental/Ech Charqui/Eastern Morocco;03:03:Fès-Meknès/Fez-Meknes/Fez-Mequinez;04:04:Rabat-Salé-Kénitra
;05:05:Béni Mellal-Khénifra;06:06:Casablanca-Settat/Dar el Beida-Settat;07:07:Marrakech-Safi/Marrakesh-Safi/Marrakesch-Safi/Marrakech-Tensift-Al Haouz;08:08:Drâa-Tafilalet;09:09:Souss-Massa/Sus-Masa;10:10:Guelmim-Oued Noun
;11:11:Laâyoune-Sakia El Hamra/El Aaiún-Saguía el Hamra/Saguia el-Hamra;12:12:Dakhla-Oued Ed-Dahab/Oued Ed-Dahab/Río de Oro'),
    ('MCO', '00::Monaco'),
    ('MDA', '51::Gagauzia;57::Chișinău;58::Transnistria;59::Anenii Noi;60::Bălţi;61::Basarabeasca;62::Bender;63::Briceni;64::Cahul;65::Cantemir;66::Călăraşi;67::Căuşeni;68::Cimişlia;69::Criuleni;70::Donduşeni;71::Drochia;72::Dubăsari
;73::Raionul Edineţ;74::Fălești;75::Floreşti;76::Glodeni;77::Hînceşti;78::Ialoveni;79::Leova;80::Nisporeni;81::Raionul Ocniţa;82::Orhei;83::Rezina;84::Rîşcani;85::Sîngerei;86::Şoldăneşti;87::Soroca;88::Stefan-Voda;89::Strășeni
;90::Taraclia;91::Teleneşti;92::Ungheni'),
    ('MDG', '11::Analamanga;12::Vakinankaratra;13::Itasy;14::Bongolava;21::Upper Matsiatra;22::Amoron''i Mania;24::Ihorombe;25::Atsimo-Atsinanana;26::Fitovinany;27::Vatovavy;31::Atsinanana;32::Analanjirofo;33::Alaotra Mangoro;41::Boeny
;42::Sofia;43::Betsiboka;44::Melaky;51::Atsimo-Andrefana;52::Androy;53::Anosy;54::Menabe;71::Diana;72::Sava'),
    ('MDV', '01::Seenu;05::Laamu;10346475::Southern Ari Atoll;31::Baa Atholhu;32::Dhaalu Atholhu;33::Faafu Atholhu;34::Gaafu Alif Atoll;35::Gaafu Dhaalu Atoll;36::Haa Alifu Atholhu;37::Haa Dhaalu Atholhu;38::Kaafu Atoll;39::Faadhippolhu Atoll
;41::Meemu Atholhu;42::Gnyaviyani Atoll;43::Noonu Atoll;44::Raa Atoll;45::Shaviyani Atholhu;46::Thaa Atholhu;47::Vaavu Atholhu'),
    ('MEX', '01:AGU:Aguascalientes;02:BCN:Baja California/Baja California Norte/Niederkalifornien/Basse-Californie/Bassa California;03:BCS:Baja California Sur/Süd-Niederkalifornien/Basse-Californie du Sud/Bassa California del Sud
;04:CAM:Campeche;05:CHP:Chiapas;06:CHH:Chihuahua;07:COA:Coahuila/Coahuila de Zaragoza;08:COL:Colima;09:CMX:Mexico City/Ciudad de México/CDMX/Distrito Federal/México DF/Mexiko-Stadt/Mexico-Ville/Città del Messico;10:DUR:Durango
;11:GUA:Guanajuato;12:GRO:Guerrero;13:HID:Hidalgo;14:JAL:Jalisco;15:MEX:State of Mexico/Estado de México/Edomex/Mexico State/Bundesstaat Mexiko/État de Mexico/Stato del Messico;16:MIC:Michoacán/Michoacán de Ocampo;17:MOR:Morelos
;18:NAY:Nayarit;19:NLE:Nuevo León;20:OAX:Oaxaca;21:PUE:Puebla;22:QUE:Querétaro;23:ROO:Quintana Roo;24:SLP:San Luis Potosí;25:SIN:Sinaloa;26:SON:Sonora;27:TAB:Tabasco;28:TAM:Tamaulipas;29:TLA:Tlaxcala
;30:VER:Veracruz/Veracruz de Ignacio de la Llave;31:YUC:Yucatán;32:ZAC:Zacatecas'),
    ('MHL', '010::Ailinglaplap Atoll;030::Ailuk Atoll;040::Arno Atoll;050::Aur Atoll;080::Ebon Atoll;090::Enewetak Atoll;110::Jabat Island;120::Jaluit Atoll;140::Kili Island;150::Kwajalein Atoll;160::Lae Atoll;170::Lib Island;180::Likiep Atoll
;190::Majuro Atoll;300::Maloelap Atoll;310::Mejit Island;320::Mili Atoll;330::Namdrik Atoll;340::Namu Atoll;350::Rongelap Atoll;390::Ujae Atoll;410::Utrik Atoll;420::Wotho Atoll;430::Wotje Atoll'),
    ('MLI', '01::Bamako;03::Kayes;04::Mopti;05::Ségou;06::Sikasso;07::Koulikoro;08::Tombouctou;09::Gao;10::Kidal;12070575::Taoudénit;12070577::Ménaka'),
    ('MMR', '01::Rakhine;02::Chin;03::Ayeyarwady;04::Kachin;05::Kayin;06::Kayah;08::Mandalay;10::Sagaing;11::Shan;12::Tanintharyi;13::Mon;15::Magway;16::Bago;17::Yangon;18::Nay Pyi Taw'),
    ('MNE', '01:01:Andrijevica;02:02:Bar;03:03:Berane;04:04:Bijelo Polje;05:05:Budva;06:06:Cetinje/Cettigne;07:07:Danilovgrad;08:08:Herceg Novi/Castelnuovo di Cattaro;09:09:Kolašin;10:10:Kotor/Cattaro;11:11:Mojkovac;12:12:Nikšić;13:13:Plav
;14:14:Pljevlja;15:15:Plužine;16:16:Podgorica;17:17:Rožaje;18:18:Šavnik;19:19:Tivat;20:20:Ulcinj/Ulqin/Dulcigno;21:21:Žabljak;22:22:Gusinje;23:23:Petnjica;24:24:Tuzi'),
    ('MNG', '01:073:Arkhangai/Archangai/Arhangay;02:069:Bayankhongor/Bajanchongor/Bayanhongor;03:071:Bayan-Ölgii/Bajan-Ölgii;06:061:Dornod/East Aimag;07:063:Dornogovi/Dornogobi/East Gobi/Ostgobi/Gobi oriental
;08:059:Dundgovi/Dundgobi/Middle Gobi/Mittelgobi;09:057:Zavkhan/Dzavhan/Zavhan;10:065:Govi-Altai/Gobi-Altai;11:039:Khentii/Hentiy/Chentii;12:043:Khovd/Hovd/Chowd/Kobdo;13:041:Khövsgöl/Hövsgöl/Chöwsgöl/Khuvsgul
;14:053:Ömnögovi/Umnugovi/South Gobi/Südgobi/Gobi du Sud;15:055:Övörkhangai/Uvurkhangai/Övörhangay/Öwörchangai;16:049:Selenge/Selenga;17:051:Sükhbaatar/Süchbaatar;18:047:Töv/Tuv/Central Aimag/Central Province;19:046:Uvs/Uws
;20:1:Ulaanbaatar/Ulan Bator/Oulan-Bator;21:067:Bulgan;23:037:Darkhan-Uul/Darchan-Uul/Darkhan;24:064:Govisümber/Gobisümber;25:035:Orkhon/Orchon/Erdenet'),
    ('MNP', '110::Saipan;120::Tinian'),
    ('MOZ', '01::Cabo Delgado;02::Gaza;03::Inhambane;04::Maputo;05::Sofala;06::Nampula;07::Niassa;08::Tete;09::Zambezia;10::Manica;11::Maputo City'),
    ('MRT', '01::Hodh Ech Chargi;02::Hodh El Gharbi;03::Assaba;04::Gorgol;05::Brakna;06::Trarza;07::Adrar;08::Dakhlet Nouadhibou;09::Tagant;10::Guidimaka;11::Tiris Zemmour;12::Inchiri;13::Nouakchott West;14::Nouakchott North
;15::Nouakchott South'),
    ('MSR', '01::Saint Anthony;03::Saint Peter'),
    ('MTQ', 'MQ::Martinique'),
    ('MUS', '12::Black River;13::Flacq;14::Grand Port;15::Moka;16::Pamplemousses;17::Plaines Wilhems;18::Port Louis;19::Rivière du Rempart;20::Savanne;21::Agalega Islands;22::Cargados Carajos;23::Rodrigues'),
    ('MWI', 'C::Central;N::Northern;S::Southern'),
    ('MYS', '01:01:Johor/Johore;02:02:Kedah;03:03:Kelantan;04:04:Melaka/Malacca/Malakka;05:05:Negeri Sembilan;06:06:Pahang;07:08:Perak;08:09:Perlis;09:07:Penang/Pulau Pinang;11:13:Sarawak;12:10:Selangor;13:11:Terengganu/Trengganu
;14:14:Kuala Lumpur;15:15:Labuan;16:12:Sabah/North Borneo;17:16:Putrajaya'),
    ('MYT', '97601::Acoua;97602::Bandraboua;97603::Bandrele;97604::Bouéni;97605::Chiconi;97606::Chirongui;97607::Dembeni;97608::Dzaoudzi;97609::Kani-Kéli;97610::Koungou;97611::Mamoudzou;97612::Mtsamboro;97613::M''Tsangamouji;97614::Ouangani
;97615::Pamandzi;97616::Sada;97617::Tsingoni'),
    ('NAM', '21:KH:Khomas;28:CA:Zambezi/Caprivi/Sambesi;29:ER:Erongo;30:HA:Hardap;31:KA:Karas/Kharas;32:KU:Kunene;33:OW:Ohangwena;35:OH:Omaheke;36:OS:Omusati;37:ON:Oshana;38:OT:Oshikoto;39:OD:Otjozondjupa
;40:KE:Kavango East/Kavango-Ost/Kavango oriental;41:KW:Kavango West/Kavango occidental'),
    ('NCL', '01::North;02::South;03::Loyalty Islands'),
    ('NER', '01::Agadez;02::Diffa;03::Dosso;04::Maradi;06::Tahoua;07::Zinder;08::Niamey;09::Tillabéri'),
    ('NGA', '05::Lagos;11::FCT;16::Ogun;21::Akwa Ibom;22::Cross River;23::Kaduna;24::Katsina;25::Anambra;26::Benue;27::Borno;28::Imo;29::Kano;30::Kwara;31::Niger;32::Oyo;35::Adamawa;36::Delta;37::Edo;39::Jigawa;40::Kebbi;41::Kogi;42::Osun
;43::Taraba;44::Yobe;45::Abia;46::Bauchi;47::Enugu;48::Ondo;49::Plateau;50::Rivers;51::Sokoto;52::Bayelsa;53::Ebonyi;54::Ekiti;55::Gombe;56::Nasarawa;57::Zamfara'),
    ('NIC', '01::Boaco;02::Carazo;03::Chinandega;04::Chontales;05::Estelí;06::Granada;07::Jinotega;08::León;09::Madriz;10::Managua;11::Masaya;12::Matagalpa;13::Nueva Segovia;14::Río San Juan;15::Rivas;17::North Caribbean Coast
;18::South Caribbean Coast'),
    ('NLD', '01:DR:Drenthe;02:FR:Friesland/Fryslân/Frise/Frisia;03:GE:Gelderland/Guelders/Geldern/Gueldre;04:GR:Groningen/Groningue/Groninga;05:LI:Limburg/Limbourg/Limburgo
;06:NB:North Brabant/Noord-Brabant/Nordbrabant/Brabant-Septentrional/Brabante Settentrionale;07:NH:North Holland/Noord-Holland/Nordholland/Hollande-Septentrionale/Olanda Settentrionale;09:UT:Utrecht;10:ZE:Zeeland/Zélande/Zelanda
;11:ZH:South Holland/Zuid-Holland/Südholland/Hollande-Méridionale/Olanda Meridionale;15:OV:Overijssel;16:FL:Flevoland'),
    ('NOR', '08:15:Møre og Romsdal/Møre and Romsdal;09:18:Nordland;12:03:Oslo;14:11:Rogaland;21:50:Trøndelag;30.3001:31:Østfold;30.3002:31:Østfold;30.3003:31:Østfold;30.3004:31:Østfold;30.3005:33:Buskerud;30.3006:33:Buskerud;30.3007:33:Buskerud
;30.3011:31:Østfold;30.3012:31:Østfold;30.3013:31:Østfold;30.3014:31:Østfold;30.3015:31:Østfold;30.3016:31:Østfold;30.3017:31:Østfold;30.3018:31:Østfold;30.3019:32:Akershus;30.3020:32:Akershus;30.3021:32:Akershus
;30.3022:32:Akershus;30.3023:32:Akershus;30.3024:32:Akershus;30.3025:32:Akershus;30.3026:32:Akershus;30.3027:32:Akershus;30.3028:32:Akershus;30.3029:32:Akershus;30.3030:32:Akershus;30.3031:32:Akershus;30.3032:32:Akershus
;30.3033:32:Akershus;30.3034:32:Akershus;30.3035:32:Akershus;30.3036:32:Akershus;30.3037:32:Akershus;30.3038:33:Buskerud;30.3039:33:Buskerud;30.3040:33:Buskerud;30.3041:33:Buskerud;30.3042:33:Buskerud;30.3043:33:Buskerud
;30.3044:33:Buskerud;30.3045:33:Buskerud;30.3046:33:Buskerud;30.3047:33:Buskerud;30.3048:33:Buskerud;30.3049:33:Buskerud;30.3050:33:Buskerud;30.3051:33:Buskerud;30.3052:33:Buskerud;30.3053:32:Akershus;30.3054:32:Akershus
;34:34:Innlandet;38.3801:39:Vestfold;38.3802:39:Vestfold;38.3803:39:Vestfold;38.3804:39:Vestfold;38.3805:39:Vestfold;38.3806:40:Telemark;38.3807:40:Telemark;38.3808:40:Telemark;38.3811:39:Vestfold;38.3812:40:Telemark
;38.3813:40:Telemark;38.3814:40:Telemark;38.3815:40:Telemark;38.3816:40:Telemark;38.3817:40:Telemark;38.3818:40:Telemark;38.3819:40:Telemark;38.3820:40:Telemark;38.3821:40:Telemark;38.3822:40:Telemark;38.3823:40:Telemark
;38.3824:40:Telemark;38.3825:40:Telemark;42:42:Agder;46:46:Vestland;54.5401:55:Troms/Romsa;54.5402:55:Troms/Romsa;54.5403:56:Finnmark/Finnmárku;54.5404:56:Finnmark/Finnmárku;54.5405:56:Finnmark/Finnmárku
;54.5406:56:Finnmark/Finnmárku;54.5411:55:Troms/Romsa;54.5412:55:Troms/Romsa;54.5413:55:Troms/Romsa;54.5414:55:Troms/Romsa;54.5415:55:Troms/Romsa;54.5416:55:Troms/Romsa;54.5417:55:Troms/Romsa;54.5418:55:Troms/Romsa
;54.5419:55:Troms/Romsa;54.5420:55:Troms/Romsa;54.5421:55:Troms/Romsa;54.5422:55:Troms/Romsa;54.5423:55:Troms/Romsa;54.5424:55:Troms/Romsa;54.5425:55:Troms/Romsa;54.5426:55:Troms/Romsa;54.5427:55:Troms/Romsa;54.5428:55:Troms/Romsa
;54.5429:55:Troms/Romsa;54.5430:56:Finnmark/Finnmárku;54.5431:56:Finnmark/Finnmárku;54.5432:56:Finnmark/Finnmárku;54.5433:56:Finnmark/Finnmárku;54.5434:56:Finnmark/Finnmárku;54.5435:56:Finnmark/Finnmárku
;54.5436:56:Finnmark/Finnmárku;54.5437:56:Finnmark/Finnmárku;54.5438:56:Finnmark/Finnmárku;54.5439:56:Finnmark/Finnmárku;54.5440:56:Finnmark/Finnmárku;54.5441:56:Finnmark/Finnmárku;54.5442:56:Finnmark/Finnmárku
;54.5443:56:Finnmark/Finnmárku;54.5444:56:Finnmark/Finnmárku'),
    ('NPL', '1:P1:Koshi/Province No. 1/Kosi;2:P2:Madhesh/Madhes/Province No. 2;3:P3:Bagmati/Province No. 3;4:P4:Gandaki;5:P5:Lumbini;6:P6:Karnali;7:P7:Sudurpashchim/Far-Western Nepal/Sudurpaschim'),
    ('NRU', '01::Aiwo;02::Anabar;04::Anibare;05::Baiti;06::Boe;08::Denigomodu;10::Ijuw;11::Meneng;13::Uaboe;14::Yaren'),
    ('NZL', '10:CIT:Chatham Islands/Chathams/Chathaminseln/Îles Chatham/Isole Chatham/Islas Chatham/Rekohu/Wharekauri;E7:AUK:Auckland/Tamaki Makaurau;E8:BOP:Bay of Plenty/Te Moana-a-Toi;E9:CAN:Canterbury/Waitaha
;F1:GIS:Gisborne/Tairawhiti/Te Tairawhiti;F2:HKB:Hawke''s Bay/Te Matau-a-Maui/Hawkes Bay;F3:MWT:Manawatu-Whanganui/Manawatu-Wanganui;F4:MBH:Marlborough/Te Tauihu-o-te-waka;F5:NSN:Nelson/Whakatu;F6:NTL:Northland/Te Tai Tokerau
;F7:OTA:Otago/Otakou;F8:STL:Southland/Murihiku;F9:TKI:Taranaki;G1:WKO:Waikato;G2:WGN:Wellington/Te Whanganui-a-Tara/Greater Wellington;G3:WTC:West Coast/Te Tai Poutini;TAS:TAS:Tasman/Te Tai-o-Aorere'),
    ('OMN', '01:DA:Ad Dakhiliyah/Dakhiliyah/Dakhiliya;02:BJ:South Batinah/Al Batinah South/Janub al Batinah;03:WU:Al Wusta;04:SJ:South Sharqiyah/Ash Sharqiyah South/Janub ash Sharqiyah;06:MA:Muscat/Masqat/Maskat/Mascate;07:MU:Musandam
;08:ZU:Dhofar/Zufar;09:ZA:Ad Dhahirah/Dhahirah/Az Zahirah;10:BU:Al Buraimi/Buraimi/Al Buraymi;11:BS:North Batinah/Al Batinah North/Shamal al Batinah;12:SS:North Sharqiyah/Ash Sharqiyah North/Shamal ash Sharqiyah'),
    ('PAK', '02::Balochistan;03::Khyber Pakhtunkhwa;04::Punjab;05::Sindh;06::Azad Kashmir;07::Gilgit-Baltistan;08::Islamabad'),
    ('PAN', '01::Bocas del Toro;02::Chiriquí;03::Coclé;04::Colón;05::Darién;06::Herrera;07::Los Santos;08::Panamá;09::Guna Yala;10::Veraguas;11::Embera;12::Ngöbe-Buglé Comarca;13::Panamá Oeste'),
    ('PER', '01:AMA:Amazonas;02:ANC:Ancash;03:APU:Apurímac;04:ARE:Arequipa;05:AYA:Ayacucho;06:CAJ:Cajamarca;07:CAL:Callao/El Callao;08:CUS:Cusco/Cuzco/Qosqo;09:HUV:Huancavelica;10:HUC:Huánuco;11:ICA:Ica;12:JUN:Junín;13:LAL:La Libertad
;14:LAM:Lambayeque;15:LIM:Lima Region/Región Lima/Lima Provincias/Departamento de Lima;16:LOR:Loreto;17:MDD:Madre de Dios;18:MOQ:Moquegua;19:PAS:Pasco;20:PIU:Piura;21:PUN:Puno;22:SAM:San Martín;23:TAC:Tacna;24:TUM:Tumbes
;25:UCA:Ucayali;LMA:LMA:Lima/Lima Metropolitana/Metropolitan Lima/Municipalidad Metropolitana de Lima'),
    ('PHL', '01:01:Ilocos/Ilocos Region;02:02:Cagayan Valley/Lambak ng Cagayan;03:03:Central Luzon/Gitnang Luzon/Zentral-Luzon;05:05:Bicol/Bicol Region/Bikol;06:06:Western Visayas/Kanlurang Visayas;07:07:Central Visayas/Gitnang Visayas
;08:08:Eastern Visayas/Silangang Visayas;09:09:Zamboanga Peninsula/Tangway ng Zamboanga/Western Mindanao;10:10:Northern Mindanao/Hilagang Mindanao;11:11:Davao/Davao Region/Southern Mindanao;12:12:Soccsksargen/Central Mindanao
;13:13:Caraga/Karaga;14:14:Bangsamoro/BARMM/ARMM/Muslim Mindanao/Autonomous Region in Muslim Mindanao;15:15:Cordillera/Cordillera Administrative Region;40:40:Calabarzon/Southern Tagalog;41:41:Mimaropa
;NCR:00:Metro Manila/National Capital Region/NCR/Kalakhang Maynila/Manila'),
    ('PLW', '01::Aimeliik;02::Airai;03::Angaur;04::Hatohobei;05::Kayangel;06::Koror;07::Melekeok;08::Ngaraard;09::Ngarchelong;10::Ngardmau;11::Ngatpang;12::Ngchesar;13::Ngeremlengui;14::Ngiwal;15::Peleliu;16::Sonsorol'),
    ('PNG', '01::Central;02::Gulf;03::Milne Bay;04::Oro;05::Southern Highlands;06::Western;07::Bougainville;08::Chimbu;09::Eastern Highlands;10::East New Britain;11::East Sepik;12::Madang;13::Manus;14::Morobe;15::New Ireland
;16::Western Highlands;17::West New Britain;18::Sandaun;19::Enga;20::National Capital;21::Hela;22::Jiwaka'),
    ('POL', '72:02:Lower Silesia/Dolnośląskie/Dolny Śląsk/Niederschlesien/Basse-Silésie/Bassa Slesia/Baja Silesia;73:04:Kuyavia-Pomerania/Kujawsko-Pomorskie/Kujawien-Pommern/Couïavie-Poméranie/Cuiavia-Pomerania;74:10:Łódź/Łódzkie/Lodsch
;75:06:Lublin/Lubelskie/Lubelszczyzna;76:08:Lubusz/Lubuskie/Lebus/Lubusz Land;77:12:Lesser Poland/Małopolska/Małopolskie/Kleinpolen/Petite-Pologne/Piccola Polonia;78:14:Mazovia/Mazowieckie/Mazowsze/Masovia/Masowien/Mazovie
;79:16:Opole/Opolskie/Oppeln;80:18:Subcarpathia/Podkarpackie/Podkarpacie/Karpatenvorland/Basses-Carpates;81:20:Podlasie/Podlaskie/Podlachia/Podlachien/Podlachie;82:22:Pomerania/Pomorskie/Pomorze/Pommern/Poméranie
;83:24:Silesia/Śląskie/Śląsk/Schlesien/Silésie/Slesia;84:26:Świętokrzyskie/Heiligkreuz;85:28:Warmia-Masuria/Warmińsko-Mazurskie/Ermland-Masuren/Varmie-Mazurie
;86:30:Greater Poland/Wielkopolska/Wielkopolskie/Großpolen/Grande-Pologne/Grande Polonia;87:32:West Pomerania/Zachodniopomorskie/Pomorze Zachodnie/Westpommern/Poméranie-Occidentale'),
    ('PRI', '001::Adjuntas;003::Aguada;005::Aguadilla;007::Aguas Buenas;009::Aibonito;011::Añasco;013::Arecibo;015::Arroyo;017::Barceloneta;019::Barranquitas;021::Bayamón;023::Cabo Rojo;025::Caguas;027::Camuy;029::Canóvanas;031::Carolina
;033::Cataño;035::Cayey;037::Ceiba;039::Ciales;041::Cidra;043::Coamo;045::Comerío;047::Corozal;049::Culebra;051::Dorado;053::Fajardo;054::Florida;055::Guánica;057::Guayama;059::Guayanilla;061::Guaynabo;063::Gurabo;065::Hatillo
;067::Hormigueros;069::Humacao;071::Isabela;073::Jayuya;075::Juana Díaz;077::Juncos;079::Lajas;081::Lares;083::Las Marías;085::Las Piedras;087::Loíza;089::Luquillo;091::Manatí;093::Maricao;095::Maunabo;097::Mayagüez;099::Moca
;101::Morovis;103::Naguabo;105::Naranjito;107::Orocovis;109::Patillas;111::Peñuelas;113::Ponce;115::Quebradillas;117::Rincón;119::Río Grande;121::Sabana Grande;123::Salinas;125::San Germán;127::San Juan;129::San Lorenzo
;131::San Sebastián;133::Santa Isabel;135::Toa Alta;137::Toa Baja;139::Trujillo Alto;141::Utuado;143::Vega Alta;145::Vega Baja;147::Vieques;149::Villalba;151::Yabucoa;153::Yauco'),
    ('PRK', '01::Chagang;03::South Hamgyong;06::South Hwanghae;07::North Hwanghae;09::Kangwŏn-do;11::P''yŏngan-bukto;12::Pyongyang;13::Yanggang-do;15::South Pyongan;17::North Hamgyong;18::Rason'),
    ('PRT', '02:01:Aveiro;03:02:Beja/Baixo Alentejo;04:03:Braga;05:04:Bragança/Braganza/Bragance;06:05:Castelo Branco/Beira Baixa;07:06:Coimbra/Coimbre;08:07:Évora;09:08:Faro/Algarve;10:30:Madeira/Madère;11:09:Guarda;13:10:Leiria
;14:11:Lisbon/Lisboa/Lissabon/Lisbonne/Lisbona;16:12:Portalegre;17:13:Porto/Oporto;18:14:Santarém/Ribatejo;19:15:Setúbal;20:16:Viana do Castelo/Alto Minho;21:17:Vila Real;22:18:Viseu;23:20:Azores/Açores/Azoren/Azzorre'),
    ('PRY', '01::Alto Paraná;02::Amambay;04::Caaguazú;05::Caazapá;06::Central;07::Concepción;08::Cordillera;10::Guairá;11::Itapúa;12::Misiones;13::Ñeembucú;15::Paraguarí;16::Presidente Hayes;17::San Pedro;19::Canindeyú;22::Asuncion
;23::Alto Paraguay;24::Boquerón'),
    ('PSE', 'GZ::Gaza Strip;WE::West Bank'),
    ('PYF', '01::Îles du Vent;02::Leeward Islands;03::Tuamotu-Gambier Islands;04::Marquesas Islands;05::Austral Islands'),
    ('QAT', '01::Baladiyat ad Dawhah;04::Al Khor;06::Baladiyat ar Rayyan;08::Madinat ash Shamal;09::Umm Salal;10::Al Wakrah;13::Al Daayen;14::Al-Shahaniya'),
    ('REU', 'RE::Reunion'),
    ('ROU', '01:AB:Alba;02:AR:Arad;03:AG:Argeș;04:BC:Bacău/Bákó;05:BH:Bihor/Bihar;06:BN:Bistrița-Năsăud/Beszterce-Naszód/Bistritz-Nassod;07:BT:Botoșani;08:BR:Brăila;09:BV:Brașov/Brassó;10:B:Bucharest/București/Bukarest/Bucarest;11:BZ:Buzău
;12:CS:Caraș-Severin/Krassó-Szörény/Karasch-Severin;13:CJ:Cluj/Kolozs/Klausenburg;14:CT:Constanța/Konstanza;15:CV:Covasna/Kovászna;16:DB:Dâmbovița;17:DJ:Dolj;18:GL:Galați;19:GJ:Gorj;20:HR:Harghita/Hargita;21:HD:Hunedoara/Hunyad
;22:IL:Ialomița;23:IS:Iași/Jassy;25:MM:Maramureș/Máramaros/Marmarosch;26:MH:Mehedinți;27:MS:Mureș/Maros;28:NT:Neamț;29:OT:Olt;30:PH:Prahova;31:SJ:Sălaj/Szilágy;32:SM:Satu Mare/Szatmár/Sathmar;33:SB:Sibiu/Szeben/Hermannstadt
;34:SV:Suceava/Sutschawa;35:TR:Teleorman;36:TM:Timiș/Temes/Temesch;37:TL:Tulcea;38:VS:Vaslui;39:VL:Vâlcea;40:VN:Vrancea;41:CL:Călărași;42:GR:Giurgiu;43:IF:Ilfov'),
    ('RUS', '01:AD:Adygea/Adygeya/Adygheya/Adygeja/Adyghée;03:AL:Altai Republic/Republic of Altai/Respublika Altay/Republik Altai/Gorny Altai/République de l''Altaï/Repubblica dell''Altaj
;04:ALT:Altai Krai/Altayskiy Kray/Region Altai/Kraï de l''Altaï/Territorio dell''Altaj;05:AMU:Amur/Amurskaya Oblast;06:ARK:Arkhangelsk/Arkhangelskaya Oblast/Archangelsk/Arkhangelskaya
;07:AST:Astrakhan/Astrakhanskaya Oblast/Astrachan;08:BA:Bashkortostan/Bashkiria/Baschkortostan/Baschkirien/Bachkirie/Bachkortostan/Baschiria/Baskortostan;09:BEL:Belgorod/Belgorodskaya Oblast
;10:BRY:Bryansk/Bryanskaya Oblast/Brjansk/Briansk;11:BU:Buryatia/Buryatiya/Burjatien/Bouriatie/Buriazia/Buriatia;12:CE:Chechnya/Chechen Republic/Tschetschenien/Tchétchénie/Cecenia/Chechenia
;13:CHE:Chelyabinsk/Chelyabinskaya Oblast/Tscheljabinsk/Tcheliabinsk;15:CHU:Chukotka/Chukotskiy/Tschukotka/Tchoukotka/Ciukotka;16:CU:Chuvashia/Chuvash Republic/Chuvashiya/Tschuwaschien/Tchouvachie/Ciuvascia;17:DA:Dagestan/Daghestan
;19:IN:Ingushetia/Ingushetiya/Inguschetien/Ingouchie/Inguscezia/Ingusetia;20:IRK:Irkutsk/Irkutskaya Oblast/Irkoutsk;21:IVA:Ivanovo/Ivanovskaya Oblast/Iwanowo
;22:KB:Kabardino-Balkaria/Kabardino-Balkarskaya/Kabardino-Balkarien/Kabardino-Balkarie/Cabardino-Balcaria;23:KGD:Kaliningrad/Kaliningradskaya Oblast;24:KL:Kalmykia/Kalmykiya/Kalmückien/Kalmoukie/Calmucchia
;25:KLU:Kaluga/Kaluzhskaya Oblast/Kalouga;27:KC:Karachay-Cherkessia/Karachayevo-Cherkesskaya/Karachaevo-Cherkessia/Karatschai-Tscherkessien/Karatchaïévo-Tcherkessie/Karačaj-Circassia;28:KR:Karelia/Kareliya/Karelien/Carélie/Carelia
;29:KEM:Kuzbass/Kemerovo/Kemerovskaya Oblast/Kemerowo;30:KHA:Khabarovsk/Khabarovsk Krai/Khabarovskiy Kray/Chabarowsk;31:KK:Khakassia/Khakasiya/Chakassien/Khakassie/Chakassia
;32:KHM:Khanty-Mansi/Khanty-Mansiysk/Yugra/Ugra/Chanten und Mansen;33:KIR:Kirov/Kirovskaya Oblast/Kirow/Vyatka;34:KO:Komi/Komi Republic;37:KOS:Kostroma/Kostromskaya Oblast;38:KDA:Krasnodar/Krasnodar Krai/Krasnodarskiy Kray/Kuban
;40:KGN:Kurgan/Kurganskaya Oblast/Kourgan;41:KRS:Kursk/Kurskaya Oblast/Koursk;42:LEN:Leningrad/Leningrad Oblast/Leningradskaya Oblast/Lenoblast;43:LIP:Lipetsk/Lipetskaya Oblast/Lipezk;44:MAG:Magadan/Magadanskaya Oblast/Kolyma
;45:ME:Mari El/Mariy-El;46:MO:Mordovia/Mordoviya/Mordwinien/Mordovie;47:MOS:Moscow Oblast/Moscow Region/Moskovskaya Oblast/Oblast Moskau/Oblast de Moscou/Podmoskovye;48:MOW:Moscow/Moskva/Moskau/Moscou/Moscú
;49:MUR:Murmansk/Murmanskaya Oblast/Mourmansk/Kola Peninsula;50:NEN:Nenets/Nenetskiy/Nenzen/Nénétsie;51:NIZ:Nizhny Novgorod/Nizhegorodskaya Oblast/Nischni Nowgorod/Nijni Novgorod/Gorky
;52:NGR:Novgorod/Novgorodskaya Oblast/Nowgorod/Veliky Novgorod;53:NVS:Novosibirsk/Novosibirskaya Oblast/Nowosibirsk/Novossibirsk;54:OMS:Omsk/Omskaya Oblast;55:ORE:Orenburg/Orenburgskaya Oblast/Orenbourg
;56:ORL:Oryol/Orlovskaya Oblast/Orel/Orjol;57:PNZ:Penza/Penzenskaya Oblast;59:PRI:Primorye/Primorsky Krai/Primorskiy Kray/Primorje/Maritime Territory;60:PSK:Pskov/Pskovskaya Oblast/Pskow/Pleskau
;61:ROS:Rostov/Rostovskaya Oblast/Rostow;62:RYA:Ryazan/Ryazanskaya Oblast/Rjasan/Riazan;63:SA:Yakutia/Sakha/Sakha Republic/Jakutien/Iakoutie/Yakoutie/Jacuzia/Yakutiya;64:SAK:Sakhalin/Sakhalinskaya Oblast/Sachalin/Sakhaline
;65:SAM:Samara/Samarskaya Oblast/Kuybyshev;66:SPE:Saint Petersburg/St. Petersburg/Sankt-Peterburg/Sankt Petersburg/Saint-Pétersbourg/San Pietroburgo/San Petersburgo/SPB;67:SAR:Saratov/Saratovskaya Oblast/Saratow
;68:SE:North Ossetia/North Ossetia-Alania/Severnaya Osetiya/Nordossetien/Ossétie-du-Nord/Ossezia Settentrionale/Osetia del Norte/Alania;69:SMO:Smolensk/Smolenskaya Oblast;70:STA:Stavropol/Stavropol Krai/Stavropolskiy Kray/Stawropol
;71:SVE:Sverdlovsk/Sverdlovskaya Oblast/Swerdlowsk;72:TAM:Tambov/Tambovskaya Oblast/Tambow;73:TA:Tatarstan/Tatariya/Tataria;75:TOM:Tomsk/Tomskaya Oblast;76:TUL:Tula/Tulskaya Oblast/Toula;77:TVE:Tver/Tverskaya Oblast/Twer/Kalinin
;78:TYU:Tyumen/Tyumenskaya Oblast/Tjumen/Tioumen;79:TY:Tuva/Tyva/Tuwa/Touva;80:UD:Udmurtia/Udmurtiya/Udmurtien/Oudmourtie/Udmurt Republic;81:ULY:Ulyanovsk/Ulyanovskaya Oblast/Uljanowsk/Oulianovsk/Simbirsk
;83:VLA:Vladimir/Vladimirskaya Oblast/Wladimir;84:VGG:Volgograd/Volgogradskaya Oblast/Wolgograd/Stalingrad;85:VLG:Vologda/Vologodskaya Oblast/Wologda;86:VOR:Voronezh/Voronezhskaya Oblast/Woronesch/Voronej
;87:YAN:Yamalo-Nenets/Yamal/Yamalia/Jamal-Nenzen/Iamalo-Nénétsie/Yamalo-Nenetskiy;88:YAR:Yaroslavl/Yaroslavskaya Oblast/Jaroslawl/Iaroslavl
;89:YEV:Jewish Autonomous Oblast/Yevreyskaya Avtonomnaya Oblast/Jüdische Autonome Oblast/Oblast autonome juif/Oblast Autonoma Ebraica/Birobidzhan/Birobidschan;90:PER:Perm/Perm Krai/Permskiy Kray
;91:KYA:Krasnoyarsk/Krasnoyarsk Krai/Krasnoyarskiy Kray/Krasnojarsk/Krasnoïarsk;92:KAM:Kamchatka/Kamchatka Krai/Kamchatskiy Kray/Kamtschatka/Kamtchatka/Camciatca
;93:ZAB:Zabaykalsky/Zabaykalsky Krai/Zabaikalsky Krai/Transbaikal/Transbaikalia/Transbaikalien/Transbaïkalie/Zabaykalye/Chita Oblast'),
    ('RWA', '11::Eastern;12::Kigali;13::Northern;14::Western;15::Southern'),
    ('SAU', '02::Al Bahah;05::Medina;06::Eastern;08::Al-Qassim;10::Riyadh;11::''Asir;13::Ha''il;14::Mecca;15::Northern Borders;16::Najran;17::Jazan;19::Tabuk;20::Al Jawf'),
    ('SDN', '29::Khartoum;36::Red Sea;38::Al Jazirah;39::Al Qaḑārif;41::White Nile;42::Blue Nile;43::Northern;47::Western Darfur;49::Southern Darfur;50::Southern Kordofan;52::Kassala;53::River Nile;55::Northern Darfur;56::North Kordofan
;58::Sennar;60::Eastern Darfur;61::Central Darfur;62::West Kordofan'),
    ('SEN', '01::Dakar;03::Diourbel;05::Tambacounda;07::Thies;09::Fatick;10::Kaolack;11::Kolda;12::Ziguinchor;13::Louga;14::Saint-Louis;15::Matam;16::Kaffrine;17::Kedougou;18::Sédhiou'),
    ('SHN', '01::Ascension;02::Saint Helena;03::Tristan da Cunha'),
    ('SJM', '21::Svalbard;22::Jan Mayen'),
    ('SLB', '03::Malaita;06::Guadalcanal;07::Isabel;08::Makira-Ulawa;09::Temotu;10::Central;11::Western;12::Choiseul;14::Honiara'),
    ('SLE', '01::Eastern;02::Northern;03::Southern;04::Western Area;05::North West'),
    ('SLV', '01::Ahuachapan;02::Cabanas;03::Chalatenango;04::Cuscatlan;05::La Libertad;06::La Paz;07::La Union;08::Morazan;09::San Miguel;10::San Salvador;11::Santa Ana;12::San Vicente;13::Sonsonate;14::Usulutan'),
    ('SMR', '01::Acquaviva;02::Chiesanuova;03::Domagnano;04::Faetano;05::Fiorentino;06::Borgo Maggiore;07::San Marino;08::Montegiardino;09::Serravalle'),
    ('SOM', '01::Bakool;02::Banaadir;03::Bari;04::Bay;05::Galguduud;06::Gedo;07::Hiiraan;08::Middle Juba;09::Lower Juba;10::Mudug;12::Sanaag;13::Middle Shabele;14::Lower Shabeelle;18::Nugaal;19::Togdheer;20::Woqooyi Galbeed;21::Awdal;22::Sool'),
    ('SPM', '97501::Miquelon-Langlade;97502::Saint-Pierre'),
    ('SRB', 'SE::Central Serbia/Centralna Srbija/Uža Srbija/Zentralserbien/Serbie centrale/Serbia centrale;VO:VO:Vojvodina/Voivodina/Wojwodina/Voïvodine/Vajdaság'),
    ('SSD', '01::Central Equatoria;02::Eastern Equatoria;03::Jonglei;04::Lakes;05::Northern Bahr al Ghazal;06::Unity;07::Upper Nile;08::Warrap;09::Western Bahr al Ghazal;10::Western Equatoria'),
    ('STP', '01::Príncipe;02::São Tomé Island'),
    ('SUR', '10::Brokopondo;11::Commewijne;12::Coronie;13::Marowijne;14::Nickerie;15::Para;16::Paramaribo;17::Saramacca;18::Sipaliwini;19::Wanica'),
    ('SVK', '01:BC:Banská Bystrica/Banskobystrický/Neusohl;02:BL:Bratislava/Bratislavský/Pressburg/Pozsony;03:KI:Košice/Košický/Kaschau/Kassa;04:NI:Nitra/Nitriansky/Nyitra;05:PV:Prešov/Prešovský/Eperjes;06:TC:Trenčín/Trenčiansky/Trentschin
;07:TA:Trnava/Trnavský/Tyrnau/Nagyszombat;08:ZI:Žilina/Žilinský/Sillein'),
    ('SWE', '02:K:Blekinge;03:X:Gävleborg;05:I:Gotland;06:N:Halland;07:Z:Jämtland/Jämtland Härjedalen;08:F:Jönköping;09:H:Kalmar;10:W:Dalarna/Dalecarlia/Dalécarlie;12:G:Kronoberg;14:BD:Norrbotten;15:T:Örebro;16:E:Östergötland
;18:D:Södermanland/Sörmland;21:C:Uppsala;22:S:Värmland;23:AC:Västerbotten;24:Y:Västernorrland;25:U:Västmanland;26:AB:Stockholm/Stoccolma/Estocolmo;27:M:Skåne/Scania/Schonen/Scanie;28:O:Västra Götaland/VGR'),
    ('SWZ', '01::Hhohho;02::Lubombo;03::Manzini;04::Shiselweni'),
    ('SYC', '02::Anse Boileau;05::Anse Royale;08::Beau Vallon;10::Bel Ombre;11::Cascade;23::Takamaka;25::La Digue and Inner Islands;26::La Rivière Anglaise;27::Port Glaud'),
    ('SYR', '01::Al-Hasakah;02::Latakia;03::Quneitra;04::Raqqa;05::Suwayda;06::Daraa;07::Deir ez-Zor;08::Rif-dimashq;09::Aleppo;10::Hama;11::Homs;12::Idlib;13::Damascus;14::Tartus'),
    ('TCD', '01::Batha;02::Wadi Fira;05::Guéra;06::Kanem;07::Lac;08::Logone Occidental;09::Logone Oriental;12::Ouadaï;13::Salamat;14::Tandjilé;15::Chari-Baguirmi;16::Mayo-Kebbi Est;17::Moyen-Chari;18::Hadjer-Lamis;19::Mandoul
;20::Mayo-Kebbi Ouest;21::N’Djaména;22::Barh el Gazel;23::Borkou;25::Sila;26::Tibesti;27::Ennedi-Est;28::Ennedi-Ouest'),
    ('TGO', '22::Centrale;23::Kara;24::Maritime;25::Plateaux;26::Savanes'),
    ('THA', '01:58:Mae Hong Son;02:50:Chiang Mai/Chiengmai;03:57:Chiang Rai;04:55:Nan;05:51:Lamphun;06:52:Lampang;07:54:Phrae;08:63:Tak;09:64:Sukhothai;10:53:Uttaradit;11:62:Kamphaeng Phet;12:65:Phitsanulok;13:66:Phichit;14:67:Phetchabun
;15:61:Uthai Thani;16:60:Nakhon Sawan;17:43:Nong Khai;18:42:Loei;20:47:Sakon Nakhon;22:40:Khon Kaen;23:46:Kalasin;24:44:Maha Sarakham;25:45:Roi Et;26:36:Chaiyaphum;27:30:Nakhon Ratchasima/Korat/Khorat;28:31:Buriram/Buri Ram
;29:32:Surin;30:33:Sisaket/Si Sa Ket;31:96:Narathiwat;32:18:Chai Nat/Chainat;33:17:Sing Buri/Singburi;34:16:Lopburi/Lop Buri;35:15:Ang Thong;36:14:Ayutthaya/Phra Nakhon Si Ayutthaya/Ayuthaya;37:19:Saraburi;38:12:Nonthaburi
;39:13:Pathum Thani;40:10:Bangkok/Krung Thep/Krung Thep Maha Nakhon;41:56:Phayao;42:11:Samut Prakan;43:26:Nakhon Nayok;44:24:Chachoengsao;46:20:Chonburi/Chon Buri;47:21:Rayong;48:22:Chanthaburi;49:23:Trat;50:71:Kanchanaburi
;51:72:Suphan Buri/Suphanburi;52:70:Ratchaburi;53:73:Nakhon Pathom;54:75:Samut Songkhram;55:74:Samut Sakhon;56:76:Phetchaburi/Petchaburi;57:77:Prachuap Khiri Khan/Prachuap;58:86:Chumphon;59:85:Ranong;60:84:Surat Thani
;61:82:Phang Nga;62:83:Phuket;63:81:Krabi;64:80:Nakhon Si Thammarat;65:92:Trang;66:93:Phatthalung;67:91:Satun;68:90:Songkhla;69:94:Pattani;70:95:Yala;72:35:Yasothon;73:48:Nakhon Phanom;74:25:Prachinburi/Prachin Buri
;75:34:Ubon Ratchathani/Ubon;76:41:Udon Thani;77:37:Amnat Charoen;78:49:Mukdahan;79:39:Nong Bua Lamphu/Nong Bua Lam Phu;80:27:Sa Kaeo;81:38:Bueng Kan'),
    ('TJK', '01::Gorno-Badakhshan;02::Khatlon;03::Sughd;04::Dushanbe;RR::Republican Subordination'),
    ('TKL', 'A::Atafu;F::Fakaofo;N::Nukunonu'),
    ('TKM', '01::Ahal;02::Balkan;03::Dasoguz;04::Lebap;05::Mary;S::Ashgabat'),
    ('TLS', 'AL::Aileu;AN::Ainaro;BA::Baucau;BO::Bobonaro;CO::Cova Lima;DI::Dili;ER::Ermera;LA::Lautém;LI::Liquiçá;MF::Manufahi;MT::Manatuto;OE::Oecusse;VI::Viqueque'),
    ('TON', '01::Haapai;02::Tongatapu;03::Vavau;EU::ʻEua;NI::Niuas'),
    ('TTO', '01::Borough of Arima;03::Mayaro;05::Port of Spain;10::San Fernando;11::Tobago;CHA::Chaguanas;CTT::Couva-Tabaquite-Talparo;DMN::Diego Martin Regional Corporation;PED::PenalDebe;PRT::Princes Town;PTF::Point Fortin
;SGE::Sangre Grande Regional Corporation;SIP::Siparia Regional Corporation;SJL::San JuanLaventille;TUP::TunapunaPiarco'),
    ('TUN', '02:42:Kasserine/Al Qasrayn;03:41:Kairouan/Al Qayrawan;06:32:Jendouba;14:33:Kef/Le Kef/El Kef/Al Kaf;15:53:Mahdia/Al Mahdiyah;16:52:Monastir/Al Munastir;17:31:Béja/Bajah;18:23:Bizerte/Bizerta/Biserta/Banzart
;19:21:Nabeul/Cap Bon/Cape Bon;22:34:Siliana;23:51:Sousse/Susah;27:13:Ben Arous;28:82:Medenine/Madanin;29:81:Gabès/Qabis;30:71:Gafsa/Qafsah;31:73:Kebili;32:61:Sfax/Safaqis;33:43:Sidi Bouzid;34:83:Tataouine;35:72:Tozeur/Djerid
;36:11:Tunis/Túnez;37:22:Zaghouan;38:12:Ariana/L''Ariana;39:14:Manouba/La Manouba'),
    ('TUR', '02:02:Adıyaman;03:03:Afyonkarahisar/Afyon;04:04:Ağrı;05:05:Amasya;07:07:Antalya;08:08:Artvin;09:09:Aydın;10:10:Balıkesir;11:11:Bilecik;12:12:Bingöl;13:13:Bitlis;14:14:Bolu;15:15:Burdur;16:16:Bursa;17:17:Çanakkale;19:19:Çorum
;20:20:Denizli;21:21:Diyarbakır/Amed;22:22:Edirne/Adrianople;23:23:Elazığ;24:24:Erzincan;25:25:Erzurum;26:26:Eskişehir;28:28:Giresun;31:31:Hatay;32:33:Mersin/İçel;33:32:Isparta;34:34:Istanbul/Konstantinopel;35:35:İzmir/Smyrna
;37:37:Kastamonu;38:38:Kayseri;39:39:Kırklareli;40:40:Kırşehir;41:41:Kocaeli;43:43:Kütahya;44:44:Malatya;45:45:Manisa;46:46:Kahramanmaraş/Maraş;48:48:Muğla;49:49:Muş;50:50:Nevşehir;52:52:Ordu;53:53:Rize;54:54:Sakarya;55:55:Samsun
;57:57:Sinop;58:58:Sivas;59:59:Tekirdağ;60:60:Tokat;61:61:Trabzon/Trebizond/Trapezunt;62:62:Tunceli/Dersim;63:63:Şanlıurfa/Urfa;64:64:Uşak;65:65:Van;66:66:Yozgat;68:06:Ankara;69:29:Gümüşhane;70:30:Hakkâri;71:42:Konya;72:47:Mardin
;73:51:Niğde;74:56:Siirt;75:68:Aksaray;76:72:Batman;77:69:Bayburt;78:70:Karaman;79:71:Kırıkkale;80:73:Şırnak;81:01:Adana;82:18:Çankırı;83:27:Gaziantep/Antep;84:36:Kars;85:67:Zonguldak;86:75:Ardahan;87:74:Bartın;88:76:Iğdır
;89:78:Karabük;90:79:Kilis;91:80:Osmaniye;92:77:Yalova;93:81:Düzce'),
    ('TUV', 'FUN::Funafuti;NIT::Niutao;NKF::Nukufetau;NMG::Nanumanga;NUI::Nui;VAI::Vaitupu'),
    ('TZA', '02::Pwani;03::Dodoma;04::Iringa;05::Kigoma;06::Kilimanjaro;07::Lindi;08::Mara;09::Mbeya;10::Morogoro;11::Mtwara;12::Mwanza;13::Pemba North;14::Ruvuma;15::Shinyanga;16::Singida;17::Tabora;18::Tanga;19::Kagera;20::Pemba South
;21::Zanzibar CentralSouth;22::Zanzibar North;23::Dar es Salaam;24::Rukwa;25::Zanzibar UrbanWest;26::Arusha;27::Manyara;28::Geita;29::Katavi;30::Njombe;31::Simiyu;32::Songwe'),
    ('UGA', 'C::Central;E::Eastern;N::Northern;W::Western'),
    ('UKR', '01:71:Cherkasy/Cherkashchyna/Tscherkassy;02:74:Chernihiv/Chernihivshchyna/Tschernihiw/Chernigov;03:77:Chernivtsi/Czernowitz/Tscherniwzi/Cernăuți;04:12:Dnipropetrovsk/Dnipropetrovshchyna/Dnjepropetrowsk
;05:14:Donetsk/Donechchyna/Donezk;06:26:Ivano-Frankivsk/Iwano-Frankiwsk/Prykarpattia;07:63:Kharkiv/Kharkivshchyna/Kharkov/Charkiw/Charkow;08:65:Kherson/Khersonshchyna/Cherson;09:68:Khmelnytskyi/Khmelnychchyna/Chmelnyzkyj
;10:35:Kirovohrad/Kirovograd/Kirowohrad;11:43:Crimea/Krym/Krim/Crimée/Qırım;12:30:Kyiv/Kyiv City/Kiev/Kiew;13:32:Kyiv Oblast/Kyivshchyna/Kyivska oblast;14:09:Luhansk/Luhanshchyna/Lugansk
;15:46:Lviv/Lvivshchyna/Lvov/Lwiw/Lemberg/Lwów/Leopoli;16:48:Mykolaiv/Mykolaivshchyna/Nikolaev/Mykolajiw;17:51:Odesa/Odeshchyna/Odessa;18:53:Poltava/Poltavshchyna/Poltawa;19:56:Rivne/Rivnenshchyna/Rovno/Riwne
;20:40:Sevastopol/Sewastopol/Sébastopol/Sebastopoli;21:59:Sumy/Sumshchyna;22:61:Ternopil/Ternopilshchyna/Tarnopol;23:05:Vinnytsia/Vinnychchyna/Vinnitsa/Winnyzja;24:07:Volyn/Volhynia/Wolhynien/Volhynie
;25:21:Zakarpattia/Transcarpathia/Transkarpatien/Transcarpatie/Kárpátalja;26:23:Zaporizhzhia/Zaporozhye/Saporischschja;27:18:Zhytomyr/Zhytomyrshchyna/Zhitomir/Schytomyr'),
    ('URY', '01:AR:Artigas;02:CA:Canelones;03:CL:Cerro Largo;04:CO:Colonia;05:DU:Durazno;06:FS:Flores;07:FD:Florida;08:LA:Lavalleja;09:MA:Maldonado;10:MO:Montevideo;11:PA:Paysandú;12:RN:Río Negro;13:RV:Rivera;14:RO:Rocha;15:SA:Salto
;16:SJ:San José;17:SO:Soriano;18:TA:Tacuarembó;19:TT:Treinta y Tres'),
    ('UZB', '01::Andijan;02::Bukhara;03::Fergana;05::Xorazm;06::Namangan;07::Navoiy;08::Qashqadaryo;09::Karakalpakstan;10::Samarqand;12::Surxondaryo;13::Tashkent;14::Tashkent;15::Jizzakh;16::Sirdaryo'),
    ('VCT', '01::Charlotte;02::Saint Andrew;03::Saint David;04::Saint George;05::Saint Patrick;06::Grenadines'),
    ('VEN', '01::Amazonas;02::Anzoátegui;03::Apure;04::Aragua;05::Barinas;06::Bolívar;07::Carabobo;08::Cojedes;09::Delta Amacuro;11::Falcón;12::Guárico;13::Lara;14::Mérida;15::Miranda;16::Monagas;17::Nueva Esparta;18::Portuguesa;19::Sucre
;20::Táchira;21::Trujillo;22::Yaracuy;23::Zulia;24::Dependencias Federales;25::Distrito Federal;26::Vargas'),
    ('VIR', '010::Saint Croix Island;020::Saint John Island;030::Saint Thomas Island'),
    ('VNM', '01::An Giang;03::Ben Tre;05::Cao Bang;09::Dong Thap;13::Hai Phong/Haiphong;20::Ho Chi Minh City/Saigon;21::Kien Giang/Phu Quoc;23::Lam Dong;24::Long An;30::Quang Ninh;32::Son La;33::Tay Ninh;34::Thanh Hoa;35::Thai Binh
;37::Tien Giang;39::Lang Son;43::Dong Nai;44::Hanoi/Ha Noi;45::Ba Ria-Vung Tau;46::Binh Dinh;47::Binh Thuan;49::Gia Lai;50::Ha Giang;52::Ha Tinh;53::Hoa Binh;54::Khanh Hoa;55::Kon Tum;58::Nghe An;59::Ninh Binh;60::Ninh Thuan
;61::Phu Yen;62::Quang Binh;63::Quang Ngai;64::Quang Tri;65::Soc Trang;66::Thua Thien-Hue;67::Tra Vinh;68::Tuyen Quang;69::Vinh Long;70::Yen Bai;71::Bac Giang;72::Bac Kan;73::Bac Lieu;74::Bac Ninh;75::Binh Duong;76::Binh Phuoc
;77::Ca Mau;78::Da Nang/Danang;79::Hai Duong;80::Ha Nam;81::Hung Yen;82::Nam Dinh;83::Phu Tho;84::Quang Nam;85::Thai Nguyen;86::Vinh Phuc;87::Can Tho;88::Dak Lak;89::Lai Chau;90::Lao Cai;91::Dak Nong;92::Dien Bien;93::Hau Giang'),
    ('VUT', '07::Torba;13::Sanma;15::Tafea;16::Malampa;17::Penama;18::Shefa'),
    ('WLF', '98611::Alo;98612::Sigave;98613::Uvea'),
    ('WSM', '01::A''ana;02::Aiga-i-le-Tai;03::Atua;04::Fa''asaleleaga;05::Gaga''emauga;06::Va''a-o-Fonoti;07::Gaga''ifomauga;08::Palauli;09::Satupa''itea;10::Tuamasaga;11::Vaisigano'),
    ('XKX', '10096138::Ferizaj;10096859::Gjakova;10097357::Gjilan;10097358::Mitrovica;10097359::Pec;10097360::Pristina;10097361::Prizren'),
    ('YEM', '01::Abyan;02::Aden;03::Al Mahrah;04::Muhafazat Hadramaout;05::Shabwah;08::Al Hudaydah;10::Al Mahwit;11::Dhamār;14::Ma’rib;15::Şa‘dah;16::Sanaa;18::Aḑ Ḑāli‘;19::Omran;20::Al Bayda;21::Al Jawf;22::Ḩajjah;23::Ibb;24::Laḩij;25::Ta‘izz
;26::Amanat Alasimah;27::Raymah;28::Soqatra'),
    ('ZAF', '02:KZN:KwaZulu-Natal;03:FS:Free State/Vrystaat/État-Libre/Estado Libre/Orange Free State/Oranje-Vrystaat/Oranje-Freistaat;05:EC:Eastern Cape/Oos-Kaap/Mpuma-Koloni/Ostkap/Cap-Oriental/Capo Orientale/Cabo Oriental;06:GP:Gauteng/PWV
;07:MP:Mpumalanga/Eastern Transvaal;08:NC:Northern Cape/Noord-Kaap/Cap-du-Nord/Capo Settentrionale/Cabo del Norte;09:LP:Limpopo/Northern Transvaal;10:NW:North West/Noordwes/Bokone Bophirima
;11:WC:Western Cape/Wes-Kaap/Westkap/Cap-Occidental/Capo Occidentale/Cabo Occidental'),
    ('ZMB', '01::Western;02::Central;03::Eastern;04::Luapula;05::Northern;06::North-Western;07::Southern;08::Copperbelt;09::Lusaka;10::Muchinga'),
    ('ZWE', '01::Manicaland;02::Midlands;03::Mashonaland Central;04::Mashonaland East;05::Mashonaland West;06::Matabeleland North;07::Matabeleland South;08::Masvingo;09::Bulawayo;10::Harare')
),
-- code:iso:name/other names
areas as (
  select
    country, split_part(line, ':', 1) as code, nullif(split_part(line, ':', 2), '') as iso, string_to_array(split_part(line, ':', 3), '/') as names
  from said
  cross join string_to_table(replace(text, E'\n', ''), ';') as line
)
select
  a.country, a.code, a.iso, coalesce(whole.names[1], a.names[1]), case when whole.code is not null then a.names[1] end, a.names[2:]
from areas a
left join areas whole on whole.country = a.country and a.code like '%.%' and whole.code = split_part(a.code, '.', 1);

-- Whoever asked for Scotland found all of the United Kingdom.
delete from search.area_names where country = 'GBR' and state = '' and name in ('England', 'Scotland', 'Wales');
