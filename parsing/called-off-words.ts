/**
 * What organisers say of a race that doesn't take place, as parts of regular expressions that ignore case. Turkish İ is
 * no i to them, so both stand there.
 */

const any = (...words: string[]) => words.join('|')

/** That it is off, in a verb of its own: it needs no mark before it to be no name. Whatever stands within is bounded. */
const some = '(?: (?!nicht |niet )[^\\s,;:()]+){0,3}'
const time = '(?: (?:this|next) year| for \\d{4}| in \\d{4}| \\d{4})'
const negated = any(
  `(?:will|does|is|do|are) not (?:be )?(?:happening|happen|taking place|take place|held|going ahead|go ahead)`,
  `not (?:happening|taking place|being held|going ahead)|won['’]?t (?:happen|take place|be held|go ahead)`,
  `no (?:race|event|edition|run)${time}`,
  `entf[äa]llt|f[äa]llt${some} aus|findet${some} nicht statt|wird${some} nicht (?:stattfinden|ausgetragen|durchgeführt)`,
  `n['’](?:a|ont|aura|auront) pas(?: eu)? lieu|ne se (?:tiendra|déroulera|court) pas|pas d['’]édition`,
  'non si (?:farà|fa|svolgerà|svolge|correrà|corre|disputerà|disputa|terrà|tiene)|non (?:avrà|ha) luogo',
  'no se (?:celebrará|celebra|realizará|realiza|disputará|disputa|correrá|corre|hará|hace)|no tendrá lugar|no habrá (?:edición|carrera)',
  'n[ãa]o se (?:realizará|realiza|disputa)|n[ãa]o (?:acontecerá|acontece)|n[ãa]o haverá (?:edição|prova)',
  `gaat${some} niet door|vindt${some} niet plaats|vervalt|blir inte av|arrangeras inte|blir ikke noe av|ei järjestetä`,
  'nie odb[ęe]dzie się|nekoná s[ea]|neuskuteční s[ea]|se nekoná|sa nekoná|elmarad|не состоится|отменя[её]тся|скасовується|jääb ära',
)
/** The same in a word that says it to its end only: 'İPTAL EDİLDİ'. */
const verbs = any(
  '[iİı]ptal ed[iİı]ld[iİı]|[iİı]ptal ed[iİı]lm[iİı]şt[iİı]r|ακυρ[ωώ]θηκε|ακυρ[ωώ]νεται|μαται[ωώ]θηκε|μαται[ωώ]νεται',
)
export const clauses = any(negated, verbs)
const offNouns = 'cancellation|absage|annulation|annullamento|cancelaci[óo]n|cancelamento|отмена'
const laterNouns = 'postponement|verschiebung|rinvio|aplazamiento|adiamento|uitstel|перенос'

/** In scripts without blanks or cases, and what may stand at them there: '大会中止', '延期举行'. */
export const eastern = {
  cancelled: '中止|取消|停办|停辦|취소|ยกเลิก|בוטל|ملغى|إلغاء',
  postponed: '延期|推迟|推遲|연기|เลื่อน|נדחה|مؤجل|تأجيل',
}
export const easternBefore = '(?:大会|開催|赛事|賽事|比赛|比賽|活动|活動|本届|已|대회 ?)'
export const easternAfter = '(?:決定|举办|舉辦|举行|舉行|のお知らせ|了|됨|되었습니다)'

const cancelled = any(
  offNouns,
  '(?:wegen|aufgrund|aus|vanwege|wegens) [^,;:()–—]{1,40} (?:abgesagt|afgelast|geannuleerd)',
  'cancell?ed|called off(?!\\W{1,3}road)|scrapped|abgesagt|ausgefallen|entfallen|abgeblasen',
  'annul[ée]e?s?|supprim[ée]e?|annullat[oaie]|cancellat[oa]|soppress[oa]',
  'cancelad[oa]s?|anulad[oa]s?|suspendid[oa]|suspes[oa]|cancel[·.]?lad[oa]|anul[·.]lad[oa]|suspès',
  'geannuleerd|afgelast|afgeblazen|inst[äa]ll[dt]a?|aflyst|avlyst|kansellert|peruttu|peruutettu|aflýst',
  'odwo[łl]an[aeyio]|anulowan[aeyo]|zru[šs]en[aoýáéyi]?|otkazan[aoie]?|odpovedan[aoi]?|elmaradt|törölve|törölt',
  'anulat[ăa]?|отмен[её]н[аоы]?|отказан[аоие]?|скасован[оаийі]|[iİı]ptal',
  'tühistatud|ära jäetud|atcelt[sai]|atšaukt[aios]+|dibatalkan',
)
/** Moved, in time: 'verlegt nach Bonn' is of a place. */
const when =
  '(?:auf|um|bis)(?: [^\\s,;:–—]+){0,2} (?:\\d|unbestimmt|jan|feb|m[äa]r|apr|ma[iy]|jun|jul|aug|sep|okt|nov|dez|herbst|frühjahr)'
