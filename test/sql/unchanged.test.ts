import t from 'tap'
import { byHand, type Hands, race } from '../fixtures/hands.ts'

const pages = { a: { races: [race('1'), race('2')] }, b: { races: [race('3')] } }

/** Rows written since the statistics were last reset, by table. */
async function written(hands: Hands): Promise<Record<string, number>> {
  await hands.rows('select pg_stat_force_next_flush()')
  const rows = await hands.rows<{ name: string; n: number }>(`
    select schemaname || '.' || relname as name, n_tup_ins + n_tup_upd + n_tup_del as n
    from pg_stat_user_tables`)
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]))
}

t.test('same bytes are not parsed again, with 304 and with a server that knows no conditions', async t => {
  const hands = await byHand(t)
  await hands.run(pages)
  for (const second of [{ a: 304, b: 304 } as const, pages]) {
    const run = await hands.run(second)
    t.match(run, {
      status: 'published',
      complete: true,
      downloaded: 0,
      unchanged: 2,
      records: 3,
      inserted: 0,
    })
    t.match(run, { updated: 0, withdrawn: 0, kept: 3 })
  }
  t.match(await hands.row('select count(*) as n from ingest.parses'), { n: 2 })
})

t.test('a page that changes and changes back is parsed each time', async t => {
  const hands = await byHand(t)
  const name = async () => (await hands.events())[0]?.name
  await hands.run({ a: { races: [race('1', { name: 'A' })] } })
  await hands.run({ a: { races: [race('1', { name: 'B' })] } })
  t.equal(await name(), 'B')
  t.match(await hands.run({ a: { races: [race('1', { name: 'A' })] } }), { downloaded: 1, updated: 1 })
  t.equal(await name(), 'A')
  t.match(await hands.row('select count(*) as n from ingest.snapshots'), { n: 2 }, 'bytes are kept once')
  t.match(await hands.row('select count(*) as n from ingest.record_versions'), { n: 3 })
})

t.test('pages and parts behind an unchanged page are asked for again', async t => {
  const hands = await byHand(t)
  const first = (await hands.run({ a: { races: [race('1')], requests: [{ url: 'a2' }] } })).id as number
  await hands.download(first, 'a2', 'page 2')
  await hands.parse(first, 'a2', { races: [race('2')] })
  await hands.upload(first)

  const second = await hands.fetch(['a'])
  await hands.download(second, 'a', 304)
  t.match(await hands.request(second, 'a2'), { state: 'queued' })
  await hands.download(second, 'a2', 304)
  t.match(await hands.upload(second), { status: 'published', unchanged: 2, records: 2, kept: 2 })
})

t.test('a new parser version reads unchanged pages anew', async t => {
  const hands = await byHand(t)
  await hands.run({ a: { races: [race('1')] } })
  hands.parserVersion = 'v2'
  const run = await hands.fetch(['a'])
  t.equal(await hands.download(run, 'a', 304), 'done')
  t.equal((await hands.request(run, 'a')).state, 'downloaded')
  await hands.parse(run, 'a', { races: [race('1', { name: 'Read better' })] })
  t.match(await hands.upload(run), { status: 'published', downloaded: 0, unchanged: 1, updated: 1 })
})

t.test('bytes that were put away are not missed by a new parser, nor put away while it waits', async t => {
  const hands = await byHand(t)
  await hands.run({ a: { races: [race('1')] } })
  const { hex } = await hands.row<{ hex: string }>(
    `select encode(sha256, 'hex') as hex from ingest.snapshots`,
  )
  const putAway = async () => {
    await hands.rows('select ingest.let_go($1)', [hex])
    return (await hands.row('select body is null as gone from ingest.snapshots')).gone
  }
  const asked = async (run: number) => {
    const { id } = await hands.request(run, 'a')
    return hands.begin('download', { request: id })
  }
  t.ok(await putAway())
  const same = await hands.fetch(['a'])
  const known = await asked(same)
  t.match(known, { etag: 'e', body_sha256: hex, read_by_another: false })
  // A parser that is new since it was asked.
  await hands.rows(`update ingest.runs set parser_version = 'v2' where id = $1`, [same])
  hands.parserVersion = 'v2'
  t.equal(await hands.finishDownload(known.attempt, 304), 'retry')
  t.match(await hands.row('select error from ingest.attempts where id = $1', [known.attempt]), {
    error: /were put away, and another parser is to read them/,
  })

  const whole = await asked(same)
  t.match(whole, { read_by_another: true })
  t.notHas(whole, { etag: 'e' })
  t.notHas(whole, { body_sha256: hex })
  t.equal(await hands.finishDownload(whole.attempt, JSON.stringify({ races: [race('1')] })), 'done')
  t.notOk(await putAway(), 'its parse waits for it')
  t.same(await hands.rows(`select * from ingest.archivable('-1 day', 20)`), [])
  await hands.parse(same, 'a', { races: [race('1', { name: 'Read better' })] })
  t.equal((await hands.rows(`select * from ingest.archivable('-1 day', 20)`)).length, 1)
  t.ok(await putAway())
  t.match(await hands.upload(same), { status: 'published', unchanged: 1, updated: 1 })
})

t.test(
  'bytes that a parse came to wait for while they were put away stay, and their copy is known of',
  async t => {
    const hands = await byHand(t)
    const run = await hands.fetch(['a'])
    await hands.download(run, 'a', 'x')
    await hands.rows(`select ingest.let_go(encode(sha256, 'hex')) from ingest.snapshots`)
    t.match(await hands.rows('select body is not null as is_here, archived_at from ingest.snapshots'), [
      { is_here: true, archived_at: Date },
    ])
  },
)

t.test('a page whose parse failed for good is not known: its bytes are read again next time', async t => {
  const hands = await byHand(t)
  const run = await hands.fetch(['a'])
  await hands.download(run, 'a', 'x')
  const { id } = await hands.request(run, 'a')
  for (let i = 0; i < 5; i++) {
    const { attempt } = await hands.begin('parse', { request: id })
    await hands.rows('select ingest.fail_attempt($1, $2)', [attempt, 'This is no JSON'])
  }
  t.match(await hands.upload(run), { status: 'failed', reason: /This is no JSON/ })
  const next = await hands.fetch(['a'])
  t.equal(await hands.download(next, 'a', 'x'), 'done')
  t.equal((await hands.request(next, 'a')).state, 'downloaded')
})

t.test('a run over unchanged pages writes no row outside the bookkeeping', async t => {
  const hands = await byHand(t)
  await hands.run(pages)
  const before = await written(hands)
  await hands.run({ a: 304, b: 304 })
  const after = await written(hands)
  const touched = Object.keys(after).filter(
    name => !name.startsWith('pg_temp') && (after[name] ?? 0) > (before[name] ?? 0),
  )
  const bookkeeping = ['runs', 'requests', 'pages', 'downloads', 'attempts', 'hosts', 'workers'].map(
    n => `ingest.${n}`,
  )
  t.same(
    touched.filter(name => !name.startsWith('graphile_worker.') && !bookkeeping.includes(name)),
    [],
  )
  t.ok(touched.includes('ingest.runs'), 'the count does see what is written')
})
