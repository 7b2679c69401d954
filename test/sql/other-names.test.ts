import t from 'tap'
import { refuses } from '../fixtures/acting.ts'
import { distance, type Hands, race } from '../fixtures/hands.ts'
import { duv, events, site, two } from '../fixtures/matching.ts'

t.test('a race is one under each name it goes by, where that name means it', async t => {
  const hands = await two(t)
  const at = { city: 'Saint-Denis', place: 'Saint-Denis, REU', country: 'REU', distances: [distance(165)] }
  const elsewhere = { city: 'Sabaudia', place: 'Sabaudia, ITA', country: 'ITA', distances: [distance(165)] }
  await hands.run(
    {
      a: {
        races: [
          duv({ id: 'd1', name: 'Grand Raid de La Réunion', ...at }),
          duv({ id: 'd2', name: 'Grand Raid de La Réunion', ...elsewhere }),
        ],
      },
    },
    'duv',
  )
  await hands.run(
    {
      a: {
        races: [
          site({ id: 's1', name: 'La Diagonale des Fous', ...at }),
          site({ id: 's2', name: 'La Diagonale des Fous', ...elsewhere }),
        ],
      },
    },
    'site',
  )
  const [d1, s1, d2, s2] = await events(hands, 'duv d1', 'site s1', 'duv d2', 'site s2')
  t.equal(d1, s1)
  t.not(d2, s2, 'elsewhere it is something else')
  t.match(
    await hands.rows('select cores from ingest.match_keys where source = $1 order by record_id', ['site']),
    [{ cores: ['diagonale fous', 'grand reunion'] }, { cores: ['diagonale fous'] }],
    'its own name comes first',
  )
})

t.test('an operator says what else a race is called, and the next upload links it', async t => {
  const hands = await two(t)
  const upload = async () => {
    await hands.run({ a: { races: [duv({ name: 'Zugvogel Ultra' })] } }, 'duv')
    await hands.run({ a: { races: [site({ name: 'Migratory 50K' })] } }, 'site')
    const [d, s] = await events(hands, 'duv d1', 'site s1')
    return d === s
  }
  t.notOk(await upload())
  const [{ country = null } = {}] = await hands.rows('select country from public.events limit 1')
  const say = (...said: (string | null)[]) => hands.rows('select status.call_otherwise($1, $2, $3)', said)
  const version = async () => (await hands.row<{ n: number }>('select public.search_version() as n'))?.n
  await refuses(t, hands, [
    [`call_otherwise('France', 'Zugvogel', 'Migratory')`, /three letters/],
    [`call_otherwise('FRA', 'Zugvogel', '!')`, /three letters/],
    [`call_otherwise(null, 'Zugvogel', 'Migratory')`, /three letters/],
    [`call_otherwise('FRA', 'Zugvogel', null)`, /three letters/],
    [`call_otherwise('FRA', 'Zugvogel', 'ZUGVOGEL!')`, /three letters/],
  ])
  const before = await version()
  await say(country as string, 'Zugvogel', 'Migratory!')
  await say(country as string, 'Zugvogel', "L'Migratory")
  t.same(
    await hands.rows(`select name, meant from search.other_names where meant like 'zugv%' order by name`),
    [
      { name: 'l migratory', meant: 'zugvogel' },
      { name: 'migratory', meant: 'zugvogel' },
    ],
  )
  t.not(await version(), before, 'what was found before may be found otherwise')
  t.ok(await upload())
  t.match(await hands.rows(`select act from ingest.audit where act = 'call_otherwise'`), [
    { act: 'call_otherwise' },
    { act: 'call_otherwise' },
  ])
  await say(country as string, null, 'Migratory')
  t.equal((await hands.rows(`select from search.other_names where name = 'migratory'`)).length, 0)
  t.match(
    await hands.rows('select count(*)::int as keys from ingest.match_keys'),
    [{ keys: 0 }],
    'compared anew',
  )
})

/** Whether a race that two sources call so, where they say it is, is one event. */
async function areOne(
  hands: Hands,
  [one, there]: [string, object],
  [other, elsewhere]: [string, object],
): Promise<boolean> {
  await hands.run({ a: { races: [race('d', { name: one, ...there })] } }, 'duv')
  await hands.run({ a: { races: [race('s', { name: other, ...elsewhere })] } }, 'site')
  const [d, s] = await events(hands, 'duv d', 'site s')
  return d === s
}

