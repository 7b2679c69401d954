import t from 'tap'
import { readingForPostgres } from '../../lib/reading.ts'
import { startSampleServer } from '../../samples/server.ts'
import type { Race } from '../../sources/source.ts'
import { command, type Ended } from '../fixtures/cli.ts'
import { content, publicTables } from '../fixtures/content.ts'
import { byHand, day, type Hands, race } from '../fixtures/hands.ts'
import { startPipeline } from '../fixtures/pipeline.ts'
import { readText } from '../fixtures/samples.ts'
import { serve } from '../fixtures/server.ts'

const key = 'data/upcoming.json'

/** A page of RunRaceUSA: one race per name, some days from now. */
const page = (names: string[], days = 30): string =>
  JSON.stringify({
    races: names.map(name => ({
      s: name.split(' ')[0],
      name,
      date: day(days),
      city: 'Leadville',
      state: 'CO',
      d: ['50K'],
    })),
  })

/** A run over a page as an older parser read it: `misread` is what it did to each race. */
async function oldRun(
  hands: Hands,
  text: string,
  misread: (race: Race) => Race | null = r => r,
): Promise<number> {
  hands.parserVersion = 'old'
  const run = await hands.fetch([key], 'runraceusa')
  await hands.download(run, key, text)
  const { races } = readText('runraceusa', text, { url: key })
  if ((await hands.request(run, key)).state === 'downloaded')
    await hands.parse(run, key, { races: races.map(misread).filter(r => r !== null) })
  await hands.upload(run)
  return run
}

async function stage(t: Parameters<typeof byHand>[0]) {
  const hands = await byHand(t)
  await hands.register('runraceusa', { base_url: 'https://nowhere.invalid/' })
  const replay = (...args: string[]): Promise<Ended> =>
    command(['replay', 'runraceusa', ...args], { DATABASE_URL: hands.database.url })
  const json = async (...args: string[]) => JSON.parse((await replay(...args, '--json')).stdout)
  const names = async () =>
    (await hands.rows('select name from public.events where withdrawn_at is null order by name')).map(
      ({ name }) => name,
    )
  return { hands, replay, json, names }
}

t.test('stored pages are read again by this parser, without a request to anybody', async t => {
  const { hands, replay, names } = await stage(t)
  const text = page(['Alpha Run', 'Beta Run', 'Gamma Run'])
  await oldRun(hands, text, r =>
    r.name === 'Beta Run' ? { ...r, name: 'Beta?' } : r.name === 'Gamma Run' ? null : r,
  )
  t.same(await names(), ['Alpha Run', 'Beta?'])
  const { code, stdout } = await replay()
  t.equal(code, 0)
  t.match(stdout, /run +says again +status +pages/)
  t.match(stdout, /1 added\n {2}Gamma-\d{4} .*Gamma Run/)
  t.match(stdout, /1 changed\n.*Beta Run\n {6}name: "Beta\?" → "Beta Run"/)
  t.same(await names(), ['Alpha Run', 'Beta Run', 'Gamma Run'])
  t.match(
    await hands.rows('select trigger, status, downloaded, requests, parent_run from ingest.runs order by id'),
    [{}, { trigger: 'replay', status: 'published', downloaded: 0, requests: 1, parent_run: 1 }],
  )
  t.match((await replay()).stdout, /Every race is read as before/)

  hands.parserVersion = (
    await hands.row<{ v: string }>('select parser_version as v from ingest.runs order by id desc limit 1')
  ).v
  const next = await hands.fetch([key], 'runraceusa')
  t.equal(await hands.download(next, key, 304), 'done')
  t.equal((await hands.request(next, key)).state, 'unchanged', 'the next fetch finds the page read already')
})