const moved = any(`verlegt(?= ${when})`, `${when}[^,;:()–—]{0,20} verlegt`)
/** These are also in names, Le Décalé and Amanat, and are meant where a bracket or a verb stands before. */
const told = "(?<=[^\\p{L}\\s’'-]|(?:est|sera|été|fost) )(?:d[ée]cal[ée]e?s?|am[âa]nat[ăa]?)"
const postponed = any(
  told,
  laterNouns,
  'postponed|(?:(?:auf|um|bis|ins?|tot|voor) [^,;:()–—]{1,30} )?(?:verschoben|uitgesteld)',
  moved,
  'report[ée]e?s?|repouss[ée]e?s?|rinviat[oa]|rimandat[oa]|posticipat[oa]|aplazad[oa]|pospuest[oa]|postergad[oa]',
  'adiad[oa]|ajornad[oa]|aprazad[oa]|uppskjut(?:et|en|na)|framflytta[dt]|utsatt|udskudt|siirretty|lykätty|frestað',
  'prze[łl]o[żz]on[aeyo]|prze[łl]o[żz]enie|odlo[žz]en[aoýáéyi]?|p[řr]elo[žz]en[aoýáéyi]?|odgođen[aoi]?|prestavljen[aoi]?',
  'elhalasztva|elhalasztották|отложен[аоы]?|перенес[её]н[аоы]?|переноситься|переносится|відкладен[оаийі]|одложен[аоие]?',
  'ertelend[iİı]|ertelenm[iİı]şt[iİı]r|αναβλ[ηή]θηκε|αναβ[αά]λλεται|edasi lükatud|pārcelt[sa]|atidėt[aos]|ditunda',
)

/** In those with blanks. */
export const spaced = { cancelled, postponed }
/** 'Cancellation policy' says nothing. */
export const isNoun = new RegExp(`^(?:${offNouns}|${laterNouns})$`, 'iu')

/** What a remark calls the whole race: 'evento cancelado', 'édition 2025 annulée'. */
export const wholes = any(
  '(?:\\d{1,3}(?:st|nd|rd|th|\\.|e|ème|[ªº]) )?(?:event|race|run|edition|lauf|veranstaltung|rennen|austragung|ausgabe)',
  'course|épreuve|édition|manifestation|evento|edici[óo]n|carrera|prueba|corrida|prova|ediç[ãa]o|gara|edizione|manifestazione|corsa',
  'wedstrijd|evenement|editie|bieg|zawody|impreza|edycja|závod|akce|ročník|pretek|podujatie|utrka|trka|dogodek|prireditev',
  'loppet|tävlingen|evenemanget|løpet|løbet|arrangementet|tapahtuma|kilpailu|забег|старт|соревнование|мероприятие|пробег',
  'yarış|etkinlik|cursa|concursul|evenimentul|verseny|rendezvény',
)
/** What stands between it and the word: 'has been', 'wurde leider'. */
export const auxiliaries = any(
  'has been|have been|had to be|must be|will be|is being|has|have|is|are|was|were|been|now|be',
  'ist|sind|wird|werden|wurden?|mussten?|muss|est|sont|sera|a été|ont été|è stat[ao]|è|sarà|es|ha sido|está|queda|será|fue|foi|está',
  'is|werd|wordt|er|är|har blivit|blir|blev|ble|je|byl[aoy]?|bol[aoi]?|zosta[łl][aoy]?|jest|on|a fost|был[аои]?|este',
)
export const asides = any(
  'sadly|unfortunately|officially|sorry|regretfully|leider|kurzfristig|malheureusement|purtroppo|lamentablemente|desafortunadamente',
  'infelizmente|helaas|niestety|tyvärr|dessverre|desværre|bohužel|nažalost|sajnos|din păcate|к сожалению|maalesef',
)
export const articles = any(
  "the|this|our|all|entire|whole|die|der|das|den|diese[rs]?|la|le|les|cette|el|los|las|esta|il|lo|de|het|deze|o|os|as|a|denne|årets|this year[’']s",
)

