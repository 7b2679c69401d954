import t from 'tap'
import { sourceNamed } from '../../sources/index.ts'
import type { Request } from '../../sources/source.ts'
import { noRealData, realFile } from '../fixtures/real-data.ts'
import { readSamples, readText } from '../fixtures/samples.ts'

const source = sourceNamed('events_calendar')
const [first] = source.requests(['https://club.example.org/']) as [Request]
const event = {
  id: 1,
  title: 'Lake 50K',
  url: 'https://club.example.org/e/1',
  start_date: '2026-09-12 06:00:00',
  venue: [],
}
/** The answer of one event's own. */
const one = (facts: object) =>
  readText(
    'events_calendar',
    { ...event, ...facts },
    { url: `${first.url}/1`, context: { site: 'https://club.example.org' } },
  )
const fifty = Array.from({ length: 50 }, (_, i) => ({ ...event, id: i }))

t.test('the samples: of two sites the ultras', async t => {
  const { races, rejects, asked } = await readSamples(t, 'events_calendar')
  t.same(rejects, [])
  t.equal(asked.length, 3 + 6, 'of each race its own answer, which says whether it is off')
  const found = (name: string) => races.find(race => race.name === name)
  t.match(found('Bear Lake 50K – 100K'), {
    id: 'trailclub.example.org/11-2026',
    endDate: '2026-09-13',
    region: 'UT',
    latitude: 41.7355,
  })
  t.match(found('6-Stunden-Lauf im Stadtpark'), {
    city: 'Nürnberg',
    country: 'DEU',
    distances: [{ hours: 6 }],
  })
  t.match(found('Seeumrundung 62 km'), { edition: 3, id: 'lauftreff.example.com/22-2027' })
  t.match(found('Spring 100 Miler'), { place: '', city: null })
  t.match(found('Ridge & River Ultra')?.distances, [{ amount: 50, unit: 'mile' }, { km: 25 }])
  t.match(found('Winter 12 Hour'), { status: 'cancelled' })
  const names = races.map(({ name }) => name).sort()
  t.same(names, [
    '6-Stunden-Lauf im Stadtpark',
    'Bear Lake 50K – 100K',
    'Ridge & River Ultra',
    'Seeumrundung 62 km',
    'Spring 100 Miler',
    'Winter 12 Hour',
  ])
})

t.test('pages: all at once where their number is told, else until one is not full', async t => {
  t.match(
    first.url,
    'https://club.example.org/wp-json/tribe/events/v1/events?per_page=50&start_date={today}&page=1',
  )
  const pages = (answer: object, request = first) =>
    readText('events_calendar', answer, request)
      .requests.filter(({ url }) => url.includes('?'))
      .map(({ url }) => url.split('=').at(-1))
  t.same(pages({ events: fifty, total_pages: 3 }), ['2', '3'])
  t.same(
    pages(
      { events: fifty, total_pages: 3 },
      { ...first, context: { site: 'https://club.example.org', page: 2 } },
    ),
    [],
  )
  t.same(pages({ events: fifty }), ['2'])
  t.same(pages({ events: fifty.slice(1) }), [])
})

t.test('a page after the last is the end, the first one is not', async t => {
  t.equal(source.missingIsEmpty, true)
  const none = { races: [], rejects: [], full: false, requests: [] }
  const missing = (context: object) => source.read({ text: '', request: { ...first, context } })
  t.same(missing({ site: 'https://club.example.org', page: 2 }), none)
  t.same(missing({ site: 'https://club.example.org' }), none, 'an event that was deleted meanwhile')
  t.throws(() => missing({ site: 'https://club.example.org', page: 1 }), {
    message: /no calendar of this plugin/,
  })
})

t.test('a list says which events are ultras, each of them whether it takes place', async t => {
  const { races, rejects, requests } = readText(
    'events_calendar',
    {
      events: [
        event,
        { ...event, id: 2, title: null },
        { ...event, id: 3, title: 'Summer party', start_date: '' },
      ],
    },
    first,
  )
  t.same(races, [])
  t.match(rejects, [{ id: 'club.example.org/2-2026', reason: /title/ }])
  t.match(one({ start_date: '' }).rejects, [{ reason: /not written like a day/ }])
  t.same(requests, [
    {
      url: 'https://club.example.org/wp-json/tribe/events/v1/events/1',
      context: { site: 'https://club.example.org/' },
    },
  ])
  const said = (eventStatus: string) => one({ status: 'publish', json_ld: { eventStatus } }).races
  t.match(said('https://schema.org/EventCancelled'), [{ id: 'club.example.org/1-2026', status: 'cancelled' }])
  t.match(said('https://schema.org/EventPostponed'), [{ status: 'postponed' }])
  t.match(said('https://schema.org/EventScheduled'), [{ status: 'scheduled' }])
  t.match(one({ title: 'CANCELLED: Lake 50K' }).races, [{ name: 'Lake 50K', status: 'cancelled' }])
  t.match(
    one({ start_date: '2027-09-11 06:00:00' }).races,
    [{ id: 'club.example.org/1-2027' }],
    'the next edition',
  )
  t.throws(() => readText('events_calendar', { code: 'rest_no_route' }, first), { name: 'Unreadable' })
})

t.test('two sites below one host have races of their own', async t => {
  const ids = ['https://example.org/club-a', 'https://example.org/club-b/', 'https://example.org/'].flatMap(
    site => {
      const [list] = source.requests([site]) as [Request]
      const [own] = readText('events_calendar', { events: [event] }, list).requests as [Request]
      return readText('events_calendar', event, own).races.map(({ id }) => id)
    },
  )
  t.same(ids, ['example.org/club-a/1-2026', 'example.org/club-b/1-2026', 'example.org/1-2026'])
})

t.test('two letters tell a country where nothing is against it', async t => {
  const country = (host: string, point: object = {}) => {
    const venue = { city: 'Como', state: 'CO', ...point }
    const request = { url: `https://${host}/1`, context: { site: `https://${host}` } }
    return readText('events_calendar', { ...event, venue }, request).races[0]?.country
  }
  t.equal(country('club.example.org'), 'USA')
  t.equal(country('club.example.it'), null)
  t.equal(country('club.example.org', { geo_lat: '45.8', geo_lng: '9.1' }), null)
})

t.test('links are whole', async t => {
  const website = 'https://entries.example.org/?race=1&amp;event=2&#038;lang=en'
  t.match(one({ website }).races, [{ url: 'https://entries.example.org/?race=1&event=2&lang=en' }])
  t.match(one({ website: 'javascript:1' }).races, [{ url: 'https://club.example.org/e/1' }])
})

t.test('organisers are not kept', async t => {
  const kept = source.keep?.(
    JSON.stringify({
      events: [{ ...event, organizer: [{ email: 'a@example.com' }], venue: { phone: '555 0100' } }],
    }),
    '',
  )
  t.notMatch(kept, /a@example\.com|555 0100/)
})

t.test('real events', { skip: noRealData }, async t => {
  const page = JSON.parse(realFile('the-events-calendar/events.partial.json'))
  t.match(
    readText('events_calendar', page, first),
    { races: { length: 0 }, rejects: { length: 0 } },
    'services are no races',
  )
  page.events[1].title = '2nd Service &#8211; 50K'
  t.equal(readText('events_calendar', page, first).requests.length, 1)
  t.match(one({ ...page.events[1] }).races, [
    {
      name: 'Service – 50K',
      edition: 2,
      startDate: '2026-10-04',
      city: 'Canterbury',
      country: 'GBR',
      distances: [{ km: 50 }],
    },
  ])
})