t.test('a dry run says what would change, and publishes nothing', async t => {
  const { hands, replay, json } = await stage(t)
  const rows = ['Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon', 'Zeta'].map(name => `${name} Run`)
  await oldRun(hands, page(rows), r => {
    if (r.name === 'Alpha Run') return { ...r, id: 'ghost' }
    return r.name === 'Beta Run' ? { ...r, name: 'Beta?' } : r
  })
  const state = async () => [
    await hands.published(),
    await hands.rows('select * from ingest.runs order by id'),
    await hands.rows('select * from ingest.records order by id'),
    await hands.rows('select * from ingest.requests order by id'),
  ]
  const before = await state()
  const said = await json('--dry-run')
  t.match(said, { dryRun: true, counts: { added: 1, changed: 1, removed: 1, 'now unread': 0 } })
  t.match(said.examples, [
    { change: 'added', source_event_id: /^Alpha/ },
    { change: 'changed', changes: { name: ['Beta?', 'Beta Run'] } },
    { change: 'removed', source_event_id: 'ghost' },
  ])
  t.match(
    (await replay('--dry-run')).stdout,
    /would be published.*\n\n1 added\n.*A dry run: nothing was published\./s,
  )
  t.same(await state(), before)
})

t.test(
  'what this parser can’t read any more is said: unread distances, rejected rows, whole pages',
  async t => {
    const { hands, json } = await stage(t)
    const rows = { races: [...JSON.parse(page(['Alpha Run', 'Beta Run', 'Gamma Run'])).races] }
    rows.races[0].d = ['Gold package, 3 laps of 17']
    rows.races[1].name = ' '
    const fine = page(['Alpha Run', 'Beta Run', 'Gamma Run'])
    const { races } = readText('runraceusa', fine, { url: key })
    const run = await hands.fetch([key, 'data/other.json'], 'runraceusa')
    await hands.download(run, key, JSON.stringify(rows))
    await hands.parse(run, key, { races })
    await hands.download(run, 'data/other.json', '{"hello": "you"}')
    await hands.parse(run, 'data/other.json', {})
    await hands.upload(run)
    const said = await json('--dry-run', '--approve')
    t.match(said.counts, { removed: 2 })
    t.match(
      said.examples.find((e: { source_event_id: string }) => e.source_event_id.startsWith('Beta')),
      { change: 'removed', reason: /^name: / },
    )
    t.match(said.unreadable, [{ key: 'data/other.json', reason: /This is no list of races/ }])
    t.match(said.runs, [{ status: 'partial', withdrawn: 0 }], 'a page that can’t be read withdraws nothing')
  },
)

t.test('a replay that changes too much is held, and published on approval', async t => {
  const { hands, replay, names } = await stage(t)
  const rows = Array.from({ length: 12 }, (_, i) => `${'ABCDEFGHIJKL'[i]}lpha Run`)
  await oldRun(hands, page(rows), r => ({ ...r, name: 'Bad' }))
  const { code, stdout } = await replay()
  t.equal(code, 1)
  t.match(stdout, /held.*\nsaying run 1 again: 12 of its 12 events are changed: more than 50 %\./)
  t.same(new Set(await names()), new Set(['Bad']))
  await hands.rows('select status.approve_run(2)')
  t.match(await hands.upload(2), { status: 'published', updated: 12 })
  t.match(await names(), rows)
  t.equal(
    (await replay('--since', '2000-01-01')).code,
    0,
    'what was observed is the same: nothing changes now',
  )
})

t.test('several runs are said again all or none, and what was observed later stays', async t => {
  const { hands, replay, names } = await stage(t)
  const many = Array.from({ length: 12 }, (_, i) => `${'ABCDEFGHIJKL'[i]}lpha Run`)
  await hands.limit('max_changed', 1, 'runraceusa')
  await oldRun(hands, page(['Over Run', ...many]), r => ({ ...r, name: `Old ${r.name}` }))
  await oldRun(hands, page(many.map(name => `${name} 2`)), r => r)
  const before = await hands.published()
  await hands.limit('max_changed', 0, 'runraceusa')
  await hands.limit('max_drop', 0, 'runraceusa')
  const held = await replay('--since', '2000-01-01')
  t.match(held, {
    code: 1,
    stdout:
      /would be held.*\nsaying run 1 again: 1 of its 13 events are changed.*13 changed\n.*\n\nNothing was published, since one of them would be held; --approve/s,
  })
  t.equal(await hands.published(), before)
  const versions = () => hands.row('select count(*) as n from ingest.event_versions')
  const { n } = await versions()
  t.match(await replay('--since', '2000-01-01', '--approve'), { code: 0 })
  t.same(await names(), [...many.map(name => `${name} 2`), 'Over Run'])
  t.same(await versions(), { n: Number(n) + 1 }, 'only what was last seen in the first run is read anew')
})

