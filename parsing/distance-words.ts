/** The words that stand beside numbers in names of distances, in lower case, by what they mean. */

export type Unit = 'mile' | 'km' | 'hour' | 'day' | 'm'
/** A unit as written: how many of `unit` one of it makes. */
export type WrittenUnit = { unit: Unit; factor: number }

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '))

function units(unit: Unit, factor: number, words: string): [string, WrittenUnit][] {
  return words.split(' ').map(word => [word, { unit, factor }])
}

/** Units by word. The lone letter m is not among them: its meaning hangs on its case and on the source. */
export const unitWords: ReadonlyMap<string, WrittenUnit> = new Map([
  ...units(
    'mile',
    1,
    'mi mile miles miler milers mis mls meile meilen mille milles milla millas miglia milhas mijl',
  ),
  ...units('km', 1, 'k km kms kilometer kilometers kilometre kilometres kilometern kilomètre kilomètres'),
  ...units(
    'km',
    1,
    'kilómetro kilómetros kilometro kilometros kilometri chilometri quilômetros quilometros kilometrów',
  ),
  ...units('km', 1, 'kilometrar км 公里 キロ'),
  ...units('km', 0.201168, 'furlong furlongs'),
  ...units(
    'hour',
    1,
    'h hr hrs hs hour hours hourly stunde stunden std stdn heure heures hora horas ora ore uur',
  ),
  ...units('hour', 1, 'timmar timer godzin godzina godziny hodin tuntia ч час часа часов 小时 小時 時間'),
  ...units('hour', 1 / 60, 'min mins minute minutes minuten minutos minuti'),
  ...units(
    'day',
    1,
    'd day days tag tage tagen jour jours día días dia dias giorno giorni dagar dage dagen dni',
  ),
  ...units('m', 1, 'meter meters metre metres mtr mtrs mts metros mètres metri metern'),
  ...units('m', 0.9144, 'yard yards yd yds'),
])

/** Lengths on a track, in metres: a number of them with an m is never miles. */
export const trackMetres: ReadonlySet<number> = new Set([400, 800, 1500, 1600, 3000, 3200, 5000, 10000])

/** Numbers in words. Read before a unit only. */
export const numberWords: ReadonlyMap<string, number> = new Map(
  Object.entries({
    quarter: 0.25,
    half: 0.5,
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    eleven: 11,
    twelve: 12,
    twenty: 20,
    thirty: 30,
    forty: 40,
    fifty: 50,
    hundred: 100,
  }),
)

/** Team sizes in words. */
export const teamWords: ReadonlyMap<string, number> = new Map([
  ...['duo', 'duos', 'pair', 'pairs', 'tandem'].map((word): [string, number] => [word, 2]),
  ['trio', 3],
  ['trios', 3],
])

export const people = set(
  'person persons people per pers pax man men woman women runner runners member members personen personnes personas er',
)
export const stageWords = set(
  'stage stages etappe etappen étape étapes etape etapes etapa etapas tappa tappe etapp etapper etap etapów etappes',
)
export const relayWords = set(
  'relay relays team teams staffel relais staffetta relevo relevos stafett estafette estafet sztafeta ekiden équipe',
)
export const virtualWords = set('virtual virtually virtuell virtuel virtuelle remote online anywhere')

/** After or before a number these make it an index, a day of a month, an age or the like. */
export const indexWords = set(
  'jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september ' +
    'october november december race races stage day week wave part leg heat no nr num number vol volume round route ' +
    'rt hwy highway year age ages aged group div division loop loops lap laps heft etappe level series event bib ' +
    'januar februar märz mai juni juli oktober dezember edition etapa étape corral phase top under over start',
)

/** A number with a unit after these is a bound or the end of a range. */
export const boundWords = set('to under over than bis until till within every')
export const limitWords = set('limit limits cutoff cut cutoffs max maximum timelimit zeitlimit tempo')
export const loopWords = set(
  'loop loops lap laps runde runden boucle boucles circuit vuelta vueltas giro giri loop-course',
)
export const climbWords = set(
  'vertical vert elevation gain ascent climb climbing descent altitude hm höhenmeter hohenmeter dénivelé denivele ' +
    'desnivel dislivello dplus elev uphill',
)

