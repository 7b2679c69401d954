import t from 'tap'
import { startSampleServer } from '../../samples/server.ts'
import { command, type Ended } from '../fixtures/cli.ts'
import { freshDatabase, until } from '../fixtures/database.ts'
import { byHand, race } from '../fixtures/hands.ts'
import { gated } from '../fixtures/server.ts'
import { startWorkerProcess } from '../fixtures/workers.ts'

const mistake = (stderr: RegExp) => ({ code: 2, stdout: '', stderr })

t.test('operators see and act from the command line', async t => {
  const hands = await byHand(t)
  const run = (...args: string[]): Promise<Ended> => command(args, { DATABASE_URL: hands.database.url })
  const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).stdout)

  t.match(await run('runs'), { code: 0, stdout: 'No run yet.\n' })
  t.match(await run('queue'), { code: 0, stdout: 'The queue is empty.\n' })
  t.match(await run('status'), { code: 0, stdout: /^toy +never +20\d\d-/m })
  await hands.run({ a: { races: [race('1'), race('2')] } })
  await hands.rows('select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs')
  t.match(await run('status'), { code: 0, stdout: /^toy +fresh .* 2 +2 /m })

  await hands.limit('max_rejected', 1)
  const partial = await hands.run({
    a: 304,
    b: { races: [race('3')], rejects: [{ id: 'x', reason: 'no day', raw: { name: 'Evil \u001b[31m' } }] },
    c: { error: 'It said 500.' },
  })
  t.match(await run('runs'), {
    code: 0,
    stdout: /^id +source +run +trigger.*\n─.*\n +2 +toy +2 +sql +partial /,
  })
  t.match(await json('runs', 'toy', '--limit', '1'), { runs: [{ id: 2 }], complete: false })
  t.match(await run('runs', '--limit', '1'), { stdout: /… and more: --limit\n$/ })
  t.match(await run('runs', 'atlantis'), mistake(/Unknown source "atlantis"/))
  t.match(await run('runs', '--limit', '0'), mistake(/A whole number from 1 to 10000/))
  t.match(await run('run', '2'), {
    code: 0,
    stdout:
      /It changed:\n {2}1 added\n {4}2099-06-01 Race 3\n\n.*\n.*\n.*It said 500\.\n\nultrasearch retry 2 asks again/,
  })
  t.match(await json('run', '2'), {
    id: 2,
    changes: [{ change: 'added', events: 1 }],
    failed_requests: [{ page: 'c' }],
  })
  t.match(await run('run', '99'), mistake(/There is no run 99: `ultrasearch runs`/))
  t.match(await run('run', 'x'), mistake(/An id, as the lists show it/))
  t.match(await run('requests', '2'), { code: 0, stdout: /failed +c .*It said 500/ })
  t.match(await run('requests', '99'), mistake(/There is no run 99/))
  const rejects = await run('rejects', '2')
  t.match(rejects, { code: 0, stdout: /x +no day +\{"name":"Evil/ })
  t.notMatch(rejects.stdout, '\u001b', 'nothing that a terminal takes for a command')
  t.match(await run('attempts', 'upload'), { code: 0, stdout: /upload:2 +toy/ })
  t.match((await json('attempts', '--limit', '2')).attempts, { length: 2 })

  await hands.rows('select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs')
  const { id: request } = await hands.request(partial.id as number, 'c')
  t.match(await run('retry', '1', '--request', String(request)), mistake(/Run 1 has no request \d+/))
  t.match(await run('retry', '2', '--request', String(request)), { code: 0, stdout: /^Run 3 asks again/ })
  t.match(await run('retry', '2'), mistake(/Run 3 of toy is running/))
  t.match(await run('queue'), { code: 0, stdout: /download +due +1/ })
  t.match(await json('cancel', '3'), { act: 'cancel_run', given: [3], answer: null })
  t.match(await run('cancel', '3'), mistake(/Run 3 is cancelled: there is nothing to cancel/))

  await hands.limit('max_rejected', 0)
  const rejecting = { races: [race('1', { name: 'New' })], rejects: [{ id: '2', reason: 'x', raw: 1 }] }
  await hands.run({ a: rejecting })
  t.match(await run('status'), { code: 1, stdout: /^toy +held .*rows were rejected/m })
  t.match(await run('run', '4'), {
    code: 0,
    stdout:
      /rows were rejected.*It would change:\n {2}1 changed\n[^\n]*"New"\]\}\n.*ultrasearch approve 4 publishes it/s,
  })
  t.match(await run('approve', '4'), { code: 0, stdout: /a worker publishes it/ })
  await hands.upload(4)
  t.match(await run('undo', '4'), { code: 0, stdout: 'Run 5 undid run 4.\n' })
  t.match(await run('undo', '4', '--force'), mistake(/Run 4 is undone already/))
  await hands.run({ a: rejecting })
  t.match(await run('discard', '6'), { code: 0 })
  t.match(await run('discard', '6'), mistake(/is not held/))

  t.match(await run('pause', 'toy'), mistake(/required option '--why <text>'/))
  t.match(await run('pause', 'toy', '--why', 'They moved.'), { code: 0, stdout: 'toy is paused.\n' })
  t.match(await run('status'), { code: 0, stdout: /^toy +paused .*They moved\./m })
  t.match(await run('fetch', 'toy'), mistake(/Source toy is paused/))
  t.match(await run('resume', 'toy'), { code: 0 })
  t.match(await run('pause', '127.0.0.1', '--why', 'x'), { code: 0 })
  t.match(await run('resume', '127.0.0.1'), { code: 0 })
  t.match(await run('pause', 'nowhere', '--why', 'x'), mistake(/"nowhere" is no source, nor a host/))

  await hands.rows('select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs')
  await hands.fetch(['a', 'b'])
  t.match(await run('purge', 'download', 'fly'), mistake(/There is no task "fly"/))
  t.equal((await hands.jobs()).length, 2, 'all or nothing')
  t.match(await run('purge', 'download', 'parse'), {
    code: 0,
    stdout: '2 download jobs purged.\n0 parse jobs purged.\n',
  })
  await hands.rows(`select status.set_stale_after('toy', '1 microsecond')`)
  t.match(await run('status'), { code: 1, stdout: /^toy +stale /m })
  t.match(await json('status'), { sources: [{ source: 'toy', state: 'stale' }] })
  await hands.run({ a: { error: 'It said 500.' } })
  t.match(await run('status'), { code: 1, stdout: /^toy +failing .*It said 500/m })
})

