/** schema.org events in web pages, as JSON-LD: https://schema.org/Event, and all the shapes that people give it. */
import { Parser } from 'htmlparser2'
import { without } from '../page.ts'

export type Node = Record<string, unknown>

/** What is said of people: whose event it is, who sells, whom to call. */
const ofPeople = new Set([
  ...[
    'organizer',
    'performer',
    'performers',
    'author',
    'creator',
    'contributor',
    'editor',
    'attendee',
    'sponsor',
    'funder',
  ],
  ...[
    'email',
    'telephone',
    'faxNumber',
    'contactPoint',
    'founder',
    'employee',
    'member',
    'review',
    'seller',
    'streetAddress',
  ],
])

/** The JSON-LD blocks of a page as one JSON list, without what they say of people. A bad block doesn't spoil the others. */
export function jsonLdOf(html: string): string {
  const blocks = scriptsOf(html)
    .map(parsed)
    .filter(block => block !== undefined)
  return JSON.stringify(without(ofPeople, blocks))
}

function scriptsOf(html: string): string[] {
  const found: string[] = []
  let inside = false
  const parser = new Parser({
    onopentag(name, { type }) {
      inside = name === 'script' && type?.trim().toLowerCase().startsWith('application/ld+json') === true
      if (inside) found.push('')
    },
    ontext(text) {
      if (inside) found[found.length - 1] += text
    },
    onclosetag() {
      inside = false
    },
  })
  parser.end(html)
  return found
}

/** Raw control characters and comment marks around the JSON are common, and no reason to give up. */
function parsed(text: string): unknown {
  const bare = text
    .replace(/^\s*(?:<!--|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)/, '')
    .replace(/(?:-->|\/\/\s*\]\]>|\]\]>)\s*$/, '')
  for (const attempt of [text, bare, bare.replace(/\p{Cc}/gu, ' ')]) {
    try {
      return JSON.parse(attempt)
    } catch {
      // The next attempt forgives more.
    }
  }
  return undefined
}

/** Every event in a value: alone, in a list, a graph or an ItemList; what is part of another event with what it leaves to that. */
export function eventsIn(value: unknown, whole: Node = {}): Node[] {
  if (Array.isArray(value)) return value.flatMap(item => eventsIn(item, whole))
  if (value === null || typeof value !== 'object') return []
  const own = value as Node
  const node = isEvent(own) ? partOf(whole, own) : own
  const inner = [node['@graph'], node.itemListElement, node.item, node.mainEntity].flatMap(item =>
    eventsIn(item),
  )
  const parts = eventsIn(node.subEvent, isEvent(node) ? node : {})
  return isEvent(node) ? [node, ...inner, ...parts] : [...inner, ...parts]
}

/** Where and when its parts are, an event may say once; where it is off, they are. */
function partOf(whole: Node, part: Node): Node {
  const { location, startDate, endDate, eventStatus } = whole
  const when = part.startDate ? {} : { startDate, endDate }
  const isOff = statusOf(eventStatus) !== 'scheduled'
  const own = Object.fromEntries(Object.entries(part).filter(([, value]) => value !== null))
  return { location, eventStatus, ...own, ...when, ...(isOff && { eventStatus }) }
}

/** Terms of schema.org, however they are said: bare, as an address, a thing with an @id, one or several. */
export function termsIn(value: unknown): string {
  return [value]
    .flat()
    .map(term => (term && typeof term === 'object' && textOf((term as Node)['@id'])) || textOf(term))
    .join(' ')
}

/** What eventStatus says. What else a page says is no evidence. */
export function statusOf(value: unknown): 'scheduled' | 'cancelled' | 'postponed' {
  const terms = termsIn(value)
  if (/EventCancell?ed\b/.test(terms)) return 'cancelled'
  return /EventPostponed\b/.test(terms) ? 'postponed' : 'scheduled'
}

/** Event, SportsEvent, or one of several types. */
function isEvent(node: Node): boolean {
  return [node['@type']].flat().some(type => typeof type === 'string' && /(^|[/:])(Sports)?Event$/.test(type))
}

/** The first text of what may be a text, a list of them, or a thing with a name. */
export function textOf(value: unknown): string {
  const [first] = [value].flat()
  if (typeof first === 'string' || typeof first === 'number') return String(first)
  if (first && typeof first === 'object') return textOf((first as Node).name ?? (first as Node)['@value'])
  return ''
}

/** The first of what may be a thing or a list of things; null for a text. */
export function thingOf(value: unknown): Node | null {
  const [first] = [value].flat()
  return first && typeof first === 'object' ? (first as Node) : null
}
