import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs'
import path from 'node:path'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import t from 'tap'
import { type Manifest, writeExport, writeFiles } from '../../lib/export/write.ts'
import { freshDatabase, until } from '../fixtures/database.ts'
import { distance, Hands, type Row, race } from '../fixtures/hands.ts'
import { testSupabase } from '../fixtures/supabase.ts'
import { startWorkerProcess } from '../fixtures/workers.ts'

const hostile = `=HYPERLINK("http://evil.example"), "quoted"\r\nnext`
const races = [
  race('1', { name: hostile, latitude: 45.9, longitude: 6.8, distances: [distance(50), distance(100)] }),
  race('2', { name: 'Überlauf', place: '', city: null, country: null }),
]
const sweep = (hands: Hands) => hands.rows(`select graphile_worker.add_job('sweep', job_key => 'sweep')`)

/** Rows of RFC 4180. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === '\r\n') rows.push([])
  }
  return rows.filter(row => row.length > 1)
}

t.test(
  'after a publication that changed something all events are files, in each format the same',
  async t => {
    const hands = new Hands(await freshDatabase(t))
    await hands.register('toy', { title: 'Toy', licence: 'CC0', attribution: 'Toy makers' })
    await hands.register('secretive', { may_export: false })
    await hands.run({ a: { races } })
    await hands.run(
      { a: { races: [race('9', { name: 'Not for others', city: 'Elsewhere', place: 'Elsewhere' })] } },
      'secretive',
    )
    const data = t.testdir()
    const timings = { DATA_DIR: data, BEAT_MS: '100', DEAD_AFTER_MS: '1000' }
    await startWorkerProcess(t, hands.database.url, {}, { timings, tasks: ['export', 'sweep'] })
    const exported = (n: number) =>
      until(`export ${n} is done`, async () => {
        const done = await hands.rows('select * from status.exports where finished_at is not null')
        return done.length >= n && (done.at(-1) as Row)
      })
    await sweep(hands)
    const first = await exported(1)
    const folder = path.join(data, 'exports')
    const manifest: Manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8'))
    t.match(manifest, {
      events: 2,
      sources: [{ name: 'toy', title: 'Toy', licence: 'CC0', attribution: 'Toy makers', events: 2 }],
    })
    t.equal(manifest.sources.length, 1)
    t.same(first.manifest, manifest)
    const text: Record<string, string> = {}
    for (const file of manifest.files) {
      const bytes = readFileSync(path.join(folder, file.path))
      t.equal(createHash('sha256').update(bytes).digest('hex'), file.sha256, file.name)
      t.equal(bytes.length, file.bytes)
      text[file.name] = bytes.toString()
    }
    t.same(Object.keys(text).sort(), ['events.csv', 'events.geojson', 'events.ndjson', 'events.parquet'])

    const rows = (text['events.ndjson'] ?? '')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    t.match(rows, [
      {
        id: 1,
        name: hostile,
        start_date: '2099-06-01',
        latitude: 45.9,
        sources: ['toy'],
        distances: [{ km: 50, raw: '50 km' }, { km: 100 }],
      },
      { id: 2, name: 'Überlauf', latitude: null },
    ])
    t.notMatch(text['events.ndjson'], /Not for others|withdrawn|merged/)
    const { features } = JSON.parse(text['events.geojson'] ?? '')
    t.match(features, [
      { id: 1, geometry: { coordinates: [6.8, 45.9] }, properties: { name: hostile } },
      { geometry: null },
    ])
    t.equal(features.length, 2)
    const [head = [], ...cells] = readCsv(text['events.csv'] ?? '')
    t.same(cells.length, 2)
    const inCsv = Object.fromEntries(head.map((name, i) => [name, cells[0]?.[i]]))
    t.match(
      inCsv,
      { id: '1', name: `'${hostile}`, latitude: '45.9', sources: '["toy"]' },
      'no formula for a spreadsheet',
    )
    const name = manifest.files.find(({ name }) => name.endsWith('.parquet'))?.path ?? ''
    const inParquet = await parquetReadObjects({ file: await asyncBufferFromFile(path.join(folder, name)) })
    t.same(
      inParquet.map(row => ({ ...row, id: Number(row.id) })),
      rows.map(row => ({ ...row })),
      'Parquet holds the same as NDJSON',
    )

    // Nothing changed: no export, however often it is looked at.
    await hands.run({ a: { races } })
    await sweep(hands)
    await until(
      'it was swept',
      async () => (await hands.rows(`select from graphile_worker.jobs where key = 'sweep'`)).length === 0,
    )
    t.same(await hands.rows(`select from graphile_worker.jobs where key = 'export'`), [])

    // What is old goes when the next one is there, and what was broken off; the last good one stays however old.
    await hands.rows(`update ingest.exports set finished_at = finished_at - interval '31 days'`)
    await hands.rows(
      `insert into ingest.exports (published_at, folder, started_at) values (now(), 'broken', now() - interval '2 days')`,
    )
    t.ok(existsSync(path.join(folder, String(first.folder))))
    await hands.run({ a: { races: [...races, race('3')] } })
    await sweep(hands)
    const second = await exported(2)
    t.match(second, { events: 3 })
    await hands.rows(`select graphile_worker.add_job('export', job_key => 'export')`)
    await until('the old one is gone', async () => !existsSync(path.join(folder, String(first.folder))))
    await until(
      'it is written down',
      async () => (await hands.rows('select from ingest.exports where removed_at is not null')).length === 2,
    )
    t.same(readdirSync(folder).sort(), [second.folder, 'manifest.json'].sort())
    t.match(JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')), { events: 3 })
  },
)

t.test('what may not be told any more is in no export, however young', async t => {
  const hands = new Hands(await freshDatabase(t))
  const folder = path.join(t.testdir(), 'exports')
  const timings = { DATA_DIR: path.dirname(folder), BEAT_MS: '100', DEAD_AFTER_MS: '1000' }
  await startWorkerProcess(t, hands.database.url, {}, { timings, tasks: ['export', 'sweep'] })
  const names = () =>
    readdirSync(folder)
      .filter(name => name !== 'manifest.json')
      .flatMap(name => JSON.parse(readFileSync(path.join(folder, name, 'manifest.json'), 'utf8')).sources)
      .map(({ name }) => name)
  const afterSweep = async (what: string, removed: number) => {
    await sweep(hands)
    const done = await until(what, async () => {
      const exports = await hands.rows('select * from ingest.exports order by id')
      const finished = exports.filter(one => one.finished_at)
      const gone = exports.filter(one => one.removed_at)
      return finished.length === removed + 1 && gone.length === removed && exports
    })
    return done.at(-1)
  }
  for (const name of ['toy', 'other', 'only']) await hands.register(name)
  for (const name of ['toy', 'other'])
    await hands.run(
      {
        a: {
          races: [race('1', { name: `Of ${name}`, startDate: name === 'toy' ? '2099-01-01' : '2099-09-01' })],
        },
      },
      name,
    )
  t.match(await afterSweep('the first', 0), { manifest: { events: 2 } })
  t.same(names(), ['other', 'toy'])

  await hands.rows(`select status.erase_source('toy', 'they asked')`)
  t.match(await afterSweep('one without it', 1), { manifest: { events: 1, sources: [{ name: 'other' }] } })
  t.same(names(), ['other'], 'nothing of it is left')

  await hands.register('other', { may_export: false })
  t.match(await afterSweep('one that is empty', 2), { manifest: { events: 0, sources: [] } })
  t.same(names(), [])
  t.same(await hands.rows('select * from ingest.forbidden_exports()'), [])
})

t.test('a worker that wakes up after another took over leaves the manifest as it is', async t => {
  const hands = new Hands(await freshDatabase(t))
  await hands.register('toy')
  await hands.run({ a: { races } })
  const client = await hands.database.pool.connect()
  try {
    for (const isOurs of [true, false]) {
      const put: string[] = []
      const bucket = {
        place: '',
        put: async (name: string) => void put.push(name),
        get: async () => null,
        remove: async () => {},
      }
      const begun = { folder: 'x', published_at: new Date() }
      const { signal } = new AbortController()
      await writeExport(
        { withPgClient: act => act(client as never) },
        bucket,
        begun,
        async () => isOurs,
        signal,
      )
      t.equal(put.includes('x/manifest.json'), true)
      t.equal(put.includes('manifest.json'), isOurs)
    }
  } finally {
    client.release()
  }
})

t.test('an export that fails takes its files away and the old ones too, and rests for an hour', async t => {
  const hands = new Hands(await freshDatabase(t))
  await hands.register('toy')
  await hands.run({ a: { races } })
  const files = [{ path: 'good/events.csv' }, { path: 'named/events.csv' }]
  const manifest = JSON.stringify({ files, sources: [] })
  const data = t.testdir({
    exports: {
      'manifest.json': manifest,
      // It takes no byte.
      'manifest.json.new': t.fixture('symlink', '/dev/full'),
      good: { 'events.csv': '' },
      named: { 'events.csv': '' },
      old: { 'events.csv': '', 'manifest.json': '' },
      broken: { 'events.csv': '', 'events.geojson.new': '' },
    },
  })
  const folder = path.join(data, 'exports')
  await hands.rows(
    `insert into ingest.exports (published_at, folder, started_at, finished_at, manifest)
     select now() - age, folder, now() - age, now() - age, $1::jsonb
     from (values ('old', interval '60 days'), ('named', interval '50 days'), ('good', interval '40 days')) x (folder, age)`,
    [manifest],
  )
  await hands.rows(
    `insert into ingest.exports (published_at, folder, started_at) values (now(), 'broken', now() - interval '2 days')`,
  )
  const timings = { DATA_DIR: data, BEAT_MS: '100', DEAD_AFTER_MS: '30000' }
  await startWorkerProcess(t, hands.database.url, {}, { timings, tasks: ['export', 'sweep'] })
  const jobs = (key: string) => hands.rows('select from graphile_worker.jobs where key = $1', [key])
  const sweepThrough = async () => {
    await sweep(hands)
    await until('it was swept', async () => (await jobs('sweep')).length === 0)
  }
  const failed = (n: number) =>
    until(`it failed ${n} times`, async () => {
      const attempts = await hands.rows(
        `select error from ingest.attempts where task = 'export' and outcome = 'failed' order by id`,
      )
      return attempts.length >= n && attempts
    })
  await sweepThrough()
  t.match(await failed(1), [{ error: /copyfile/ }])
  mkdirSync(path.join(folder, 'manifest.json.new'))
  await until('its job has ended', async () => {
    await hands.rows(
      `select graphile_worker.reschedule_jobs(array_agg(id), run_at => now())
       from graphile_worker.jobs where key = 'export' and locked_at is null having count(*) > 0`,
    )
    return (await jobs('export')).length === 0
  })
  t.equal((await failed(5)).length, 5)
  for (let i = 0; i < 2; i++) {
    await sweepThrough()
    t.same(await jobs('export'), [])
  }
  rmdirSync(path.join(folder, 'manifest.json.new'))
  t.same(readdirSync(folder).sort(), ['good', 'manifest.json', 'named'], 'what readers find, and no more')
  t.equal(readFileSync(path.join(folder, 'manifest.json'), 'utf8'), manifest)
  t.match(await hands.rows('select folder, removed_at from ingest.exports order by id limit 5'), [
    { folder: 'old', removed_at: Date },
    { folder: 'named', removed_at: null },
    { folder: 'good', removed_at: null },
    { folder: 'broken', removed_at: Date },
    { removed_at: Date },
  ])

  await hands.rows(`update ingest.attempts set finished_at = finished_at - interval '1 hour'`)
  await sweepThrough()
  await until('it is done', async () =>
    readFileSync(path.join(folder, 'manifest.json'), 'utf8').includes('events.parquet'),
  )
})

t.test('a disk that is full fails the export, not the worker', async t => {
  const hands = new Hands(await freshDatabase(t))
  await hands.register('toy')
  await hands.run({ a: { races } })
  // No room for a byte: what is written there fails with ENOSPC.
  const full = t.testdir({ 'events.geojson': t.fixture('symlink', '/dev/full') })
  const client = await hands.database.pool.connect()
  try {
    await t.rejects(writeFiles(client, full, new AbortController().signal), { code: 'ENOSPC' })
    t.match((await client.query('select 1 as one')).rows, [{ one: 1 }], 'its transaction has ended')
  } finally {
    client.release()
  }
})

t.test("in Supabase's Storage anybody may take them, and only owners put them there", async t => {
  const { database, url, anon, anonKey, serviceKey } = await testSupabase(t, { storage: true })
  const hands = new Hands(database)
  await hands.register('toy')
  await hands.run({ a: { races } })
  const timings = {
    SUPABASE_URL: url,
    SUPABASE_SERVICE_ROLE_KEY: serviceKey,
    EXPORT_BUCKET: 'races',
    BEAT_MS: '100',
    DEAD_AFTER_MS: '1000',
  }
  await startWorkerProcess(t, database.url, {}, { timings, tasks: ['export', 'sweep'] })
  await sweep(hands)
  await until(
    'it is done',
    async () => (await hands.rows('select from ingest.exports where finished_at is not null')).length,
  )
  const bucket = anon.storage.from('races')
  const get = async (name: string) => {
    const answer = await fetch(bucket.getPublicUrl(name).data.publicUrl, { headers: { apikey: anonKey } })
    return {
      ...answer,
      status: answer.status,
      type: answer.headers.get('content-type'),
      text: await answer.text(),
    }
  }
  const told = await get('manifest.json')
  t.match(told, { status: 200, type: /^application\/json/ })
  const manifest: Manifest = JSON.parse(told.text)
  const [geojson] = manifest.files
  const file = await get(geojson?.path ?? '')
  t.match(file, { status: 200, type: /^application\/geo\+json/ })
  t.equal(createHash('sha256').update(file.text).digest('hex'), geojson?.sha256)
  t.ok((await bucket.upload('manifest.json', 'mine', { upsert: true })).error, 'anon puts nothing there')
  t.equal((await get('manifest.json')).text, told.text)

  const archive = { ...timings, ARCHIVE_BUCKET: 'races', ARCHIVE_AFTER_DAYS: '1' }
  await startWorkerProcess(t, database.url, {}, { timings: archive, tasks: ['archive'] })
  await hands.rows(`select ingest.queue('archive', '{}', 'archive')`)
  await until(
    'pages are not put where anybody may take them',
    async () =>
      (await hands.rows(`select from ingest.attempts where error ~ 'bucket races is public, and pages'`))
        .length,
  )
})
