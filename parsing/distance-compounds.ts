/** Words that are written as one: Sechsstundenlauf, timmarslopp, Marathonstaffel, Winterwanderung. */

const runs = 'lauf|läufe|loop|lopp|løp|løb|juoksu|rennen|race|wedstrijd'
const others = 'staffel|wanderung|wandern|marsch|estafette|stafett|vandring|wandeling'
const ofUnits = new RegExp(
  `^(.*?)(stunden|kilometer|meilen|tage|etapp?e?n?|timmars|timers|tunnin|uurs?|uren)(?:(${runs})|(${others}))$`,
)
const ofRaces = new RegExp(`^(.+)(${others})$`)
const ofKind = /^(staffel|wander(?=marathon))(.+)$/
const mayBe = new RegExp(`^(?:staffel|wandermarathon)|(?:${runs}|${others})$`)

/** The pieces of a word in lower case, each as written and as it is meant; null where it is of one piece. */
export function pieces(word: string): { text: string; word: string }[] | null {
  if (word.length < 7 || !mayBe.test(word)) return null
  const timed = ofUnits.exec(word)
  if (timed) {
    const [, head = '', unit = '', run, other = ''] = timed
    // 'loop' is no loop in a Dutch word.
    return [head, unit]
      .filter(Boolean)
      .map(text => ({ text, word: text }))
      .concat({ text: run ?? other, word: run ? 'lauf' : other })
  }
  const [, head = '', tail = ''] = ofRaces.exec(word) ?? ofKind.exec(word) ?? []
  // Wander Woods is a name.
  return tail === '' ? null : [head, tail].map(text => ({ text, word: text === 'wander' ? 'wandern' : text }))
}
