import { parseFeed } from 'htmlparser2'
import ICAL from 'ical.js'
import t from 'tap'
import { calendarOf } from '../../lib/feeds/calendar.ts'
import type { PublicEvent } from '../../lib/feeds/event.ts'
import { openLibrary } from '../../lib/feeds/library.ts'
import { linkedDataOf } from '../../lib/feeds/linked-data.ts'
import { newsOf } from '../../lib/feeds/news.ts'
import { readQuestion } from '../../lib/feeds/question.ts'
import { feeds } from '../../lib/feeds/routes.ts'
import { until } from '../fixtures/database.ts'
import { byHand, distance, race } from '../fixtures/hands.ts'
import { startStatus } from '../fixtures/status-server.ts'

const hostile = `A; B, "C" \\ <script>alert(1)</script> & ${'long '.repeat(30)}`
const races = [
  race('1', {
    name: hostile,
    endDate: '2099-06-02',
    url: 'https://example.org/?a=1&b=2',
    latitude: 45.9,
    longitude: 6.8,
    distances: [distance(50), distance(100)],
  }),
  race('2', {
    name: '=Überlauf',
    status: 'cancelled',
    startDate: '2099-07-01',
    place: '',
    city: null,
    country: null,
  }),
  race('3', { name: 'Third', startDate: '2099-08-01' }),
]

async function withEvents(t: Parameters<typeof byHand>[0], more = {}) {
  const hands = await byHand(t)
  await hands.run({ a: { races } })
  // The status needs a log-in; feeds are for anybody.
  const environment = { STATUS_AUTH: 'operator:ops:very-secret', ...more }
  const status = await startStatus(t, { database: hands.database, environment })
  await until('it is ready', async () => (await status.send('/readyz')).status === 200)
  return { hands, ...status }
}

const eventsOf = (text: string) =>
  new ICAL.Component(ICAL.parse(text))
    .getAllSubcomponents('vevent')
    .map(one => ({ raw: one, event: new ICAL.Event(one) }))

t.test('whom to name is told; what may not be passed on is shown to runners, and is in no data', async t => {
  // Where people find it is known: then everybody's answer is the same, and may be kept for all.
  const base = 'https://races.example.org/below/'
  const { hands, send } = await withEvents(t, {
    STATUS_URL: base,
    SUPABASE_URL: 'http://127.0.0.1',
    SUPABASE_ANON_KEY: 'x',
  })
  const terms = {
    attribution: 'Races listed by Toy',
    licence: 'CC0',
    terms_url: 'https://toy.example.org/terms',
  }
  await hands.register('toy', terms)
  await hands.register('secretive', { attribution: 'Races listed by Secretive', may_export: false })
  const secret = [race('9', { name: 'Not to be passed on', city: 'Elsewhere', place: 'Elsewhere' })]
  await hands.run({ a: { races: secret } }, 'secretive')

  for (const [file, isThere] of [
    ['ics', true],
    ['rss', true],
    ['geojson', false],
    ['csv', false],
  ] as const) {
    const { text, headers } = await send(`/events.${file}`)
    t.equal(text.replaceAll('\r\n ', '').includes('Not to be passed on'), isThere, file)
    t.match(text, /Third/)
    t.equal(headers['cache-control'], 'public, max-age=300')
    t.equal(headers.link, `<${base}events/sources.json>; rel="license"`)
  }
  t.match(JSON.parse((await send('/events/sources.json')).text), [
    { name: 'secretive', may_export: false },
    { name: 'toy' },
  ])
  t.match(JSON.parse((await send('/events.geojson')).text).sources, [{ name: 'toy', licence: 'CC0' }])
  const [one] = eventsOf((await send('/events.ics')).text)
  t.match(one?.event.description, /\nRaces listed by Toy$/)
  t.equal(one?.raw.getFirstPropertyValue('url'), `${base}events/1`)
  t.match((await send('/events.rss')).text, /Races listed by Secretive \(x\)/)
  t.match(JSON.parse((await send('/events/1')).text), {
    '@id': `${base}events/1`,
    subjectOf: { isBasedOn: [{ creditText: 'Races listed by Toy', license: terms.terms_url }] },
  })
  const browsers = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
  t.match(
    await send('/events/1', { headers: browsers }),
    { status: 303, headers: { location: `${base}explore/event/1`, vary: 'Accept' } },
    'whoever taps a race in their calendar gets its page',
  )
  const scripts = { accept: 'application/json, text/html;q=0.5' }
  t.match(await send('/events/1', { headers: scripts }), { status: 200, headers: { vary: 'Accept' } })
})

