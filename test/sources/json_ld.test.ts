import t from 'tap'
import { sourceNamed } from '../../sources/index.ts'
import { decode, readPage, take } from '../../sources/page.ts'
import { eventsIn, jsonLdOf } from '../../sources/platforms/jsonld.ts'
import { noRealData, realFile } from '../fixtures/real-data.ts'
import { readSamples, readText } from '../fixtures/samples.ts'

const source = sourceNamed('json_ld')
const page = { url: 'https://race.example.org/race' }
const html = (...blocks: string[]) =>
  `<html><body>${blocks.map(text => `<script type="application/ld+json">${text}</script>`).join('<p>x</p>')}</body></html>`
const read = (...blocks: unknown[]) =>
  readText(
    'json_ld',
    html(...blocks.map(block => (typeof block === 'string' ? block : JSON.stringify(block)))),
    page,
  )
const event = { '@type': 'SportsEvent', name: 'Coast Path 50 Miles', startDate: '2026-10-03T07:00' }

t.test('the samples: robots.txt first, then the pages it leaves open', async t => {
  const { races, rejects, asked } = await readSamples(t, 'json_ld')
  t.same(rejects, [])
  t.same(asked.filter(url => url.endsWith('robots.txt')).length, 2)
  t.match(
    races.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    [
      { name: 'Cancelled 24h', status: 'cancelled', city: 'Leeds', country: 'GBR', startDate: '2026-08-01' },
      {
        name: 'Coast Path 50 Miles',
        place: 'Porthleven, Cornwall',
        url: 'https://calendar.example.com/coast',
      },
      {
        name: 'Dragon’s Back 380 km',
        startDate: '2026-09-07',
        endDate: '2026-09-12',
        latitude: 53.2801,
        country: 'GBR',
      },
      {
        name: 'Lakeland 100',
        place: 'Coniston, Coniston, United Kingdom',
        distances: [{ amount: 100 }, { amount: 50 }],
      },
    ],
  )
})

t.test('a page that robots.txt closes is left alone, and said so', async t => {
  const [robots = { url: '' }] = source.requests([
    'https://race.example.org/a',
    'https://race.example.org/private/b',
  ])
  const reading = readText('json_ld', 'User-agent: ultrasearch\nDisallow: /private\n', robots)
  t.same(reading.requests, [{ url: 'https://race.example.org/a' }])
  t.match(reading.rejects, [
    { id: /private/, reason: /robots\.txt closes this page/, raw: 'https://race.example.org/private/b' },
  ])
  t.equal(readText('json_ld', 'User-agent: *\nDisallow: /\n', robots).requests.length, 0)
  t.equal(readText('json_ld', '', robots).requests.length, 2, 'without one everything is open')
})

t.test('every shape', async t => {
  const shapes: unknown[] = [
    event,
    [event],
    { '@graph': [{ '@type': 'Organization' }, event] },
    { '@type': 'ItemList', itemListElement: [{ '@type': 'ListItem', item: event }] },
    { ...event, '@type': ['Event', 'SportsEvent'] },
    { ...event, '@type': 'https://schema.org/SportsEvent' },
    { '@type': 'WebPage', mainEntity: event },
    `<!-- ${JSON.stringify(event)} -->`,
    JSON.stringify({ ...event, description: 'a\tb' }).replace('\\t', '\t'),
  ]
  for (const shape of shapes) t.equal(read(shape).races.length, 1, JSON.stringify(shape))
  t.equal(read('{ no JSON', event).races.length, 1, 'a bad block does not spoil the others')
  t.match(read({ ...event, location: [{ name: 'A', geo: { latitude: 50, longitude: '-5' } }] }).races, [
    { latitude: 50, longitude: -5 },
  ])
  t.match(read({ ...event, location: { address: 'Porthleven' } }).races, [
    { place: 'Porthleven', latitude: null },
  ])
  const como = { address: { addressLocality: 'Como', addressRegion: 'CO' } }
  const country = (url: string, geo?: object) =>
    readText('json_ld', html(JSON.stringify({ ...event, location: { ...como, geo } })), { url }).races[0]
      ?.country
  t.equal(country('https://race.example.org/'), 'USA')
  t.equal(country('https://race.example.it/'), null, 'two letters of another country')
  t.equal(country('https://race.example.org/', { latitude: 45.8, longitude: 9.1 }), null)
  t.equal(country('https://race.example.it/', { latitude: 39.3, longitude: -105.9 }), 'USA')
})

