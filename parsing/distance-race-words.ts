/** Words that say what a race is: who runs it, how, and marathons. In lower case. */

import { set } from './distance-noise-words.ts'

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
export const stageRaceWords = new Set([...stageWords, 'gara', 'à', 'por', 'rennen', 'ultra'])
export const relayWords = set(
  'relay relays team teams staffel relais staffetta relevo relevos stafett estafette estafet sztafeta ekiden équipe équipes ' +
    'revezamento staffette stafet stafetten štafeta estafeta squadre relevé viesti váltó postas',
)
export const virtualWords = set(
  'virtual virtually virtuell virtuel virtuelle virtueller virtuelles virtuellen virtuellt virtuale virtuali virtuales virtueel virtuele ' +
    'wirtualny wirtualna wirtualnie virtuální remote online anywhere',
)

export const marathonWords = set(
  'marathon maraton maratón maratona marathonlauf maratonloppet марафон marató marathón maratonas maraton-run maratonu',
)
export const halfMarathonWords = set(
  'halfmarathon halbmaraton halfmaraton félmaraton halbmarathon halvmaraton halvmarathon semimarathon półmaraton polmaraton puolimaraton mezzamaratona ' +
    'полумарафон halve-marathon półmaratonu',
)
export const halfWords = set('half semi demi pół media medio mezza meia halb halber halve halv puoli')
/** Beside "marathon" these make it another length. */
export const otherMarathonWords = set(
  'ultra ultras mini micro deca double triple quad quadruple penta quintuple doppel kids kid youth junior baby pixie ' +
    'toddler beer ski bike mtb swim cycling skate inline skating series training virtual-only duathlon triathlon ' +
    'county weekend festival km k mile miles',
)
/** Before a lone "half" these make it another half. */
export const otherHalfWords = set('first second other better last back front one')

export const runWords = set('run runs running jog jogging lauf laufen hardlopen löpning')
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
        'ciclismo rad radtour radfahren radfahrt fahrrad rennrad ebike mountainbike mountainbiken vtt bicicleta ' +
        'bicicletta cykel cykling fiets fietsen rower rowerowy',
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
        'wanderung stroll randonnée rando caminata camminata randonnées randos ' +
        'marcha caminhada caminada senderismo wandelen wandeling wandeltocht vandring marsch marsj turmarsj cammino marsz passeggiata trekking ' +
        'pochod chód kävely patikointi vaellus',
    ),
  ],
] as const
