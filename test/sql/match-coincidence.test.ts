/** What lengths tell, where two races begin on one day in one place. */
import t from 'tap'
import { distance } from '../fixtures/hands.ts'
import { duv, events, site, two } from '../fixtures/matching.ts'

type Facts = Parameters<typeof duv>[0]
const hours = (n: number) =>
  ({ ...distance(0), raw: `${n} h`, kind: 'duration', km: null, hours: n, unit: 'hour', amount: n }) as const
const backyard = {
  ...distance(0),
  raw: 'Backyard',
  kind: 'backyard',
  km: null,
  unit: null,
  amount: null,
} as const
const mauerweg = { name: 'Mauerweglauf', distances: [distance(161)] }
const meilen = { name: 'Berlin Wall Race', distances: [distance(160)], url: null }

const cases: [string, boolean, Facts, Facts][] = [
  ['161 km in one place', true, mauerweg, meilen],
  [
    'of two organisers',
    false,
    { ...mauerweg, url: 'https://a.example/' },
    { ...meilen, url: 'https://b.example/' },
  ],
  [
    'in the next town',
    false,
    { ...mauerweg, latitude: 45.92, longitude: 6.87 },
    { ...meilen, latitude: 45.92, longitude: 7.07 },
  ],
  ['on the next day', false, mauerweg, { ...meilen, startDate: '2099-06-02' }],
  ['one by relay', false, mauerweg, { ...meilen, name: 'Berlin Wall Relay' }],
  [
    '50 km in one place',
    false,
    { ...mauerweg, distances: [distance(50)] },
    { ...meilen, distances: [distance(50)] },
  ],
  [
    '50 km and 6 hours in one place',
    true,
    { ...mauerweg, distances: [distance(50), hours(6)] },
    { ...meilen, distances: [distance(50), hours(6)] },
  ],
  [
    '6 hours in one place',
    false,
    { ...mauerweg, distances: [hours(6)] },
    { ...meilen, distances: [hours(6)] },
  ],
  [
    '24 hours in one place',
    true,
    { ...mauerweg, distances: [hours(24)] },
    { ...meilen, distances: [hours(24)] },
  ],
  [
    '74 km in one place',
    true,
    { ...mauerweg, distances: [distance(74)] },
    { ...meilen, distances: [distance(74)] },
  ],
  [
    '161 km and others of each',
    false,
    { ...mauerweg, distances: [distance(161), distance(60)] },
    { ...meilen, distances: [distance(161), distance(100)] },
  ],
]

for (const [what, isOne, a, b] of cases)
  t.test(`names that share nothing: ${what}`, async t => {
    const hands = await two(t)
    await hands.run({ a: { races: [duv({ edition: null, url: null, ...a })] } }, 'duv')
    await hands.run({ a: { races: [site(b)] } }, 'site')
    const [d, s] = await events(hands, 'duv d1', 'site s1')
    t.ok(d)
    t.equal(d === s, isOne)
  })

t.test('a name in another script says nothing, the lengths do', async t => {
  const hands = await two(t)
  const jeju = { url: null, distances: [distance(100), distance(70)] }
  await hands.run(
    { a: { races: [duv({ ...jeju, edition: null, name: '트랜스 제주 국제트레일러닝대회' })] } },
    'duv',
  )
  await hands.run({ a: { races: [site({ ...jeju, name: 'Trans Jeju' })] } }, 'site')
  const [d, s] = await events(hands, 'duv d1', 'site s1')
  t.equal(d, s)
})

t.test('two backyards are of one length, whichever of them says so', async t => {
  const hands = await two(t)
  const near = { country: 'NOR', url: null }
  await hands.run(
    {
      a: {
        races: [
          duv({ ...near, edition: null, city: 'Kvernaland', name: 'Jærens Backyard Ultra', distances: [] }),
        ],
      },
    },
    'duv',
  )
  await hands.run(
    { a: { races: [site({ ...near, city: 'Bryne', name: 'Coop Backyard Jæren', distances: [backyard] })] } },
    'site',
  )
  const [d, s] = await events(hands, 'duv d1', 'site s1')
  t.equal(d, s)
  t.match(await hands.rows('select kms, hours from ingest.match_keys'), [{ hours: ['0'] }, { hours: ['0'] }])
})

t.test('the North Downs are not the South Downs', async t => {
  const hands = await two(t)
  const downs = { url: null, distances: [distance(80)] }
  await hands.run({ a: { races: [duv({ ...downs, edition: null, name: 'North Downs Ridge 50' })] } }, 'duv')
  await hands.run({ a: { races: [site({ ...downs, name: 'South Downs Ridge 50' })] } }, 'site')
  const [d, s] = await events(hands, 'duv d1', 'site s1')
  t.not(d, s)
})

t.test('26.2 in a name is a 26, and no 2', async t => {
  const hands = await two(t)
  const [read] = await hands.rows(`select numbers from ingest.read_names('{Bear 26.2 and 13.1}')`)
  t.same(read, { numbers: ['13', '26'] })
})