/** What a race has beside itself: where that is off, or moved, the race is on. */
export const sides = any(
  'registrations?|entries|sign-?ups?|price|fees?|start|opening|deadline|lottery|shuttles?|bus(?:es)?|expo|party|dinner|breakfast|ceremony|clinic|training',
  'options?|divisions?|category|distances?|distanz|distancia|distância|virtual|swag|shirts?|packet pickup|awards?|live stream|livestream|briefing',
  'collection|startg\\p{L}*|zeitlimit|\\p{L}*wertung|startzeit|anmeld\\p{L}*|meldeschluss|siegerehrung|nudelparty|pastaparty|inscriptions?|remise|départ|navette|repas|iscrizion[ei]|partenza|premiazion[ei]',
  'inscripci[óo]n(?:es)?|salida|inscriç(?:ão|ões)|partida|inschrijving(?:en)?|zapisy|anmälan|påmelding|tilmelding|registrace|регистрация',
)
export const halves = 'half|halbmarathon|semi|mezza'
export const parts = any(
  "relays?|kids?|kid[’']s|children[’']?s?|youth|junior|walk|hike|duo|teams?",
  'staffel\\p{L}*|kinder\\p{L}*|bambini\\p{L}*|schüler\\p{L}*|walking|wander\\p{L}*|relais|enfants?|marche|rando\\p{L}*',
  'staffett[ae]|bambin[io]|camminata|passeggiata|relevos|niñ[oa]s|infantil(?:es)?|marcha|caminata|estafeta|crianças|caminhada',
  'estafette|kinder\\p{L}*|wandel\\p{L}*|sztafeta|štafeta|stafett\\p{L}*|barn\\p{L}*|эстафета|детск\\p{L}*',
)
/** It takes place all the same. */
export const goesOn = any(
  'reinstated|(?:now|been) rescheduled|(?:is|are|now|still|again|remains?|back) on(?! (?!as|despite)[\\p{L}\\d])|goes ahead|go ahead|going ahead|will go ahead|un-?cancelled',
  'findet (?:doch |wie geplant )?statt|finden statt|wie geplant|maintenue?s?|a bien lieu|si corre|si fa|confermat[ao]|se corre|se celebra|se mantiene|mantém-se',
  'gaat(?: wel| gewoon)? door',
)
/** Why, and until when: 'due to fire', 'to October'. */
export const whys = any(
  'due|because|owing|until|till|to|by|as|see|this|for|after|following|wegen|aufgrund|infolge|mangels|bis|auf|in|für|von|suite|pour|por|per|dans|faute|en',
  'vanwege|tot|wegens|door|naar|au|aux|à|a|al|alla|ai|cause|causa|debido|devido|hasta|para|ao|na|do|z|z powodu|kvůli|z důvodu|zbog|zaradi|til|till',
  'på|pga|pga\\.|grund|из-за|на|до|по|din cauza|pe|miatt|nedeniyle|vuoksi',
)
export const adverbs = any(
  'indefinitely|permanently|endgültig|ersatzlos|définitivement|definitivamente|sine die|again|tbd|tba|unbefristet|vorerst|sin fecha|indefinidamente|sem data|till vidare|bezterminowo|tot nader order|nader',
  "cette année|quest[’']anno|dieses jahr|heuer|este a[ñn]o|dit jaar|i år|w tym roku|letos|в этом году",
)
/** Such a reason no name has: after it the word needs no mark before. */
export const plainly = any(
  "due to|because of|owing to|until further notice|wegen|aufgrund|bis auf weiteres|pour cause|en raison|suite à|jusqu[’']à nouvel ordre",
  '(?:a |per )?causa|per maltempo|debido al?|por causa|hasta nuevo aviso|devido|vanwege|wegens|tot nader order|z powodu|kvůli|из-за|på grunn?d?|pga',
)