t.test('a run is cancelled under a real worker, and goes on where it was by a retry', async t => {
  const { url, pool } = await freshDatabase(t)
  const samples = await startSampleServer()
  t.teardown(() => samples.close())
  const gate = await gated(t, samples.base('runraceusa').replace(/\/$/, ''))
  await startWorkerProcess(t, url, { runraceusa: gate.url })
  const run = (...args: string[]): Promise<Ended> => command(args, { DATABASE_URL: url })
  const when = (what: string, text: string) => until(what, async () => (await pool.query(text)).rows[0])

  t.match(await run('fetch', 'runraceusa'), { code: 0 })
  await until('the request is out', async () => gate.waiting() > 0)
  t.match(await run('cancel', '1'), { code: 0 })
  t.match(await run('retry', '1'), { code: 0 })
  gate.open()
  await when(
    'the retry is published',
    `select from ingest.runs where id = 2 and status = 'published' and complete`,
  )
  await when('nothing is left', 'select from graphile_worker.jobs having count(*) = 0')
  t.match(
    (await pool.query(`select run, outcome from status.attempts where task = 'download' order by id`)).rows,
    [
      { run: 1, outcome: 'superseded' },
      { run: 2, outcome: 'done' },
    ],
  )
  t.match((await pool.query('select status, open from status.runs where id = 1')).rows, [
    { status: 'cancelled', open: 0 },
  ])
  t.match(await run('fetch', 'runraceusa', '--wait'), { code: 0, stdout: /published/ })
})

t.test('whoever waits for a fetch that is skipped or purged is told so', async t => {
  const { url, pool } = await freshDatabase(t)
  await startWorkerProcess(t, url, {}, { tasks: ['sweep'] })
  const run = (...args: string[]): Promise<Ended> => command(args, { DATABASE_URL: url })
  const purged = run('fetch', 'duv', '--wait')
  await until(
    'the fetch is queued',
    async () => (await pool.query(`select from graphile_worker.jobs where key = 'fetch:duv'`)).rowCount,
  )
  t.match(await run('purge', 'fetch'), { code: 0, stdout: '1 fetch job purged.\n' })
  t.match(await purged, { code: 1, stdout: /duv +cancelled/ })

  const skipped = run('fetch', 'duv', '--wait', '--json')
  await until(
    'the fetch is queued',
    async () => (await pool.query(`select from graphile_worker.jobs where key = 'fetch:duv'`)).rowCount,
  )
  await pool.query(`select status.pause_source('duv', 'They moved.')`)
  await startWorkerProcess(t, url, {}, { tasks: ['fetch'] })
  const { code, stdout } = await skipped
  t.match(
    { code, ...JSON.parse(stdout) },
    { code: 1, runs: [{ source: 'duv', status: 'skipped', reason: /They moved/ }] },
  )
  const all = JSON.parse((await run('fetch', '--all', '--json')).stdout)
  t.notOk(
    all.jobs.some((job: { source: string }) => job.source === 'duv'),
    'all that are not paused',
  )
  t.ok(all.jobs.length > 3)
})
