import t from 'tap'
import { readPage } from '../../sources/page.ts'
import { world } from '../../sources/platforms/area.ts'
import type { Request } from '../../sources/source.ts'
import ultrasignup from '../../sources/ultrasignup.ts'

const row = {
  EventDateId: 7,
  EventName: 'Ridge &amp; Valley',
  EventDate: '5/1/2027',
  EventDateEnd: null,
  Distances: '50K, 1/2 Marathon',
  City: 'Blairsville, GA',
  State: 'GA',
  Latitude: '34.8',
  Longitude: '-83.9',
  EventWebsite: 'http://example.org',
  Cancelled: false,
  Postponed: false,
  VirtualEvent: false,
}
const cell = ultrasignup.requests()[0] as Request

function read(rows: unknown, request: Request = cell) {
  return readPage(ultrasignup, { text: JSON.stringify(rows), request })
}

t.test('twelve months by twelve codes, over all the world', async t => {
  const urls = ultrasignup.requests().map(({ url }) => url)
  t.equal(new Set(urls).size, 144)
  t.match(cell.url, /virtual=0&open=0&past=0&lat=39&lng=-98&mi=12500&mo=12&m=1&dist=1$/)
})

t.test('a row says its race', async t => {
  const { races, rejects } = read([
    row,
    {
      ...row,
      ...{ EventDateId: 8, EventDateEnd: '5/2/2027', State: 'BC', City: 'Squamish', Cancelled: true },
      ...{ Latitude: '49.7', Longitude: '-123.2' },
    },
    {
      ...row,
      EventDateId: 9,
      State: 'HautgSavoie',
      City: 'Chamonix',
      Latitude: '0',
      Longitude: '0',
      Postponed: true,
    },
    {
      ...row,
      EventDateId: 10,
      EventName: 'Backyard',
      EventWebsite: 'javascript:alert(1)',
      Distances: null,
      VirtualEvent: true,
    },
    ...[
      ['San Juan', 'PR', 18.47, -66.11],
      ['Northcliffe', 'WA', -34.63, 116.12],
      ['Ensenada', 'BC', 31.87, -116.6],
      ['Como', 'CO', 45.81, 9.09],
      ['Haleakala', 'HI', 20.7, -156.2],
    ].map(([City, State, Latitude, Longitude], i) => ({
      ...row,
      EventDateId: 11 + i,
      ...{ City, State, Latitude, Longitude },
    })),
  ])
  t.same(rejects, [])
  t.match(races, [
    {
      id: '7',
      name: 'Ridge & Valley',
      startDate: '2027-05-01',
      city: 'Blairsville',
      region: 'GA',
      country: 'USA',
    },
    { id: '8', endDate: '2027-05-02', region: 'BC', country: 'CAN', status: 'cancelled' },
    { id: '9', region: 'HautgSavoie', country: null, latitude: null, longitude: null, status: 'postponed' },
    {
      id: '10',
      url: 'https://ultrasignup.com/register.aspx?dtid=10',
      distances: [{ kind: 'backyard' }],
      virtual: true,
    },
    { region: 'PR', country: 'PRI', latitude: 18.47 },
    { region: 'WA', country: 'AUS', latitude: -34.63 },
    { city: 'Ensenada', region: 'BC', country: null, latitude: 31.87 },
    { place: 'Como, CO', region: 'CO', country: null, latitude: 45.81 },
    { region: 'HI', country: 'USA', latitude: 20.7 },
  ])
  t.match(races[0], { latitude: 34.8, longitude: -83.9, distances: [{ km: 50 }, { km: 21.1 }] })
})

t.test('a list of distances that the service cut loses its last piece', async t => {
  const whole =
    '100 Miler, 100K, 50 Miler, 50K, Marathon, 1/2 Marathon, 10K, 5K, 100 Mile - 5 Person Relay, 25 K'
  const amounts = (Distances: string) =>
    read([{ ...row, Distances }]).races[0]?.distances.map(({ amount }) => amount)
  t.ok(whole.length >= 96)
  t.same(amounts(whole), [100, 100, 50, 50, 42.195, 21.0975, 10, 5, 100])
  t.same(amounts(whole.slice(0, 66)), [100, 100, 50, 50, 42.195, 21.0975, 10, 5])
  const blanks = `100 Miler, ${'50 Mile  Run, '.repeat(6)}25  `
  t.ok(blanks.length >= 96 && blanks.length - 8 < 96)
  t.equal(amounts(`${blanks}Mi`)?.length, 7, 'by its length as it came, blanks and all')
})

/** What is told of a row with these facts: names of those that are none are not listed. */
const told = (Distances: string | null, facts = {}) =>
  read([{ ...row, Distances, ...facts }]).races.map(({ status, distances }) => [
    status,
    distances.map(({ kind, amount }) => amount ?? kind).join(),
  ])

