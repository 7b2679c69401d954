/** How names are read before they are compared, and what two of them that differ still tell. */
import t from 'tap'
import { distance } from '../fixtures/hands.ts'
import { areOne, two } from '../fixtures/matching.ts'

t.test('springs are no spring, and falls no autumn', async t => {
  const hands = await two(t)
  const read = async (name: string) =>
    (await hands.rows('select core, contrasts from ingest.read_names(array[$1])', [name]))[0]
  t.same(await read('Bear Springs'), { core: 'bear springs', contrasts: [] })
  t.same(await read('Niagara Falls'), { core: 'niagara falls', contrasts: [] })
  t.same(await read('Bear Falls, Spring'), { core: 'bear falls spring', contrasts: ['spring'] })
  t.same(await read('Highlands Express'), { core: 'highland express', contrasts: [] })
})

t.test('a plural, a number in letters and an ultra before the name in one word with it are read', async t => {
  const hands = await two(t)
  for (const [name, other] of [
    ['Highlands Sky Trail', 'Highland Sky Run'],
    ['Three Days at the Fair', '3 Days at the Fair'],
    ['UltraFiord', 'Ultra Fiord'],
  ] as const) {
    const cores = await hands.rows('select distinct core, numbers from ingest.read_names(array[$1, $2])', [
      name,
      other,
    ])
    t.equal(cores.length, 1, name)
  }
})

t.test('where towns and lengths say nothing two words in common tell more than one', async t => {
  const isOne = (name: string, other: string): Promise<boolean> =>
    areOne(
      t,
      { name, city: 'Nowhere', distances: [distance(75)] },
      { name: other, city: 'Elsewhere', distances: [], url: null },
    )
  t.equal(await isOne('La Travesera de Picos', 'Travesera Integral Picos Europa'), true)
  t.equal(await isOne('La Travesera', 'Travesera Integral Europa'), false)
})

const pairs: [string, boolean, string, string][] = [
  ['a valley in another language', true, 'Ultra Trail Vipava Valley', 'Ultra-trail Vipavska dolina'],
  ['a region in another language', true, 'Swabian Alb Marathon', 'Schwäbischer Albmarathon'],
  ['one organiser by two names', true, 'Sri Chinmoy Track Race', 'Self-Transcendence Race'],
  ['what is run beside it', true, 'Cape Lookout 80K & Half Marathon', 'Crystal Club Cape Lookout 80K'],
  ['by horse', false, 'Old Dominion Endurance Run', 'Old Dominion Endurance Ride (Equestrian)'],
]
for (const [what, isOne, name, other] of pairs)
  t.test(`${what}: ${name}, ${other}`, async t => {
    // Nothing but the names would tell.
    const facts = { url: null, distances: [distance(50)] }
    const found = await areOne(
      t,
      { ...facts, name, city: 'Chamonix' },
      { ...facts, name: other, city: 'Les Houches' },
    )
    t.equal(found, isOne)
  })

t.test(
  'a horse in the name is no other sport, and a day apart is forgiven where one tells no length',
  async t => {
    const isOne = (lengths: number[]): Promise<boolean> =>
      areOne(
        t,
        { city: 'Chamonix', name: 'Wild Horse 100', distances: lengths.map(distance) },
        { city: 'Chamonix', name: 'Wildhorse 100', distances: [], url: null, startDate: '2099-06-02' },
      )
    t.equal(await isOne([161]), true)
    t.equal(await isOne([]), false, 'where neither does it may be the next race')
  },
)

t.test(
  'an address is a host and a path, without what differs between languages, years and ways to write it',
  async t => {
    const hands = await two(t)
    const cases: [string | null, string | null][] = [
      ['http://WWW2.Foo.org:8080/en/?a=b#c', 'foo.org/'],
      ['https://user@foo.org/Trail/', 'foo.org/trail'],
      ['https://foo.org?x=1', 'foo.org/'],
      ['https://www.foo.co.uk/2027', 'foo.co.uk/'],
      ['https://foo.org/de-DE/', 'foo.org/'],
      ['https://www.utmb.world/x', null],
      ['https://ultrasignup.com/register.aspx?did=1', null],
      ['https://m.facebook.com/foo', null],
      ['http://fb.com/x', null],
      ['ftp://foo.org/', null],
      ['https:///x', null],
      ['foo', null],
      [null, null],
    ]
    const read = await hands.rows<{ address: string | null }>(
      'select ingest.address(u) as address from unnest($1::text[]) with ordinality t (u, n) order by n',
      [cases.map(([url]) => url)],
    )
    t.same(
      read.map(({ address }) => address),
      cases.map(([, address]) => address),
    )
  },
)
