/** How names are read before they are compared, and what two of them that differ still tell. */
import t from 'tap'
import { distance } from '../fixtures/hands.ts'
import { duv, events, site, two } from '../fixtures/matching.ts'

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
  const apart = { edition: null, url: null }
  const isOne = async (name: string, other: string): Promise<boolean> => {
    const hands = await two(t)
    await hands.run(
      { a: { races: [duv({ ...apart, name, city: 'Nowhere', distances: [distance(75)] })] } },
      'duv',
    )
    await hands.run(
      { a: { races: [site({ ...apart, name: other, city: 'Elsewhere', distances: [] })] } },
      'site',
    )
    const [d, s] = await events(hands, 'duv d1', 'site s1')
    return d === s
  }
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
    const hands = await two(t)
    // Nothing but the names would tell.
    const facts = { url: null, distances: [distance(50)], edition: null }
    await hands.run({ a: { races: [duv({ ...facts, name, city: 'Chamonix' })] } }, 'duv')
    await hands.run({ a: { races: [site({ ...facts, name: other, city: 'Les Houches' })] } }, 'site')
    const [d, s] = await events(hands, 'duv d1', 'site s1')
    t.ok(d)
    t.equal(d === s, isOne)
  })

t.test(
  'a horse in the name is no other sport, and a day apart is forgiven where one tells no length',
  async t => {
    const isOne = async (lengths: number[]): Promise<boolean> => {
      const hands = await two(t)
      const at = { city: 'Chamonix', url: null, edition: null }
      await hands.run(
        { a: { races: [duv({ ...at, name: 'Wild Horse 100', distances: lengths.map(distance) })] } },
        'duv',
      )
      await hands.run(
        { a: { races: [site({ ...at, name: 'Wildhorse 100', distances: [], startDate: '2099-06-02' })] } },
        'site',
      )
      const [d, s] = await events(hands, 'duv d1', 'site s1')
      return d === s
    }
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
