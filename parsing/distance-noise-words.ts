/** Words that say that a number beside them is no length, or that say nothing. In lower case. */

export const set = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** After or before a number these make it an index, a day of a month, an age or the like. */
export const indexWords = set(
  'jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september ' +
    'october november december race races stage day week wave part leg heat no nr num number vol volume round route ' +
    'rt hwy highway year age ages aged group div division loop loops lap laps heft etappe level series event bib ' +
    'januar februar märz mai juni juli oktober dezember edition etapa étape corral phase top under over start',
)

/** A number with a unit after these is a bound or the end of a range. */
export const boundWords = set('to under over than bis until till within every')
export const limitWords = set(
  'limit limits limite límite limitu cutoff cut cutoffs sub max maximum maximal maximale maximaal massimo massima máximo ' +
    'máxima maximo timelimit zeitlimit tempo barrière barrières barriere barreras tijdslimiet maxtid tidsgräns tidsgrense tidsbegrænsning zielschluss sollzeit ' +
    'zielzeit richtzeit karenzzeit limitzeit aikaraja',
)
export const limitless = set('no sin ohne sans senza sem zonder without off your beyond')
/** May stand between a limit and its hours: 'cut-off time: 10 h', 'barrière horaire de 28 h'. */
export const limitFillers = set(
  "- : . = ' off offs time times temps horaire horaires oraria orario de du del di da is of la le il ist czasu tiempo tempo",
)
/** An hour after these is one of the day where they stand together ('départ à 6 heures'); one of them may say no more than a name. */
export const startWords = set('départ depart start partenza salida largada')
export const atWords = set('om um à às las alle kl klo klockan at')
/** 'km every hour', 'km pro Stunde'. */
export const perWords = set(
  '/ per pro je jede every each par toutes chaque ogni all cada por elk elke varje hver co na',
)
export const calledOffWords = set(
  'cancelled canceled abgesagt entfällt entfallen ausgefallen annulé annulée annulés annule annullato annullata cancelado ' +
    'cancelada anulado anulada suspendido suspendida geannuleerd afgelast inställd inställt aflyst avlyst peruttu ' +
    'odwołany odwołana odwołane zrušen zrušeno zrušený',
)
/** Near a word of those it says nothing of this race: 'annulé si neige', 'cancelled last year', 'cancelled entries', */
export const notOffWords = set(
  'if unless when case wenn falls nicht pas si cas sinon se caso salvo als niet om inte ikke nie last previous letztes letzten ' +
    'voriges vorigen vorig dernière dernier scorso pasado entry entries registration registrations',
)
/** and before one: 'no refunds', 'may be cancelled'. */
export const notOffBefore = set(
  'not no never non kein keine geen nem may can could might kann peut puede pode può kan refund refunds',
)
export const loopWords = set(
  'loop loops lap laps runde runden boucle boucles circuit circuito vuelta vueltas giro giri anello loop-course ronde ' +
    'rondes rondje varv pętla okruh volta voltas',
)
/** 'boucle de 6,7 km', 'loop: 5 km'. */
export const ofWords = set('of de di da à von zu à van av på : =')
export const climbWords = set(
  'vertical vert elevation gain ascent climb climbing descent altitude hm höhenmeter hohenmeter dénivelé denivele ' +
    'desnivel desnível dislivello dplus elev uphill ascenso ascension anstieg aufstieg acumulado przewyższenie przewyższeń ' +
    'převýšení stigning stigningen hoogtemeters höhendifferenz hm+ mhm nousu',
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
    'championships spring summer fall winter first early registration in person live s options option lauf corsa carrera course',
)