t.test('the day is the day where the race is', async t => {
  for (const startDate of [
    '2026-10-03',
    '2026-10-03T23:30',
    '2026-10-03T23:30:00-08:00',
    '2026-10-03T00:30:00+12:00',
    '2026-10-03T00:00:00.000Z',
    '2026-10-03T08:00:00+00:00',
  ])
    t.match(read({ ...event, startDate }).races, [{ startDate: '2026-10-03' }])
  const inUtc: [string, string, string][] = [
    ['2027-05-21T22:00:00.000Z', 'DE', '2027-05-22'],
    ['2027-05-15T20:30:00Z', 'AU', '2027-05-16'],
    ['2027-05-15T07:00:00Z', 'GB', '2027-05-15'],
    ['2027-05-15T15:00:00Z', 'US', '2027-05-15'],
  ]
  for (const [startDate, addressCountry, day] of inUtc)
    t.match(read({ ...event, startDate, location: { address: { addressCountry } } }).races, [
      { startDate: day },
    ])
  for (const location of [undefined, { address: { addressCountry: 'US' } }])
    t.match(read({ ...event, startDate: '2027-05-15T07:00:00Z', location }).rejects, [
      { id: 'race.example.org|2027|coast-path-50-miles', reason: /which day that is there isn't known/ },
    ])
})

t.test('a race keeps its id when it moves, and shares it with no other', async t => {
  const ids = (...events: object[]) => read(...events).races.map(({ id }) => id)
  const dragon = { ...event, name: 'Dragon 50K' }
  const [before, after] = ['2026-10-03', '2026-10-10'].map(startDate => ids({ ...dragon, startDate })[0])
  t.equal(before, after)
  t.equal(ids({ ...dragon, name: 'CANCELLED: Dragon 50K' })[0], before, 'or is called off')
  t.same(ids(dragon, { ...dragon, name: 'Dragon 80K' }, { ...dragon, name: 'Dragon 50M' }), [
    'race.example.org|2026|dragon-50k',
    'race.example.org|2026|dragon-80k',
    'race.example.org|2026|dragon-50m',
  ])
  t.same(ids(dragon, { ...dragon, startDate: '2026-11-07' }), [
    'race.example.org|2026|dragon-50k|2026-10-03',
    'race.example.org|2026|dragon-50k|2026-11-07',
  ])
  t.equal(ids(dragon, { ...dragon }).length, 1, 'what a page says twice is one')
  const own = { ...dragon, '@id': '#event' }
  t.same(ids(own, { ...own, startDate: '2027-10-02' }), [
    'https://race.example.org/race#event|2026|dragon-50k',
    'https://race.example.org/race#event|2027|dragon-50k',
  ])
})

t.test('what is no race stops no withdrawal, what may be one does', async t => {
  const undated = (name: string) => read({ ...event, name, startDate: 'TBA' }).rejects
  t.same(undated('Info evening'), [])
  t.match(undated('Dragon 50K'), [{ id: null }])
})

t.test('a part of an event has its place and day from the whole, and is off with it', async t => {
  const whole = {
    '@type': 'Event',
    name: 'Dragon Weekend',
    startDate: '2026-10-02',
    endDate: '2026-10-04',
    location: { address: { addressLocality: 'Leeds', addressCountry: 'GB' } },
  }
  const part = { '@type': 'SportsEvent', name: 'Dragon 100K', startDate: '2026-10-03', location: null }
  t.match(read({ ...whole, subEvent: [part] }).races, [
    { name: 'Dragon 100K', startDate: '2026-10-03', endDate: null, city: 'Leeds', country: 'GBR' },
  ])
  t.match(read({ ...whole, subEvent: { ...part, startDate: undefined } }).races, [
    { startDate: '2026-10-02', endDate: '2026-10-04' },
  ])
  const off = {
    ...whole,
    eventStatus: 'EventCancelled',
    subEvent: { ...part, eventStatus: 'EventScheduled' },
  }
  t.match(read(off).races, [{ status: 'cancelled' }])
  t.match(read({ ...whole, subEvent: { ...part, eventStatus: 'EventPostponed' } }).races, [
    { status: 'postponed' },
  ])
})

t.test('a page is read in the letters it is written in', async t => {
  const text = (charset: string) =>
    `<meta charset="${charset}">${html(JSON.stringify({ ...event, name: 'Tübinger Ultra 50 km' }))}`
  const name = (bytes: Buffer, contentType: string | null = null) => {
    const taken = take(source, page.url, { kind: 'body', status: 200, contentType, body: bytes })
    return 'kept' in taken && readPage(source, { text: decode(taken.kept), request: page }).races[0]?.name
  }
  const latin = (charset: string) => Buffer.from(text(charset), 'latin1')
  t.equal(name(Buffer.from(text('utf-8'))), 'Tübinger Ultra 50 km')
  t.equal(name(Buffer.from(text('').slice('<meta charset="">'.length))), 'Tübinger Ultra 50 km')
  t.equal(name(latin('ISO-8859-1')), 'Tübinger Ultra 50 km')
  t.equal(name(latin('x'), 'text/html; charset=iso-8859-1'), 'Tübinger Ultra 50 km')
  t.equal(name(latin('utf-8')), 'Tübinger Ultra 50 km', 'one that says otherwise than it does')
  t.equal(name(latin('no-such-charset')), 'Tübinger Ultra 50 km')
  const bad = Buffer.concat([Buffer.from(text('utf-8')), Buffer.from([0xc3])])
  t.equal(name(bad), 'Tübinger Ultra 50 km', 'a letter that was cut')
  t.equal(name(Buffer.from(text('utf8mb4'))), 'Tübinger Ultra 50 km')
  t.equal(name(Buffer.from(`\ufeff${text('')}`), 'text/html; charset=iso-8859-1'), 'Tübinger Ultra 50 km')
})

t.test('links are the page’s', async t => {
  const links: [string, string][] = [
    ['/dragon.html', 'https://race.example.org/dragon.html'],
    ['registration.php?x=1', 'https://race.example.org/registration.php?x=1'],
    ['dragon.example', 'https://dragon.example/'],
    ['//dragon.example/a', 'https://dragon.example/a'],
    ['', 'https://race.example.org/race'],
  ]
  for (const [url, link] of links) t.match(read({ ...event, url }).races, [{ url: link }], url)
})

t.test('only eventStatus says that a race is off', async t => {
  const status = (eventStatus: unknown) =>
    read({ ...event, description: 'Cancelled? No!', eventStatus }).races[0]?.status
  t.equal(status('https://schema.org/EventCancelled'), 'cancelled')
  t.equal(status('EventPostponed'), 'postponed')
  for (const cancelled of [
    { '@id': 'https://schema.org/EventCancelled' },
    ['EventRescheduled', 'EventCancelled'],
    'https://schema.org/EventCancelled/',
    'schema:EventCancelled',
    'EventCanceled',
  ])
    t.equal(status(cancelled), 'cancelled', JSON.stringify(cancelled))
  t.equal(status('EventRescheduled'), 'scheduled')
  t.match(read({ ...event, eventStatus: 'EventMovedOnline' }).races, [{ virtual: true }])
  const offers = [{ '@type': 'Offer', price: '25', availability: 'https://schema.org/SoldOut' }]
  t.match(read({ ...event, offers }).races, [{ registration: 'sold-out' }])
  const later = { '@type': 'Offer', availability: { '@id': 'https://schema.org/InStock' } }
  t.match(
    read({ ...event, offers: [...offers, later] }).races,
    [{ registration: null }],
    'the early birds are',
  )
})

t.test('nothing of people is kept', async t => {
  const kept = jsonLdOf(
    html(
      JSON.stringify({
        ...event,
        organizer: { email: 'a@example.org' },
        performer: 'Jo',
        telephone: '555 0100',
      }),
    ),
  )
  t.match(kept, /Coast Path/)
  t.notMatch(kept, /example\.org|Jo|555/)
  t.notMatch(jsonLdOf('<p>Write to b@example.org</p>'), /b@example/)
  t.notMatch(
    jsonLdOf(html('{ "email": "c@example.org" no JSON')),
    /c@example/,
    'what is unreadable is not kept either',
  )
})

t.test('a page without events is unreadable: it changed', async t => {
  t.throws(() => read({ '@type': 'ItemList', itemListElement: [] }), {
    name: 'Unreadable',
    message: /no schema.org event/,
  })
  t.match(read(event, { ...event, startDate: 'soon' }).rejects, [{ reason: /not written like a day/ }])
})

t.test('real quirks', { skip: noRealData }, async t => {
  const quirks = JSON.parse(realFile('schema-org/jsonld-quirks.json')) as { jsonld?: object; raw?: string }[]
  const events = quirks.flatMap(({ jsonld, raw }) =>
    eventsIn(JSON.parse(jsonLdOf(html(raw ?? JSON.stringify(jsonld))))),
  )
  t.equal(events.length, 6)
})
