/**
 * schema.org events on organisers' own pages. Operators list the pages (`status.add_site`); a site's robots.txt is asked
 * first, and pages it closes to us are left alone.
 */
import robotsModule from 'robots-parser'
import { calledOff } from '../parsing/called-off.ts'
import { dayAt, lastDay, optional } from '../parsing/dates.ts'
import { isUltra, parseDistances } from '../parsing/distances.ts'
import { cleanName, nameAndEdition } from '../parsing/names.ts'
import { coordinates, country, countryOfSite, placeKey, region } from '../parsing/places.ts'
import { Unreadable } from '../parsing/unreadable.ts'
import { httpUrl, linkOn } from '../parsing/urls.ts'
import { json } from './page.ts'
import { eventsIn, jsonLdOf, type Node, statusOf, termsIn, textOf, thingOf } from './platforms/jsonld.ts'
import { readRows } from './rows.ts'
import type { Page, RaceInput, Reading, Request, Source } from './source.ts'

// Its types describe a default export that Node doesn't see: the module is the function itself.
const robotsParser = robotsModule as unknown as typeof robotsModule.default
/** The name by which robots.txt may speak of us. */
const robot = 'ultrasearch'
const nothing: Reading = { races: [], rejects: [], full: false, requests: [] }
const isRobots = (url: string): boolean => new URL(url).pathname === '/robots.txt'

/** One robots.txt a host, with the pages that hang on it. What is no URL is asked for by itself: it fails, and the others don't. */
function requests(sites: string[]): Request[] {
  const byOrigin = Map.groupBy(sites, site => URL.parse(site)?.origin ?? null)
  return [...byOrigin].flatMap(([origin, pages]) =>
    origin === null ? pages.map(url => ({ url })) : [{ url: `${origin}/robots.txt`, context: { pages } }],
  )
}

function readRobots({ text, request }: Page): Reading {
  const { pages } = request.context as { pages: string[] }
  const robots = robotsParser(request.url, text)
  const isOpen = (page: string): boolean => robots.isAllowed(page, robot) !== false
  return {
    ...nothing,
    rejects: pages
      .filter(page => !isOpen(page))
      .map(page => ({
        // By this name its races are not missing, and others' may be.
        id: page,
        reason: 'robots.txt closes this page to us. Remove it from the sites.',
        raw: page,
      })),
    requests: pages.filter(isOpen).map(url => ({ url })),
  }
}

/** In the name, the keywords, or a description that is short enough to be a list. */
function distanceText(node: Node, name: string): string {
  const description = cleanName(textOf(node.description))
  const texts = [
    name,
    [node.keywords].flat().map(textOf).join(', '),
    description.length <= 200 ? description : '',
  ]
  return texts.find(text => isUltra(parseDistances(text))) ?? name
}

function placeOf(
  value: unknown,
  page: string,
): Pick<RaceInput, 'place' | 'city' | 'region' | 'country' | 'latitude' | 'longitude'> {
  const location = thingOf(value)
  const address = thingOf(location?.address)
  const geo = thingOf(location?.geo)
  const city = cleanName(textOf(address?.addressLocality)) || null
  const state = cleanName(textOf(address?.addressRegion))
  const land = cleanName(textOf(address?.addressCountry))
  const code = country(land)
  const point = coordinates(geo?.latitude as string, geo?.longitude as string)
  const known = region(state, code ?? (point ? null : countryOfSite(new URL(page).host)), point)
  const written = typeof value === 'string' ? value : textOf(location?.name)
  const spoken = address ? [city, state, land] : [textOf(location?.address)]
  return {
    place: [cleanName(written), ...spoken].filter(Boolean).join(', '),
    city,
    region: known?.region ?? (state || null),
    country: known?.country ?? code,
    ...point,
  }
}

/**
 * One race a year, which keeps its id when it moves or is called off. What stands in `@id` may be of this page alone (#event), and serve
 * every race and year. Where that tells no two of a page apart, their days do.
 */
function idsOf(nodes: Node[], page: string): Map<Node, string> {
  const { host } = new URL(page)
  const id = (node: Node) => {
    const own = textOf(node['@id'])
    const year = textOf(node.startDate).slice(0, 4)
    const written = cleanName(textOf(node.name))
    const name = placeKey(calledOff(written, year)?.name ?? written).replaceAll(' ', '-')
    if (!own) return `${host}|${year}|${name}`
    return `${URL.parse(own, page)?.href ?? own}|${year}${own.startsWith('#') ? `|${name}` : ''}`
  }
  const full = (node: Node) => `${id(node)}|${textOf(node.startDate).slice(0, 10)}`
  const alike = Map.groupBy(new Map(nodes.map(node => [full(node), node])).values(), id)
  return new Map(nodes.map(node => [node, (alike.get(id(node))?.length ?? 0) > 1 ? full(node) : id(node)]))
}

function race(node: Node, id: string, page: string): RaceInput {
  const name = cleanName(textOf(node.name))
  const place = placeOf(node.location, page)
  const dayThere = (text: string) => dayAt(text, place.country ?? null)
  const startDate = dayThere(textOf(node.startDate))
  const endDate = optional(dayThere, textOf(node.endDate))
  const text = distanceText(node, name)
  const offers = [node.offers].flat().filter(Boolean)
  return {
    id,
    ...nameAndEdition(name, startDate.slice(0, 4)),
    url: linkOn(page, textOf(node.url)) ?? httpUrl(page),
    startDate,
    endDate: lastDay(startDate, endDate),
    ...place,
    status: statusOf(node.eventStatus),
    virtual: /Online/.test(termsIn(node.eventAttendanceMode) + termsIn(node.eventStatus)),
    registration:
      offers.length > 0 && offers.every(offer => /SoldOut/.test(termsIn(thingOf(offer)?.availability)))
        ? 'sold-out'
        : null,
    distanceText: text,
    distances: parseDistances(text),
  }
}

function read(page: Page): Reading {
  if (isRobots(page.request.url)) return readRobots(page)
  const { url } = page.request
  const blocks = page.text === '' ? [] : (json(page.text) as unknown[])
  const nodes = eventsIn(blocks)
  // A page that had events and has none is a page that changed, not a year without races.
  if (nodes.length === 0) throw new Unreadable('There is no schema.org event on this page.')
  // First: what is none may be dated as it likes.
  const ultras = nodes.filter(node =>
    isUltra(parseDistances(distanceText(node, cleanName(textOf(node.name))))),
  )
  const ids = idsOf(ultras, url)
  return {
    ...nothing,
    ...readRows(
      ultras,
      // Without a year it may be any race that is known.
      node => (/^\d{4}-/.test(textOf(node.startDate)) ? (ids.get(node) ?? null) : null),
      node => race(node, ids.get(node) ?? '', url),
    ),
  }
}

export default {
  name: 'json_ld',
  title: "Organisers' own pages (schema.org)",
  homePage: 'https://schema.org/SportsEvent',
  licence: "each site's own",
  attribution: "Races listed by their organisers' own sites",
  termsUrl: null,
  rank: 10,
  enabled: true,
  baseUrl: '',
  interval: 10_000,
  format: 'html',
  horizon: 365,
  missingIsEmpty: true,
  keep: (text, url) => (/\/robots\.txt$/.test(url) ? text : jsonLdOf(text)),
  requests,
  read,
} satisfies Source
