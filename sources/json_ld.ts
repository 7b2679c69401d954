/**
 * schema.org events on organisers' own pages. Operators list the pages (`status.add_site`); a site's robots.txt is asked
 * first, and pages it closes to us are left alone.
 */
import robotsModule from 'robots-parser'
import { isoDay, lastDay, optional } from '../parsing/dates.ts'
import { isUltra, parseDistances } from '../parsing/distances.ts'
import { cleanName, nameAndEdition, nameCore } from '../parsing/names.ts'
import { coordinates, country, region } from '../parsing/places.ts'
import { Unreadable } from '../parsing/unreadable.ts'
import { httpUrl } from '../parsing/urls.ts'
import { json } from './page.ts'
import { eventsIn, jsonLdOf, textOf, thingOf } from './platforms/jsonld.ts'
import { onlyUltras, readRows } from './rows.ts'
import type { Page, RaceInput, Reading, Request, Source } from './source.ts'

// Its types describe a default export that Node doesn't see: the module is the function itself.
const robotsParser = robotsModule as unknown as typeof robotsModule.default
/** The name by which robots.txt may speak of us. */
const robot = 'ultrasearch'
const nothing: Reading = { races: [], rejects: [], full: false, requests: [] }
const isRobots = (url: string): boolean => new URL(url).pathname === '/robots.txt'

/** One robots.txt a host, with the pages that hang on it. */
function requests(sites: string[]): Request[] {
  const byOrigin = Map.groupBy(sites, site => new URL(site).origin)
  return [...byOrigin].map(([origin, pages]) => ({ url: `${origin}/robots.txt`, context: { pages } }))
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
        id: null,
        reason: 'robots.txt closes this page to us. Remove it from the sites.',
        raw: page,
      })),
    requests: pages.filter(isOpen).map(url => ({ url })),
  }
}

/** https://schema.org/EventCancelled, or the bare name. What else the page says is no evidence. */
function statusOf(value: unknown): RaceInput['status'] {
  const name = textOf(value).split('/').at(-1)
  return name === 'EventCancelled' ? 'cancelled' : name === 'EventPostponed' ? 'postponed' : 'scheduled'
}

/** In the name, the keywords, or a description that is short enough to be a list. */
function distanceText(node: Record<string, unknown>, name: string): string {
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
): Pick<RaceInput, 'place' | 'city' | 'region' | 'country' | 'latitude' | 'longitude'> {
  const location = thingOf(value)
  const address = thingOf(location?.address)
  const geo = thingOf(location?.geo)
  const city = cleanName(textOf(address?.addressLocality)) || null
  const state = cleanName(textOf(address?.addressRegion))
  const land = cleanName(textOf(address?.addressCountry))
  const code = country(land)
  const known = region(state, code)
  const written = typeof value === 'string' ? value : textOf(location?.name)
  const spoken = address ? [city, state, land] : [textOf(location?.address)]
  return {
    place: [cleanName(written), ...spoken].filter(Boolean).join(', '),
    city,
    region: known?.region ?? (state || null),
    country: code ?? known?.country ?? null,
    ...coordinates(geo?.latitude as string, geo?.longitude as string),
  }
}

function race(node: Record<string, unknown>, page: string): RaceInput {
  const name = cleanName(textOf(node.name))
  // The day where the race is: what stands before any time and offset.
  const startDate = isoDay(textOf(node.startDate))
  const endDate = optional(isoDay, textOf(node.endDate))
  const url = httpUrl(textOf(node.url)) ?? httpUrl(page)
  const text = distanceText(node, name)
  return {
    id: textOf(node['@id']) || `${new URL(page).host}|${startDate}|${nameCore(name)}|${name.length}`,
    ...nameAndEdition(name, startDate.slice(0, 4)),
    url,
    startDate,
    endDate: lastDay(startDate, endDate),
    ...placeOf(node.location),
    status: statusOf(node.eventStatus),
    virtual: /Online/.test(textOf(node.eventAttendanceMode) + textOf(node.eventStatus)),
    registration: /SoldOut/.test(textOf(thingOf(node.offers)?.availability)) ? 'sold-out' : null,
    distanceText: text,
    distances: parseDistances(text),
  }
}

function read(page: Page): Reading {
  if (isRobots(page.request.url)) return readRobots(page)
  const blocks = page.text === '' ? [] : (json(page.text) as unknown[])
  const nodes = eventsIn(blocks)
  // A page that had events and has none is a page that changed, not a year without races.
  if (nodes.length === 0) throw new Unreadable('There is no schema.org event on this page.')
  return {
    ...nothing,
    ...onlyUltras(
      readRows(
        nodes,
        node => textOf(node['@id']) || null,
        node => race(node, page.request.url),
      ),
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