t.test('only what is an ultra, or may be one', async t => {
  const none = [
    '10K, 5K',
    'Marathon',
    '6hrs Bike, 100 Miler Bike',
    'Virtual 50K',
    'Camp',
    'Hawk Ultra Series Pass',
    '',
  ]
  const rides =
    '100 Miler, 100 Mile 2 Person Relay, 100 Mile 3 Person Relay, 100 Mile 4 Person Relay, 50 Miler, 25'
  for (const [list, name] of [
    [rides, 'Frenzy Hills Rides'],
    ['6hrs, 50 Miler Ultra', 'Lake MTB'],
    ['50 Miler', 'Rides for Runners'],
    ['50 Miler', 'Ride & Tie'],
    ['50 Miler', 'Midnight Ride'],
  ] as const) {
    const races = told(list, { EventName: name, DistanceCategories: ' ultra' })
    t.equal(races.length, name === 'Frenzy Hills Rides' ? 0 : 1, name)
  }
  t.same(told('100M Training', { EventName: 'Ultra-marathon Coaching Program' }), [], 'coaching')
  for (const list of none) t.same(told(list, { DistanceCategories: ' non ultra' }), [], list)
  t.same(told('10K', { EventName: 'Bear Ultra', DistanceCategories: ' ultra' }), [], 'all of it was read')
  t.same(told('Ultra Distance'), [['scheduled', '']], 'says so itself')
  t.same(told('Ultra, 15 Mile Race'), [['scheduled', '15']])
  t.same(told('Long Course, 10K', { DistanceCategories: ' ultra, non ultra' }), [['scheduled', '10']])
  t.same(told('one only', { EventName: 'Mad Trapper Backyard Ultra' }), [['scheduled', 'backyard']])
  t.same(told(null, { EventName: 'Bear 50 Miler' }), [['scheduled', '50']])
  const relays =
    '8 Per Relay, 7 Per Relay, 6 Per Relay, 5 Per Relay, 4 Per Relay, 3 Per Relay, 2 Per Relay, 50 Mile'
  const cut = told(relays, { EventName: 'Tussey 50 Mile Relay and Ultramarathon' })
  t.match(cut, [['scheduled', /^relay.*,50$/]], 'the name says what was cut off')
})

t.test('a distance that is off is not offered', async t => {
  t.same(told('100M CANCELLED, 50K'), [['scheduled', '50']])
  const side = { EventName: 'Mad Trapper Backyard Ultra' }
  t.same(told('there can be only one,5K - CANCELLED', side), [['scheduled', 'backyard']])
  t.same(told('100 Miler - Cancelled, 50K (CANCELLED), 5K'), [['cancelled', '100,50']])
  t.same(told('50K - postponed'), [['postponed', '50']])
  t.same(told('50K - postponed', { Cancelled: true }), [['cancelled', '50']])
  t.same(told('50K (cancelled 2026)'), [['scheduled', '50']], "last year's")
})

t.test("a page of 100 is cut by area until it can't be", async t => {
  const rows = Array.from({ length: 100 }, (_, i) => ({
    ...row,
    EventDateId: i + 1,
    Longitude: String(-100 - i / 10),
  }))
  const { full, requests, races } = read(rows)
  t.equal(full, true)
  t.equal(races.length, 100, 'what it did show counts')
  t.equal(requests.length, 2)
  t.match(requests[0]?.url, /&m=1&dist=1$/, 'the month and the code stay')
  t.same(
    requests.map(({ context }) => (context as number[])[1]),
    [-285, -105],
    'at the median',
  )
  t.match(read(rows.slice(1)), { full: false, requests: { length: 0 } })
  t.match(read(rows, { ...cell, context: [34, -100, 34.01, -99.99] }), {
    full: true,
    requests: { length: 0 },
  })
  t.same(cell.context, world)
})

t.test('a bad row is a reject with its id, a bad page is unreadable', async t => {
  const { races, rejects } = read([
    row,
    { ...row, EventDateId: 8, EventDate: '13/1/2027' },
    { ...row, EventDateId: 'x' },
    null,
  ])
  t.equal(races.length, 1)
  t.match(rejects, [
    { id: '8', reason: '"13/1/2027" is no day of the calendar.' },
    { id: null, reason: /^EventDateId: / },
    { id: null, raw: null },
  ])
  t.throws(() => read({ error: 'x' }), {
    name: 'Unreadable',
    message: 'This is no list of UltraSignup events.',
  })
})

t.test('a row that comes twice counts once, and the later wins', async t => {
  const { races, rejects } = read([row, row, { ...row, EventName: 'New' }])
  t.match(races, [{ id: '7', name: 'New' }])
  t.match(rejects, [{ id: '7', reason: /lists this id again with other facts/ }])
})