/** Things sold beside races. */
export const goodsWords = set(
  'pacer pacers pacing volunteer volunteers parking shirt shirts tshirt hoodie jacket ticket tickets membership ' +
    'memberships sponsor sponsorship shuttle spectator spectators training clinic donation merchandise',
)
/** Things, too, right behind a length ('100 Mile Buckle'): one may run with a crew, or be called the Buckle Up. */
export const goodsBehind = set('crew medal medals buckle buckles camping')
/** Beside a number of days these make it no race. */
export const dayGoodsWords = set(
  'pass passes camp camping challenge streak program plan festival countdown virtual left notice wait weeks',
)

/** Places named after a number of miles: "Ten Mile Creek". */
export const placeWords = set(
  'creek river bridge lake canyon island beach house road rd hill hills mountain marker run-out ranch square prairie ' +
    'post stadium slough crossing brook pond bay point draw gulch flat flats wash store fork high an hour',
)

/** Words that say nothing about what a race is: only they may stand beside a mile, a half or days without a number. */
export const neutralWords = set(
  'a the one run runs running race races walk walks hike trail road fun kid kids children youth junior open elite ' +
    'individual solo team relay wave challenge event virtual morning night evening day am pm only and sat sun fri thu ' +
    'saturday sunday friday thursday monday tuesday wednesday mon tue wed men women male female mens womens course ' +
    'distance ultra endurance timed dash family adult adults ruck bike swim snowshoe classic usatf championship ' +
    'championships spring summer fall winter first early registration in person live s',
)

export const marathonWords = set(
  'marathon maraton maratón maratona marathonlauf maratonloppet марафон marató marathón maratonas maraton-run',
)
export const halfMarathonWords = set(
  'halfmarathon halbmarathon halvmaraton halvmarathon semimarathon półmaraton polmaraton puolimaraton mezzamaratona ' +
    'полумарафон halve-marathon',
)
export const halfWords = set('half semi demi media medio mezza meia halb halber halve halv puoli')
/** Beside "marathon" these make it another length. */
export const otherMarathonWords = set(
  'ultra ultras mini micro deca double triple quad quadruple penta quintuple doppel kids kid youth junior baby pixie ' +
    'toddler beer ski bike mtb swim cycling skate inline skating series training virtual-only duathlon triathlon ' +
    'county weekend festival km k mile miles',
)
/** Before a lone "half" these make it another half. */
export const otherHalfWords = set('first second other better last back front one')

export const runWords = set('run runs running jog jogging lauf')
/** Activities by word; the first that fits holds. */
export const activityWords = [
  [
    'multi',
    set(
      'duathlon triathlon aquathlon aquabike quadrathlon swimrun biathlon multisport tri duatlon triatlon ironman',
    ),
  ],
  [
    'bike',
    set(
      'bike bikes biking biker bicycle mtb cycling cycle cyclist ride rides riding velo vélo fatbike bici btt ' +
        'ciclismo rad radtour fahrrad ebike',
    ),
  ],
  ['swim', set('swim swims swimming swimmer schwimmen natation natación')],
  ['ski', set('ski skis skiing skier skimo langlauf')],
  ['ruck', set('ruck rucks rucking rucker ruckers')],
  [
    'other',
    set(
      'snowshoe snowshoes snowshoeing kayak canoe paddle paddling paddleboard rowing skating skates inline rollerski ' +
        'horse equestrian wheelchair handcycle scooter unicycle',
    ),
  ],
  ['run', runWords],
  [
    'walk',
    set(
      'walk walks walking walker walkers racewalk racewalking hike hikes hiking hiker hikers marche gehen wandern ' +
        'wanderung stroll randonnée rando caminata camminata',
    ),
  ],
] as const
