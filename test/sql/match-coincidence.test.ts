/** What lengths tell, where two races begin on one day in one place. */
import t from 'tap'
import { backyard, distance, hours } from '../fixtures/hands.ts'
import { areOne, duv, events, site, two } from '../fixtures/matching.ts'

type Facts = Parameters<typeof duv>[0]
const mauerweg = { name: 'Mauerweglauf', distances: [distance(161)], latitude: 45.93, longitude: 6.88 }
const wall = { name: 'Berlin Wall Race', distances: [distance(160)], url: null }
// A little alike: without the coincidence they wait, with more of it they would be one.
const stein = { name: 'Kaiserstein', distances: [distance(100)], latitude: 45.93, longitude: 6.87 }
const krone = {
  name: 'Kaiserkrone',
  distances: [distance(100)],
  url: null,
  latitude: 45.92,
  longitude: 6.87,
}

const cases: [string, boolean, Facts, Facts][] = [
  ['161 km in one place', true, mauerweg, wall],
  ['161 km in one town, which may be large', false, { ...mauerweg, latitude: null, longitude: null }, wall],
  [
    'of two organisers',
    false,
    { ...mauerweg, url: 'https://a.example/' },
    { ...wall, url: 'https://b.example/' },
  ],
  [
    '50 km in one place',
    false,
    { ...mauerweg, distances: [distance(50)] },
    { ...wall, distances: [distance(50)] },
  ],
  [
    '46 km in one place',
    false,
    { ...mauerweg, distances: [distance(46)] },
    { ...wall, distances: [distance(44)] },
  ],
  [
    '50 km and 6 hours in one place',
    true,
    { ...mauerweg, distances: [distance(50), hours(6)] },
    { ...wall, distances: [distance(50), hours(6)] },
  ],
  ['6 hours in one place', false, { ...mauerweg, distances: [hours(6)] }, { ...wall, distances: [hours(6)] }],
  [
    '24 hours in one place',
    true,
    { ...mauerweg, distances: [hours(24)] },
    { ...wall, distances: [hours(24)] },
  ],
  [
    '74 km in one place',
    true,
    { ...mauerweg, distances: [distance(74)] },
    { ...wall, distances: [distance(74)] },
  ],
  ['a little alike', true, stein, krone],
  ['a little alike, in the next town', false, stein, { ...krone, longitude: 7.07 }],
  ['a little alike, of 100 and 104 km', false, stein, { ...krone, distances: [distance(104)] }],
  ['a little alike, on the next day', false, stein, { ...krone, startDate: '2099-06-02' }],
  [
    'a word in common, one by relay',
    false,
    { ...stein, name: 'Kaiserstein Umrundung' },
    { ...krone, name: 'Kaiserstein Traverse Relay' },
  ],
  [
    'a little alike, with ultras of their own',
    false,
    { ...stein, distances: [distance(100), distance(60)] },
    { ...krone, distances: [distance(100), distance(160)] },
  ],
  [
    'a name of nothing but a length',
    false,
    { ...stein, name: '50 km', distances: [distance(50)], url: 'https://a.example/1' },
    { ...krone, distances: [distance(50)], url: 'https://a.example/2' },
  ],
]

for (const [what, isOne, a, b] of cases)
  t.test(`names that share little: ${what}`, async t => {
    t.equal(await areOne(t, a, b), isOne)
  })

t.test('a name in another script says nothing, the lengths do', async t => {
  const jeju = { url: null, distances: [distance(100), distance(70)], latitude: 45.93, longitude: 6.88 }
  t.ok(await areOne(t, { ...jeju, name: '트랜스 제주 국제트레일러닝대회' }, { ...jeju, name: 'Trans Jeju' }))
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
    {
      a: { races: [site({ ...near, city: 'Bryne', name: 'Coop Backyard Jæren', distances: [backyard()] })] },
    },
    'site',
  )
  const [d, s] = await events(hands, 'duv d1', 'site s1')
  t.equal(d, s)
  t.match(await hands.rows('select kms, hours from ingest.match_keys'), [{ hours: ['0'] }, { hours: ['0'] }])
})

t.test('the North Downs are not the South Downs', async t => {
  const downs = { url: null, distances: [distance(80)] }
  t.notOk(
    await areOne(t, { ...downs, name: 'North Downs Ridge 50' }, { ...downs, name: 'South Downs Ridge 50' }),
  )
})

t.test('26.2 in a name is a 26, and no 2', async t => {
  const hands = await two(t)
  const read = async (name: string) =>
    (await hands.rows('select core, numbers from ingest.read_names(array[$1])', [name]))[0]
  t.same(await read('Bear 26.2 and 13,1'), { core: 'bear', numbers: ['13', '26'] })
  t.match(await read('Montane Bear VTT'), { core: 'bear mtb' })
  t.match(await read('Bear 6,12,24 h'), { numbers: ['6', '12', '24'] })
  t.match(await read('Bear 10,000'), { core: 'bear', numbers: ['0', '10'] })
  t.match(await read('Hoka New Year’s Eve Bear Run'), { core: 'bear' })
  t.match(await read('Bear New Years Day 50'), { core: 'bear', numbers: ['50'] })
})
