import t from 'tap'
import { sourceNamed } from '../../sources/index.ts'
import { noRealData, realFile } from '../fixtures/real-data.ts'
import { readSamples, readText } from '../fixtures/samples.ts'

const [first] = sourceNamed('runsignup').requests([])
const read = (races: unknown[]) =>
  readText('runsignup', { races: races.map(race => ({ race })) }, first as { url: string })
const address = { street: 'Main Street 1', city: 'Vienna', state: 'IL', zipcode: '62995', country_code: 'US' }
const event = {
  event_id: 1,
  name: '50 Mile',
  start_time: '11/14/2026 06:00',
  event_type: 'running_race',
  distance: '50M',
  volunteer: 'F',
}
const row = {
  ...{
    race_id: 7,
    name: ' Tunnel Hill 2026',
    next_date: '11/14/2026',
    next_end_date: '11/15/2026',
    address,
    events: [event],
  },
  ...{
    is_draft_race: 'F',
    is_private_race: 'F',
    is_registration_open: 'T',
    url: 'https://runsignup.com/Race/IL/Vienna/TH',
  },
}

t.test('the territories of the USA are countries', async t => {
  const country = (state: string) => read([{ ...row, address: { ...address, state } }]).races[0]?.country
  t.same(['IL', 'PR', 'Guam', ''].map(country), ['USA', 'PRI', 'GUM', 'USA'])
})

t.test('what is not open may open later', async t => {
  const registration = (is_registration_open: string) =>
    read([{ ...row, is_registration_open }]).races[0]?.registration
  t.same(['T', 'F'].map(registration), ['open', null])
})

t.test('the samples: ultras with their siblings, nothing hidden, nothing virtual', async t => {
  const { races, rejects } = await readSamples(t, 'runsignup')
  t.same(rejects, [])
  t.equal(races.length, 12)
  const named = (name: string) => races.find(race => race.name === name)
  t.match(named('Javelina Jundred'), {
    ...{
      id: '1101-2026',
      startDate: '2026-10-31',
      endDate: '2026-11-01',
      city: 'Fountain Hills',
      region: 'AZ',
    },
    ...{
      country: 'USA',
      registration: 'open',
      distances: [{ amount: 100, unit: 'mile' }, { km: 100 }, { km: 31 }],
    },
  })
  t.match(named('Ice Age Trail 50')?.distances.at(-1), { amount: 200, unit: 'm' }, 'm is metres, M miles')
  t.same(
    named('Brazos Bend 100')?.distances.map(({ amount }) => amount),
    [100, 50, 13.1],
    'no virtual ones',
  )
  t.match(
    named('Burning River 100')?.distances[1],
    { kind: 'relay', teamSize: 4, km: 160.93 },
    'the name says more',
  )
  t.equal(named('Squamish 50')?.country, 'CAN')
  t.same(named('Mohican Trail 100')?.distances.length, 2, 'events of other years are history')
  for (const hidden of ['Old Dominion 100', 'Turkey Trot 5K', 'Virtual Ultra Challenge'])
    t.notOk(named(hidden), hidden)
})

const of = (events: object[]) => read([{ ...row, events: events.map(one => ({ ...event, ...one })) }]).races
const short = (name: string, distance: string) =>
  of([{ name, distance }, {}])[0]
    ?.distances.slice(0, -1)
    .map(({ kind, amount, teamSize }) => [kind, amount, teamSize])

t.test('a race that calls itself virtual is none of its town', async t => {
  const listed = (name: string) => read([{ ...row, name }]).races.length
  const names = ['Virtual Foo 100', 'Foo 100 Virtual Challenge', 'Foo 100 (virtual)']
  t.same(names.map(listed), [0, 0, 0])
  const mixed = [
    '50 Mile, 1 Mile and Virtual Run',
    'Foo 100 &amp; Virtual',
    'Foo 100 - Virtual Option',
    'Foo 100',
    'Foo 50K (Virtual 5K available)',
    'Foo 50K (no virtual)',
    'Foo 50K: Virtual 5K',
  ]
  t.same(mixed.map(listed), [1, 1, 1, 1, 1, 1, 1])
})

t.test('an event is what its type says it is', async t => {
  const activity = (event_type: string) => of([{ event_type }, {}])[0]?.distances.slice(0, -1)[0]?.activity
  for (const [said, types] of Object.entries({
    run: 'running_race running_only open_course',
    bike: 'bike_race bike_ride mountain_bike_race gravel_grinder fundraising_ride',
    multi: 'triathlon duathlon aquathlon aqua_bike swim_run adventure_race',
    swim: 'swim open_water_swim',
    ski: 'ski cross_country_skiing',
    ruck: 'ruck',
    other: 'paddle_sports skate inline_skating wheelchair',
    none: 'clinic expo disc_golf virtual_race',
  }))
    for (const type of types.split(' ')) t.equal(activity(type) ?? 'none', said, type)
  t.same(of([{ event_type: 'gravel_grinder', distance: '100 Miles', name: '100 Mile' }]), [], 'no ultra')
})

