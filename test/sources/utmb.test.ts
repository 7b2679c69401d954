import t from 'tap'
import { sourceNamed } from '../../sources/index.ts'
import { noRealData, realFile } from '../fixtures/real-data.ts'
import { readSamples, readText } from '../fixtures/samples.ts'

const [series = { url: '' }, qualifiers = { url: '' }] = sourceNamed('utmb').requests([])
const qualifier = {
  ...{
    id: 51,
    eventName: 'Ultra Pirineu',
    name: 'Ultra',
    category: '100k',
    distance: '100.00',
    elevationGain: 6600,
  },
  ...{
    startDate: '2026-Oct-03',
    startCountry: 'ES',
    startPlace: 'Bagà, Spain',
    url: 'https://utmb.world/races/51',
  },
}

t.test('the samples of both calendars', async t => {
  const { races, rejects } = await readSamples(t, 'utmb')
  t.same(rejects, [])
  t.equal(races.length, 14)
  const found = (id: string) => races.find(race => race.id === id)
  t.match(found('series-1-2026'), {
    ...{
      startDate: '2026-08-28',
      city: 'Chamonix',
      country: 'FRA',
      registration: 'sold-out',
      elevationGain: 9900,
    },
    ...{ surface: 'trail', url: 'https://montblanc.utmb.world/races/UTMB', distances: [{ km: 174 }] },
  })
  t.equal(found('series-2-2026')?.group, found('series-1-2026')?.group, 'one weekend, one site')
  t.equal(found('series-3-2026'), undefined, '15 km on another day')
  t.match(found('qualifier-51'), {
    startDate: '2027-02-26',
    city: 'Las Palmas',
    country: 'ESP',
    distances: [{ km: 126 }],
  })
  t.match(
    found('qualifier-53'),
    { group: found('qualifier-51')?.group, distances: [{ km: 21 }] },
    'a shorter sibling',
  )
  t.equal(found('qualifier-58'), undefined)
})

t.test('the first page of qualifiers asks for the others', async t => {
  const read = (nbHits: number, url = qualifiers.url) =>
    readText('utmb', { races: [qualifier], nbHits }, { url }).requests
  t.same(
    read(450).map(({ url }) => url.split('&').at(-1)),
    ['offset=200', 'offset=400'],
  )
  t.same(read(200), [])
  t.same(read(450, qualifiers.url.replace('offset=0', 'offset=200')), [])
})

t.test("the series' own races are not told again by the list of qualifiers", async t => {
  const level = (level: unknown) =>
    readText('utmb', { races: [{ ...qualifier, level }] }, qualifiers).races.length
  t.same(['qualifier', 'serie', null, 1, undefined].map(level), [1, 0, 1, 1, 1])
})

t.test('what opens later is not closed', async t => {
  const registration = (raceStatus: object) => {
    const details = { statsUp: [{ name: 'distance', value: 100, postfix: 'km' }] }
    const row = { id: 1, name: 'A', startDate: '1st May 2027', details, raceStatus }
    return readText('utmb', { races: [row] }, series).races[0]?.registration
  }
  t.equal(registration({ open: false, status: 'available_soon' }), null)
  t.equal(registration({ open: false, status: 'registration_closed' }), 'closed')
  t.equal(registration({ open: true, status: 'registration_open' }), 'open')
  t.equal(registration({ open: false, status: 'registration_sold_out' }), 'sold-out')
})

t.test('the races of a weekend agree on what is said of all of it', async t => {
  const row = (id: number, name: string, km: number, elevationGain: number, open: boolean) => ({
    ...{ id, name: `Eiger Ultra-Trail - ${name}`, startDate: '18th July 2027' },
    ...{ slug: `https://eiger.utmb.world/races/${name}` },
    raceStatus: { open, status: open ? 'registration_open' : 'registration_sold_out' },
    details: {
      statsUp: [
        { name: 'distance', value: km, postfix: 'km' },
        { name: 'elevationGain', value: elevationGain, postfix: 'm' },
      ],
    },
  })
  const [short, long] = [row(211, 'E16', 16, 960, false), row(212, 'E101', 101, 6700, true)]
  const read = (...races: object[]) => readText('utmb', { races }, series).races
  const whole = { name: 'Eiger Ultra-Trail', elevationGain: 6700, registration: 'open' }
  t.match(read(short, long), [
    { ...whole, id: 'series-211-2027', distances: [{ km: 16 }] },
    { ...whole, id: 'series-212-2027', distances: [{ km: 101 }] },
  ])
  const called = (...names: string[]) =>
    read(...names.map((name, i) => ({ ...long, id: i, name }))).map(({ name }) => name)
  const ventoux = 'Grand Raid Ventoux by UTMB'
  const [first, second] = [`${ventoux} - Ultra Géant de Provence - UGP`, `${ventoux} – Trail du Géant - TG`]
  t.same(called(first, second), [ventoux, ventoux], 'what they share')
  t.same(called(second, ventoux), [ventoux, ventoux])
  t.same(called(`${ventoux} - A - B`, `${ventoux} - A - C`), [`${ventoux} - A`, `${ventoux} - A`])
  t.same(called('Foo - A', 'Bar - B', 'Bar'), ['Foo', 'Bar', 'Bar'], 'nothing')
  const later = { ...long, raceStatus: { open: false, status: 'available_soon' } }
  t.match(read(short, later), [{ registration: null }, { registration: null }])
  const off = { ...long, raceStatus: { open: false, status: 'cancelled' } }
  t.match(read(short, off), [{ elevationGain: 960 }, { elevationGain: 6700 }], 'what is off is not climbed')
  t.match(read(long), [{ name: 'Eiger Ultra-Trail - E101' }], 'one alone is called what it is called')
})

t.test('a series at its limit says that there may be more', async t => {
  const [row] = JSON.parse('[{"id":1,"name":"A","startDate":"1st May 2027","details":null}]')
  const rows = Array.from({ length: 400 }, (_, i) => ({ ...row, id: i }))
  t.match(readText('utmb', { races: rows }, series), { full: true, requests: { length: 0 } })
})

t.test('both spellings of days, and one bad row', async t => {
  const { races, rejects } = readText(
    'utmb',
    {
      races: [
        qualifier,
        { ...qualifier, id: 52, startDate: '2026-10-04' },
        { ...qualifier, id: 53, startDate: '2026-Foo-04' },
      ],
    },
    qualifiers,
  )
  t.match(races, [{ startDate: '2026-10-03' }, { startDate: '2026-10-04' }])
  t.match(rejects, [{ id: 'qualifier-53', reason: /no day of the calendar/ }])
  t.throws(() => readText('utmb', { message: 'x' }, series), { name: 'Unreadable' })
})

t.test('a real row', { skip: noRealData }, async t => {
  t.match(readText('utmb', realFile('utmb/search_races.sample.json'), series).races, [
    {
      ...{
        id: 'series-133-2026',
        startDate: '2026-04-24',
        place: 'Malaucène, France',
        city: 'Malaucène',
        country: 'FRA',
      },
      ...{ registration: 'sold-out', elevationGain: 5700, distances: [{ km: 125 }] },
    },
  ])
})
