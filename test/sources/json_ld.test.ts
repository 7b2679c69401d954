import t from 'tap'
import { sourceNamed } from '../../sources/index.ts'
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
    { id: null, reason: /robots\.txt closes this page/, raw: 'https://race.example.org/private/b' },
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
})

t.test('the day is the day where the race is', async t => {
  for (const startDate of [
    '2026-10-03',
    '2026-10-03T23:30',
    '2026-10-03T23:30:00-08:00',
    '2026-10-03T00:30:00+12:00',
    '2026-10-03T07:00:00Z',
  ])
    t.match(read({ ...event, startDate }).races, [{ startDate: '2026-10-03' }])
})

t.test('only eventStatus says that a race is off', async t => {
  const status = (eventStatus: string) =>
    read({ ...event, description: 'Cancelled? No!', eventStatus }).races[0]?.status
  t.equal(status('https://schema.org/EventCancelled'), 'cancelled')
  t.equal(status('EventPostponed'), 'postponed')
  t.equal(status('EventRescheduled'), 'scheduled')
  t.match(read({ ...event, eventStatus: 'EventMovedOnline' }).races, [{ virtual: true }])
  const offers = [{ '@type': 'Offer', price: '25', availability: 'https://schema.org/SoldOut' }]
  t.match(read({ ...event, offers }).races, [{ registration: 'sold-out' }])
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