t.test('what its name says of teams and hours holds beside the distance', async t => {
  for (const [name, distance, ...told] of [
    ['4 Person Relay', '50K', 'relay', 50, 4],
    ['Relay Team', '100 Miles', 'relay', 100, undefined],
    ['Ragnar Trail Relay (8 runners)', '120 Miles', 'relay', 120, 8],
    ['Solo or Relay Team', '50K', 'distance', 50, undefined],
    ['24 Hour', '100 Miles', 'duration', 24, undefined],
    ['12 Hour', '1 Mile', 'duration', 12, undefined],
    ['Backyard Ultra', '4.167 Miles', 'backyard', null, undefined],
    ['Backyard 4.167 Mile', '4.167 Miles', 'backyard', null, undefined],
    ['Early Start (1 hour)', '50K', 'distance', 50, undefined],
    ['Marathon - Early Start (8 hours)', '26.2 Miles', 'distance', 26.2, undefined],
    ['Full Marathon - 6 hours', '26.2 Miles', 'distance', 26.2, undefined],
    ['50 Mile (12 hours)', '80K', 'distance', 80, undefined],
    ['6 Hour', '10 Hours', 'duration', 10, undefined],
  ] as [string, string, ...unknown[]][])
    t.same(short(name, distance), [told], `${name}: ${distance}`)
})

t.test('an event that is off is not offered, and a race of which no ultra is left is off', async t => {
  const told = (...names: string[]) =>
    of(names.map(name => ({ name, distance: null }))).map(({ status, distances }) => [
      status,
      distances.map(({ amount }) => amount).join(),
    ])
  t.same(told('CANCELLED - 100 Mile', '50K'), [['scheduled', '50']])
  t.same(told('100 Mile CANCELLED DUE TO SNOW', '50K'), [['scheduled', '50']])
  t.same(told('50K (CANCELLED)'), [['cancelled', '50']])
  t.same(told('100 Mile CANCELLED', '50K - postponed', '5K'), [['cancelled', '100,50']])
  t.same(told('50K - postponed', '5K - postponed'), [['postponed', '50,5']])
  t.same(told('50K (cancelled 2025)'), [['scheduled', '50']], "last year's")
  t.same(told('50K', '5K - CANCELLED'), [['scheduled', '50']])
})

t.test('a full page asks for the next', async t => {
  const rows = Array.from({ length: 1000 }, (_, i) => ({ ...row, race_id: i + 1 }))
  t.match(read(rows).requests, [{ url: /results_per_page=1000&page=2$/ }])
  t.same(read(rows.slice(1)).requests, [])
})

t.test('one bad race among good ones is a reject with its id', async t => {
  const { races, rejects } = read([
    row,
    { ...row, race_id: 8, address: null },
    { ...row, race_id: 9, next_date: '13/1/2026' },
  ])
  t.match(races, [{ id: '7-2026', name: 'Tunnel Hill' }])
  t.match(rejects, [
    { id: '8-2026', reason: /^address: / },
    { id: null, reason: '"13/1/2026" is no day of the calendar.' },
  ])
  t.throws(() => readText('runsignup', { error: {} }, first as { url: string }), { name: 'Unreadable' })
})

t.test('what organisers write about themselves is not kept', async t => {
  const { keep } = sourceNamed('runsignup')
  const text = JSON.stringify({
    races: [{ race: { ...row, description: 'Call 555 0100', race_contact: { email: 'a@example.org' } } }],
  })
  const kept = keep?.(text, '') ?? ''
  t.notMatch(kept, /555 0100|example\.org|Main Street|62995/)
  t.match(kept, /Tunnel Hill/)
  const broken = () =>
    readText('runsignup', `{"email": "a@example.org", ${text.slice(1)}}`, first as { url: string })
  t.throws(
    broken,
    { message: /^The answer is not kept: This is no JSON/ },
    'nor what they can not be told apart in',
  )
})

t.test('real answers', { skip: noRealData }, async t => {
  const { races: listed } = JSON.parse(realFile('runsignup/rest_races_SD_2018.json'))
  t.equal(listed.length, 50)
  t.match(
    readText('runsignup', { races: listed }, first as { url: string }),
    { races: { length: 0 }, rejects: { length: 0 } },
    'without events: no ultra',
  )
  const one = JSON.parse(realFile('runsignup/rest_race_1649_2017.json'))
  t.same(readText('runsignup', { races: [one] }, first as { url: string }).races, [], '10K and 2K')
  one.race.events[0].distance = '50K'
  t.match(readText('runsignup', { races: [one] }, first as { url: string }).races, [
    {
      id: '1649-2017',
      city: 'Arvada',
      region: 'CO',
      country: 'USA',
      startDate: '2017-11-18',
      distances: [{ km: 50 }, { km: 2 }],
    },
  ])
})
