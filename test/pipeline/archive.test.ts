import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { command } from '../fixtures/cli.ts'
import { until } from '../fixtures/database.ts'
import type { Hands } from '../fixtures/hands.ts'
import { startPipeline } from '../fixtures/pipeline.ts'
import { serve } from '../fixtures/server.ts'
import { testSupabase } from '../fixtures/supabase.ts'
import { startWorkerProcess } from '../fixtures/workers.ts'

const page = (name: string): string =>
  JSON.stringify({ races: [{ s: 'a', name, date: '2099-01-01', state: 'CO', d: ['50K'] }] })
type Rows = Hands['rows']

/** A database with one page that is 40 days old, and the commands that a test needs on it. */
async function withOldPage(
  t: Parameters<typeof serve>[0],
  environment: Record<string, string>,
  { database, tasks }: { database?: { url: string; pool: import('pg').Pool }; tasks?: string[] } = {},
) {
  const answer = { text: page('Old 50K'), etag: '"1"' }
  const runraceusa = await serve(t, (request, response) => {
    const isKnown = request.headers['if-none-match'] === answer.etag
    response.writeHead(isKnown ? 304 : 200, { etag: answer.etag }).end(isKnown ? '' : answer.text)
  })
  const pipeline = await startPipeline(t, { runraceusa }, { limits: false, ...(database && { database }) })
  await pipeline.fetch('runraceusa')
  await pipeline.rows(`update ingest.snapshots set created_at = now() - interval '40 days'`)
  await pipeline.stop()
  const rows: Rows = (text, values) => pipeline.rows(text, values) as never
  const start = (own: Record<string, string>, tasks?: string[]) => {
    const timings = { BEAT_MS: '100', DEAD_AFTER_MS: '1000', ...own }
    return startWorkerProcess(t, pipeline.url, { runraceusa }, { timings, ...(tasks && { tasks }) })
  }
  const worker = await start({ ARCHIVE_AFTER_DAYS: '30', ...environment }, tasks)
  const archive = async (n: number) => {
    await rows(`select graphile_worker.add_job('archive', job_key => 'archive')`)
    return until(`archive job ${n} has ended`, async () => {
      const ended = await rows<{ outcome: string; error: string }>(
        `select outcome, error from ingest.attempts where task = 'archive' and outcome is not null order by id`,
      )
      return ended.length >= n && ended.at(-1)
    })
  }
  return {
    answer,
    worker,
    rows,
    archive,
    start,
    /** The run of this number, once it has ended. */
    async fetched(number: number) {
      await rows(`select status.fetch_source('runraceusa')`)
      return until(`run ${number} has ended`, async () => {
        const [run] = await rows(`select * from ingest.runs where number = $1 and status <> 'running'`, [
          number,
        ])
        return run
      })
    },
    run: (...args: string[]) =>
      command(args, { DATABASE_URL: pipeline.url, ...environment, SOURCE_RUNRACEUSA: runraceusa }),
  }
}

t.test(
  'old bytes are put away, verified, and read back by a replay; what is erased goes there too',
  async t => {
    const data = t.testdir()
    // No export: it would write into the folder that goes when the test ends.
    const { rows, archive, run } = await withOldPage(t, { DATA_DIR: data }, { tasks: ['archive', 'sweep'] })
    const [before] = await rows<{ hex: string; body: Buffer }>(
      `select encode(sha256, 'hex') as hex, body from ingest.snapshots`,
    )
    const hex = before?.hex ?? ''
    const folder = path.join(data, 'archive', hex.slice(0, 2))

    // Damaged as it lies here: then it is not put away, and nothing is lost that could be mended.
    await rows(`update ingest.snapshots set body = $1`, [Buffer.from('no gzip')])
    t.match(await archive(1), { outcome: 'failed', error: /is damaged in the database/ })
    t.match(await rows('select body, archived_at from ingest.snapshots'), [
      { body: Buffer.from('no gzip'), archived_at: null },
    ])
    await rows('update ingest.snapshots set body = $1', [before?.body])

    t.match(await archive(2), { outcome: 'done' })
    t.match(await rows('select body, archived_at from ingest.snapshots'), [{ body: null, archived_at: Date }])
    t.same(readdirSync(folder), [`${hex}.gz`])
    t.match(gunzipSync(readFileSync(path.join(folder, `${hex}.gz`))).toString(), /Old 50K/)

    // With another parser every page is read again.
    await rows(`update ingest.parses set parser_version = 'older'`)
    const replay = await run('replay', 'runraceusa', '--dry-run', '--json')
    t.match(replay, { code: 0, stdout: /"records":1/ })

    writeFileSync(path.join(folder, `${hex}.gz`), 'damaged')
    await rows(`delete from ingest.parses where parser_version <> 'older'`)
    t.match(await run('replay', 'runraceusa', '--dry-run'), {
      code: 1,
      stderr: /is damaged in the archive .*\n$/,
    })
    rmSync(path.join(folder, `${hex}.gz`))
    t.match(await run('replay', 'runraceusa', '--dry-run'), {
      code: 1,
      stderr: /was archived, and .+ is not at .+: ARCHIVE_BUCKET, SUPABASE_URL or DATA_DIR/,
    })
    writeFileSync(path.join(folder, `${hex}.gz`), before?.body ?? '')

    await rows(`select status.erase_source('runraceusa', 'Its owner asked.')`)
    t.same(await rows(`select encode(sha256, 'hex') as hex from ingest.archive_leavings`), [{ hex }])
    await rows(`select graphile_worker.add_job('sweep', job_key => 'sweep')`)
    await until(
      'it is gone there too',
      async () => (await rows('select from ingest.archive_leavings')).length === 0,
    )
    t.throws(() => readFileSync(path.join(folder, `${hex}.gz`)), { code: 'ENOENT' })
  },
)