t.test('a replay is no second observation: what is missing once is not withdrawn by it', async t => {
  const { hands, replay, names } = await stage(t)
  const rows = ['Alpha', 'Beta', 'Gamma', 'Delta'].map(name => `${name} Run`)
  await oldRun(hands, page(rows))
  await oldRun(hands, page(rows.slice(0, 3)))
  for (let i = 0; i < 2; i++) t.equal((await replay()).code, 0)
  t.equal((await names()).length, 4)
  await oldRun(hands, page(rows.slice(0, 3)))
  t.equal((await names()).length, 3, 'missing in two complete runs')
})

t.test(
  'records and events that were lost are rebuilt from the archive: the published content is the same',
  async t => {
    const samples = await startSampleServer()
    let asked = 0
    let text = ''
    const runraceusa = await serve(t, (_, response) => {
      asked++
      response.end(text)
    })
    const pipeline = await startPipeline(t, {
      runraceusa,
      duv: samples.base('duv'),
      ultrasignup: samples.base('ultrasignup'),
    })
    const rows = ['Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon', 'Zeta'].map(name => `${name} Run`)
    const days = [
      page(rows),
      page([...rows.slice(0, 5), 'Eta Run']),
      page([...rows.slice(1, 5).map(name => name.replace('Run', 'Trail')), 'Iota Run']),
      page([...rows.slice(1, 5).map(name => name.replace('Run', 'Trail')), 'Theta Run', 'Eta Run'], 31),
    ]
    for (const each of days) {
      text = each
      t.match(await pipeline.fetch('runraceusa'), { status: 'published' })
    }
    for (const name of ['duv', 'ultrasignup', 'duv'])
      t.match(await pipeline.fetch(name), { status: 'published' })
    await samples.close()
    const before = { asked, content: await pipeline.rows(content) }
    t.ok(before.content.length > 80)

    await pipeline.rows('truncate ingest.records, public.events cascade')
    t.same(await pipeline.rows(content), [])
    for (const name of ['runraceusa', 'duv', 'ultrasignup']) {
      const { code, stdout, stderr } = await command(['replay', name, '--since', '2020-01-01'], {
        DATABASE_URL: pipeline.url,
      })
      t.equal(code, 0, stdout + stderr)
    }
    t.same(await pipeline.rows(content), before.content)
    t.equal(asked, before.asked, 'nobody was asked')
    t.ok((await pipeline.rows(publicTables())).length)
  },
)

t.test('distances that were read and are not any more are told apart from other changes', async t => {
  const hands = await byHand(t)
  await hands.run({ a: { races: [race('1'), race('2')] } })
  const [page] = await hands.rows(`select * from ingest.pages_to_read('toy', null, 'v2')`)
  const reading = readingForPostgres({
    races: [race('1', { distanceText: 'far', distances: [] }), race('2', { name: 'Two' })].map(r => ({
      ...r,
      cityKeys: [],
    })),
    ...{ rejects: [], requests: [], full: false },
  })
  await hands.rows(`select ingest.keep_reading('toy', 'a', $1, 'v2', $2, null, 'x', now())`, [
    page?.snapshot_sha256,
    reading,
  ])
  const replayed = await hands.row(`select * from ingest.replay('toy', null, 'v2', '[]', false)`)
  t.match(
    await hands.rows('select change, source_event_id, changes from ingest.reading_changes($1)', [
      replayed.id,
    ]),
    [
      { change: 'changed', source_event_id: '2', changes: { name: ['Race 2', 'Two'] } },
      { change: 'now unread', source_event_id: '1' },
    ],
  )
})

t.test('a mistake in how it is called is one line', async t => {
  const { replay } = await stage(t)
  t.match(await replay(), {
    code: 2,
    stderr: /No run of runraceusa was published: there is nothing to replay/,
  })
  t.match(await replay('--since', '5'), { code: 2, stderr: /--since takes a day or a time/ })
  t.match(await replay('--since', 'tuesday'), { code: 2, stderr: /--since takes a day or a time/ })
})