t.test('a database that goes while it is asked is no fault of the question, nor of ours', async t => {
  const library = openLibrary('postgres://127.0.0.1:2/x')
  const app = feeds({ library, baseUrl: null, whyNotReady: async () => null })
  const answer = await app.request('/events.csv')
  t.equal(answer.status, 503)
  t.equal(answer.headers.get('retry-after'), '60')
  t.match(await answer.json(), { message: /can't be reached/ })
})

t.test('what is published, as others read it', async t => {
  const { hands, send, base } = await withEvents(t)

  t.test('a feed of what changed, GeoJSON and CSV, by the filters of searching, page by page', async t => {
    const rss = await send('/events.rss')
    t.match(rss, { status: 200, headers: { 'content-type': /^application\/rss\+xml/ } })
    const feed = parseFeed(rss.text)
    t.equal(feed?.items.length, 3)
    const item = feed?.items.find(({ link }) => link === `${base}/events/1`)
    t.equal(item?.title, hostile.trim())
    t.match(rss.text, /CANCELLED: =Überlauf/)
    t.notMatch(rss.text.replace(/<!\[CDATA\[.*?\]\]>/gs, ''), /<script>/)
    await hands.rows(`update public.events set name = 'A ]]> & ]]> B' where id = 3`)
    const broken = (await send('/events.rss')).text
    t.match(broken, 'A ]] > & ]] > B')
    t.notMatch(broken.replace(/<!\[CDATA\[.*?\]\]>/gs, ''), /\]\]>/)
    await hands.rows(`update public.events set name = 'Third' where id = 3`)

    const geojson = JSON.parse((await send('/events.geojson')).text)
    t.match(geojson, {
      type: 'FeatureCollection',
      features: [{ id: 1, geometry: { type: 'Point', coordinates: [6.8, 45.9] } }, { id: 3 }],
    })
    t.equal(geojson.features.length, 2, 'what is called off is not found unless asked for')
    const all = JSON.parse((await send('/events.geojson?include_cancelled=true&from=2099-06-15')).text)
    t.match(all.features, [{ id: 2, geometry: null, properties: { status: 'cancelled' } }, { id: 3 }])

    const csv = await send('/events.csv?include_cancelled=1&limit=2')
    t.match(csv.text, /^id,name,edition,url,.+\r\n1,"A; B, ""C"" \\ <script>.+\r\n2,'=Überlauf,/)
    const next = /<(.+)>; rel="next"/.exec(String(csv.headers.link))?.[1] ?? ''
    const second = await send(next.slice(base.length))
    t.match(second.text, /\r\n3,Third,/)
    t.notMatch(second.headers.link, /next/)
    t.match(next && csv.headers, { 'access-control-expose-headers': /Link/ })
    const page = await send('/events.rss?limit=1')
    t.match(page.headers.link, /limit=1&cursor=/)
    t.notMatch(page.text, /cursor=/, 'who subscribes by it hears of what comes')
    t.match(await send('/events.csv?to=2025-01-01'), { status: 200, text: /^id,/ }, 'of long ago')
    const cut = await send('/events.ics?limit=1')
    t.match(cut.text.replaceAll('\r\n ', ''), /X-WR-CALDESC:The next 1 of more/)
    t.notMatch((await send('/events.ics')).text, /CALDESC/)
    t.equal((await send('/events.csv?query=thrid')).text.trim().split('\r\n').length, 2, 'a typo is found')
  })

  t.test('a question that makes no sense is told what to ask instead', async t => {
    for (const [query, message] of [
      ['nothing=1', /There is no parameter nothing\. Known: query, near_lat/],
      ['from=June', /from must be a day such as/],
      ['min_km=long', /min_km must be a number/],
      ['countries=FRA&countries=DEU', /countries is there twice: lists have commas/],
      ['limit=5000', /limit is from 0 to 2000/],
      ['near_lat=1', /near/],
      ['cursor=xxxx', /cursor/],
      ['include_virtual=perhaps', /include_virtual must be true or false/],
    ] as const) {
      const answer = await send(`/events.csv?${query}`)
      t.match(answer, { status: 400, headers: { 'content-type': /json/ } }, query)
      t.match(JSON.parse(answer.text).message, message)
    }
    t.match(await send('/events.xml'), { status: 401 })
    t.same(
      readQuestion(new URLSearchParams('query=&months=5,6&min_km=50')),
      { months: [5, 6], min_km: 50 },
      'an empty one is none',
    )
  })

  t.test('a calendar in which a race that is moved moves, and one that is called off is told so', async t => {
    const first = await send('/events.ics')
    t.match(first, {
      status: 200,
      headers: { 'content-type': /^text\/calendar/, 'access-control-allow-origin': '*' },
    })
    for (const line of first.text.split('\r\n')) t.ok(Buffer.byteLength(line) <= 75, line)
    const [one, two, three] = eventsOf(first.text)
    t.equal(one?.event.summary, hostile.trim())
    t.equal(one?.event.uid, 'event-1@ultrasearch')
    t.match(
      [one?.event.startDate.toString(), one?.event.endDate.toString()],
      ['2099-06-01', '2099-06-03'],
      'whole days, the end not included',
    )
    t.equal(one?.raw.getFirstPropertyValue('status'), 'CONFIRMED')
    t.equal(one?.raw.getFirstPropertyValue('url'), `${base}/events/1`)
    t.match(one?.event.description, /^50 km, 100 km\nhttps:\/\/example\.org\/\?a=1&b=2\nx$/)
    t.match(String(one?.raw.getFirstPropertyValue('geo')), /45\.9.6\.8/)
    t.equal(two?.raw.getFirstPropertyValue('status'), 'CANCELLED')
    t.equal(two?.event.summary, 'CANCELLED: =Überlauf')
    t.equal(three?.event.summary, 'Third')

    const sequence = (event: typeof one): number => Number(event?.raw.getFirstPropertyValue('sequence'))
    await hands.rows(`update public.events set updated_at = updated_at - interval '2 seconds'`)
    const before = eventsOf((await send('/events.ics')).text)[2]
    await hands.run({
      a: { races: [races[0], races[1], race('3', { name: 'Third', startDate: '2099-08-08' })] as never },
    })
    const after = eventsOf((await send('/events.ics')).text)[2]
    t.equal(after?.event.uid, before?.event.uid)
    t.equal(after?.event.startDate.toString(), '2099-08-08')
    t.ok(sequence(after) > sequence(before), `${sequence(after)} > ${sequence(before)}`)
    t.equal(eventsOf((await send('/events/3.ics')).text).length, 1)
    await hands.run({ a: { races } })
  })

  t.test('what has not changed costs a look at its version', async t => {
    const first = await send('/events.ics?countries=FRA')
    const etag = String(first.headers.etag)
    t.match(first.headers, { etag: /^W\/"/, 'cache-control': 'private, max-age=300' })
    t.match(await send('/events.ics?countries=FRA', { headers: { 'if-none-match': etag } }), {
      status: 304,
      text: '',
    })
    t.match(await send('/events.ics?countries=DEU', { headers: { 'if-none-match': etag } }), { status: 200 })
    await hands.run({ a: { races } })
    t.match(
      await send('/events.ics?countries=FRA', { headers: { 'if-none-match': etag } }),
      { status: 304 },
      'a run that changed nothing',
    )
    t.match(await send('/events/999', { headers: { 'if-none-match': '*' } }), { status: 404 })
    await hands.register('toy', { attribution: 'Somebody else' })
    t.match(
      await send('/events.ics?countries=FRA', { headers: { 'if-none-match': etag } }),
      { status: 200, text: /Somebody else/ },
      'other terms',
    )
    await hands.register('toy', { attribution: 'x' })
    await hands.run({ a: { races: [...races, race('4')] } })
    t.match(await send('/events.ics?countries=FRA', { headers: { 'if-none-match': etag } }), { status: 200 })
  })

  t.test('an event as linked data, under every id that it had', async t => {
    const answer = await send('/events/1')
    t.match(answer.headers, { 'content-type': 'application/ld+json' })
    t.match(JSON.parse(answer.text), {
      '@context': 'https://schema.org',
      '@type': 'SportsEvent',
      '@id': `${base}/events/1`,
      name: hostile.trim(),
      startDate: '2099-06-01',
      endDate: '2099-06-02',
      eventStatus: 'https://schema.org/EventScheduled',
      location: {
        '@type': 'Place',
        address: { addressLocality: 'Chamonix', addressCountry: 'FRA' },
        geo: { latitude: 45.9 },
      },
      url: 'https://example.org/?a=1&b=2',
      description: '50 km, 100 km',
      subEvent: [{ name: /: 50 km$/, endDate: '2099-06-02', location: { '@type': 'Place' } }, {}],
    })
    const off = { eventStatus: 'https://schema.org/EventCancelled' }
    const cancelled = JSON.parse((await send('/events/2')).text)
    t.match(cancelled, { ...off, alternateName: /^CANCELLED/, subEvent: [{ ...off, name: /^CANCELLED/ }] })
    await hands.rows(`update public.events set precision = 'country' where id = 1`)
    t.notMatch((await send('/events/1')).text, /GeoCoordinates/, 'nobody is sent to the middle of a country')
    t.notMatch((await send('/events/1.ics')).text, /GEO:/)
    await hands.rows('update public.events set merged_into = 1 where id = 3')
    t.match(await send('/events/3'), { status: 307, headers: { location: `${base}/events/1` } })
    await hands.rows('update public.events set withdrawn_at = now() where id = 2')
    for (const id of ['2', '4711', '999999999999999'])
      t.match(await send(`/events/${id}`), { status: 404, text: /No source lists event/ })
    t.match(await send('/events/abc'), { status: 401 }, 'the rest needs a log-in')
  })
})

t.test('one odd character in one race breaks no feed', async t => {
  const event = {
    id: 1,
    name: 'Lake\u0001 50K \ud83c\udfc3\ufffe',
    start_date: '2099-06-01',
    city: 'Vi\u000benna',
    distances: [{ raw: '50\u001bK\u007f', kind: 'distance' }],
    status: 'scheduled',
    sources: [],
    updated_at: '2099-01-01T00:00:00Z',
  } as unknown as PublicEvent
  const odd = /[^\t\n\r\x20-\x7e\x80-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u
  const link = () => 'https://example.org/events/1'
  for (const text of [newsOf([event], link(), link, []), calendarOf([event], link, [], false)]) {
    t.notMatch(text, odd)
    for (const said of ['Lake 50K \u{1f3c3}', 'Vienna', '50K']) t.ok(text.includes(said), said)
  }
})

t.test('what is cycled beside a race, or run at home, is told as no ultra in its town', async t => {
  const event = {
    id: 1,
    name: 'Three ways',
    start_date: '2099-06-01',
    city: 'Chamonix',
    latitude: 45.9,
    longitude: 6.8,
    precision: 'city',
    distances: [
      { raw: '50K', kind: 'distance' },
      { raw: '60K ruck', kind: 'distance', activity: 'ruck' },
      { raw: '100 miles', kind: 'distance', activity: 'bike' },
      { raw: '100K', kind: 'distance', virtual: true },
    ],
    status: 'scheduled',
    virtual: false,
    sources: [],
    updated_at: '2099-01-01T00:00:00Z',
  } as unknown as PublicEvent
  const link = () => 'https://example.org/events/1'
  const told = (event: PublicEvent) => [
    newsOf([event], link(), link, []),
    calendarOf([event], link, [], false),
    JSON.stringify(linkedDataOf(event, link(), [])),
  ]
  for (const text of told(event)) {
    t.match(text, /50K.+60K ruck/s)
    t.notMatch(text, /100/)
  }
  for (const text of told({ ...event, virtual: true })) {
    t.match(text, '100K', 'all of a virtual event is')
    t.notMatch(text, /45\.9/)
  }
})