t.test(
  'a page whose bytes were put away is read by another parser where nobody reaches the archive',
  async t => {
    const data = t.testdir({ here: {}, there: {} })
    const { answer, rows, archive, start, fetched } = await withOldPage(
      t,
      { DATA_DIR: path.join(data, 'here') },
      { tasks: ['archive', 'sweep'] },
    )
    // As parse workers are deployed: without a key to Storage, or the others' folder.
    await start({ DATA_DIR: path.join(data, 'there') }, ['fetch', 'download', 'parse', 'upload'])
    const older = `update ingest.parses set parser_version = 'older'`
    const bodies = () =>
      rows<{ is_here: boolean }>('select body is not null as is_here from ingest.snapshots')
    const published = { status: 'published', complete: true, failed: 0, unchanged: 1, records: 1 }
    t.match(await archive(1), { outcome: 'done' })
    t.match(await fetched(2), published, 'the same parser needs no bytes')
    t.same(await bodies(), [{ is_here: false }])

    await rows(older)
    t.match(await fetched(3), published)
    t.same(await bodies(), [{ is_here: true }])
    t.match(await archive(2), { outcome: 'done' })
    t.same(await bodies(), [{ is_here: false }], 'put away again')

    // Its host knows no conditions.
    answer.etag = ''
    await rows(older)
    t.match(await fetched(4), published)
    t.same(await bodies(), [{ is_here: true }])
    // It had others since, and has these again.
    await rows(`select ingest.let_go(encode(sha256, 'hex')) from ingest.snapshots`)
    await rows(`update ingest.pages set body_sha256 = sha256('another')`)
    t.match(await fetched(5), { ...published, unchanged: 0 })
    t.same(await bodies(), [{ is_here: true }])

    await rows(`select status.erase_source('runraceusa', 'Its owner asked.')`)
    await rows(`select graphile_worker.add_job('sweep', job_key => 'sweep')`)
    await until('the copy is gone', async () => {
      const left = readdirSync(path.join(data, 'here/archive'), { recursive: true, withFileTypes: true })
      return !left.some(entry => entry.isFile())
    })
  },
)

t.test('what is erased goes from the archive also when pages are not put away any more', async t => {
  const data = t.testdir({ here: {}, there: {} })
  const here = { DATA_DIR: path.join(data, 'here') }
  const { worker, rows, archive, start } = await withOldPage(t, here, { tasks: ['archive'] })
  t.match(await archive(1), { outcome: 'done' })
  worker.child.kill()
  await worker.ended
  await rows(
    `insert into ingest.snapshots (sha256, body, encoding, bytes, created_at) values (sha256('x'), 'x', 'gzip', 1, now() - interval '40 days')`,
  )
  await rows(`select status.erase_source('runraceusa', 'Its owner asked.')`)
  const copies = () =>
    readdirSync(path.join(data, 'here/archive'), { recursive: true, withFileTypes: true }).filter(entry =>
      entry.isFile(),
    )
  t.equal(copies().length, 1)

  // Who doesn't find the archive doesn't say that something is gone from it.
  const elsewhere = await start({ DATA_DIR: path.join(data, 'there') }, ['archive', 'sweep'])
  await rows(`select graphile_worker.add_job('sweep', job_key => 'sweep')`)
  await until('it said so', () =>
    rows(
      `select from ingest.attempts where task = 'archive' and error ~ 'there/archive is not there: DATA_DIR'`,
    ).then(said => said.length > 0),
  )
  elsewhere.child.kill()
  await elsewhere.ended
  t.equal((await rows('select from ingest.archive_leavings')).length, 1)

  await start(here, ['archive', 'sweep'])
  await rows(`select graphile_worker.add_job('sweep', job_key => 'sweep')`)
  await rows(
    `select graphile_worker.reschedule_jobs(array_agg(id), run_at => now()) from graphile_worker.jobs`,
  )
  await until('it is gone', async () => (await rows('select from ingest.archive_leavings')).length === 0)
  t.same(copies(), [])
  t.match(await rows('select body from ingest.snapshots'), [{ body: Buffer.from('x') }], 'it stays here')
})

t.test("the archive is a private bucket of Supabase's Storage, and a parse reads from it", async t => {
  const { database, url, anon, service, serviceKey } = await testSupabase(t, { storage: true })
  const environment = { SUPABASE_URL: url, SUPABASE_SERVICE_ROLE_KEY: serviceKey, ARCHIVE_BUCKET: 'pages' }
  const { rows, archive, start, fetched } = await withOldPage(t, environment, {
    database,
    tasks: ['fetch', 'download', 'upload', 'archive'],
  })
  t.match(await archive(1), { outcome: 'done', error: null })
  const [{ hex = '' } = {}] = await rows<{ hex: string }>(
    `select encode(sha256, 'hex') as hex from ingest.snapshots where body is null`,
  )
  const name = `${hex.slice(0, 2)}/${hex}.gz`
  t.ok((await service.storage.from('pages').download(name)).data)
  t.ok((await anon.storage.from('pages').download(name)).error, 'not for anon')
  const open = await fetch(anon.storage.from('pages').getPublicUrl(name).data.publicUrl)
  t.not(open.status, 200, 'nor by a public address')

  // Put away in the moment before they were to be read.
  await rows(`update ingest.parses set parser_version = 'older'`)
  const ended = fetched(2)
  await until(
    'the page came',
    async () =>
      (
        await rows(
          `update ingest.snapshots set body = null where ingest.waits_to_be_read(sha256) returning 1`,
        )
      ).length,
  )
  await start(environment, ['parse'])
  t.match(await ended, { status: 'published', complete: true })
  t.match(await rows('select body from ingest.snapshots'), [{ body: null }])
})