const at = (city: string | null, country: string) => ({ city, country, place: `${city}, ${country}` })

t.test('dashes and common words beside another name don’t hide it', async t => {
  const hands = await two(t)
  const [start, end] = [at('Firenze', 'ITA'), at('Faenza', 'ITA')]
  t.ok(await areOne(hands, ['100 km Firenze - Faenza', start], ['100 km del Passatore', end]))
  const canyon = at('Urique', 'MEX')
  t.ok(await areOne(hands, ['Copper Canyon Ultra', canyon], ['Ultra Maratón Caballo Blanco', canyon]))
})

t.test('another name that any race may have in it means none', async t => {
  const hands = await two(t)
  await hands.rows(`
    insert into search.other_names (country, name, meant)
    values ('FRA', 'chamonix trail', 'zug'), ('FRA', 'chamonix', 'zug'), ('FRA', 'race across the sky', 'zug'), ('FRA', 'mountain river run', 'zug'),
      ('FRA', '6 day race', 'zug'), ('FRA', 'france 100', 'zug'), ('FRA', 'chamonix 100', 'zug'), ('FRA', 'trail of the kings by utmb', 'zug'),
      ('FRA', 'the sand giant ultra', 'zug by utmb of all'), ('FRA', 'hautes alpes', 'zug')
    on conflict do nothing`)
  const read = await hands.rows<{ said: string; meant: string }>(
    `select said, meant from ingest.read_other_names('{FRA}', '{ch,ra,sk,mo,6,fr,tr,ki,sa,ha,al}') where meant like 'zug%' order by said`,
  )
  t.same(
    read.map(({ said }) => said),
    ['chamonix 100', 'chamonix trail', 'race across the sky', 'sand giant', 'trail of the kings'],
    'the whole of it where it has one word of its own; no town, region, country, number, nor what everybody has',
  )
  t.ok(
    read.every(({ meant }) => meant === 'zug'),
    'by UTMB in what is meant cuts nothing off',
  )
  t.same(
    await hands.rows(`select said from ingest.read_other_names('{FRA}', '{sa}') where meant = 'zug'`),
    [{ said: 'sand giant' }],
    'found by the first word that is its own',
  )
})

t.test('another name is found in whatever script, with an elided article, and with a unit', async t => {
  const hands = await two(t)
  await hands.rows(`
    select status.call_otherwise(country, race, name)
    from (values ('KOR', 'Cheongnamdae', '청남대울트라마라톤'), ('JPN', 'Spa', 'スパトレイル'), ('FRA', 'Zug', '100 km d’Oiseau'), ('ITA', 'Zug', '4K Alpenzug'))
      named (country, race, name)`)
  for (const [name, core, country] of [
    ['제10회 청남대울트라마라톤', 'cheongnamdae', 'KOR'],
    ['スパトレイル', 'spa', 'JPN'],
    ['100 km d’Oiseau', 'zug', 'FRA'],
    ['4K Alpenzug', 'zug', 'ITA'],
  ] as const) {
    await hands.run({ a: { races: [race('d', { name, ...at(null, country) })] } }, 'duv')
    const [{ cores = [] } = {}] = await hands.rows<{ cores: string[] }>(
      `select cores from ingest.match_keys where source = 'duv'`,
    )
    t.ok(
      cores.some(one => one.includes(core)),
      `${name}: ${cores}`,
    )
  }
})

t.test('a territory may be told as a part of its country, but is none of another territory', async t => {
  const hands = await two(t)
  const name = 'Trail de la Caldera'
  t.ok(await areOne(hands, [name, at('Cilaos', 'REU')], [name, at('Cilaos', 'FRA')]))
  t.ok(
    await areOne(
      hands,
      ['Grand Raid de La Réunion', at('Cilaos', 'FRA')],
      ['Diagonale des Fous', at('Cilaos', 'FRA')],
    ),
  )
  t.notOk(await areOne(hands, [name, at('Cilaos', 'REU')], [name, at('Bouillante', 'GLP')]))
})
