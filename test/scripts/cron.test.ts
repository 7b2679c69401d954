import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import t, { type Test } from 'tap'
import { crontabLines, crontabWarnings, nextTicks, ticks } from '../../scripts/crontab.ts'
import { cli, command } from '../fixtures/cli.ts'
import { byHand, type Hands } from '../fixtures/hands.ts'

const hour = 3_600_000

// Half an hour ago, so that no test meets a tick of its hourly line.
const lastTick = new Date(Math.floor(Date.now() / 60_000 - 30) * 60_000)
const hourly = `${lastTick.getUTCMinutes()} * * * * fetch ?id=hourly&fill=3h&jobKey=fetch:duv {"source":"duv"}`

t.test('a line says when it fires, in UTC', async t => {
  const [hourly, weekly, never, leap] = crontabLines(`
# a comment
0 * * * * fetch ?id=a&fill=2h&jobKey=k {"source":"duv"}
  37  5 * * 1  fetch ?id=b {"source":"utmb"}
0 0 30 2 * sweep ?id=c
0 0 29 2 * sweep ?id=d`)
  if (!hourly || !weekly || !never || !leap) return t.fail('a line is missing')
  t.match(hourly, {
    line: 'a',
    schedule: '0 * * * *',
    task: 'fetch',
    source: 'duv',
    jobKey: 'k',
    fill: 2 * hour,
  })
  t.match(weekly, { line: 'b', schedule: '37 5 * * 1', source: 'utmb', jobKey: null, fill: 0 })
  const from = Date.UTC(2026, 10, 24, 12, 0)
  const said = (dates: Date[]) => dates.map(date => date.toISOString().slice(0, 16))
  t.same(said(nextTicks(hourly, from)), ['2026-11-24T13:00', '2026-11-24T14:00', '2026-11-24T15:00'])
  t.same(said(nextTicks(weekly, from)), ['2026-11-30T05:37', '2026-12-07T05:37', '2026-12-14T05:37'])
  t.same(said(ticks(hourly, from - 2 * hour, from)), ['2026-11-24T11:00', '2026-11-24T12:00'])
  t.same(nextTicks(never, from), [])
  t.same(crontabWarnings([hourly, weekly, leap]), [])
  t.same(crontabWarnings([never]), ['c never fires.'])
})

t.test('a fetch more than 24 times a day is warned of, housekeeping is not', async t => {
  const warnings = (text: string) => crontabWarnings(crontabLines(text))
  t.match(warnings('*/30 * * * 1 fetch ?id=a {"source":"duv"}'), [/a fetches duv 48 times a day/])
  t.same(warnings('* * * * * sweep ?id=a'), [])
})

/** A database with "toy" and one worker row, and a crontab of four lines for it. */
async function scene(t: Test) {
  const hands = await byHand(t)
  await hands.register('never_fetched')
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ultrasearch-cron-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const file = path.join(folder, 'crontab')
  const explain = async (text: string) => {
    writeFileSync(file, text)
    const { code, stdout, stderr } = await command(['cron', '--json', '--file', file], {
      DATABASE_URL: hands.database.url,
    })
    t.equal(stderr, '')
    return { code, ...JSON.parse(stdout) }
  }
  return { hands, file, explain }
}

const known = (hands: Hands, line: string, since = '9 days') =>
  hands.rows(
    `insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
     values ($1, now() - $2::interval, now())
     on conflict (identifier) do update set known_since = excluded.known_since`,
    [line, since],
  )

/** An attempt at the tick so many hours ago, begun so much later. */
const attempt = (hands: Hands, hoursAgo: number, later: string, facts: Record<string, unknown> = {}) =>
  hands.row<{ id: number; job_id: number }>(
    `insert into ingest.attempts (task, job_id, number, worker, payload, started_at, finished_at, outcome, run_id)
     select $3, coalesce($4, 5000 + $1), 1, 'w',
       jsonb_build_object('source', $5::text, '_cron', jsonb_build_object('ts', tick, 'backfilled', $6::boolean)),
       tick + $2::interval, tick + $2::interval, 'done', $7
     from (select $8::timestamptz - $1 * interval '1 hour' as tick) t
     returning id, job_id`,
    [
      hoursAgo,
      later,
      facts.task ?? 'fetch',
      facts.job ?? null,
      facts.task ? null : 'duv',
      facts.backfilled ?? false,
      facts.run ?? null,
      lastTick,
    ],
  )

t.test('each missed tick has its reason', async t => {
  const { hands, explain } = await scene(t)
  await hands.register('duv')
  await known(hands, 'hourly')
  const run = await hands.row<{ id: number }>(
    `insert into ingest.runs (source, number, trigger, job_id, parser_version, status, started_at, finished_at)
     values ('duv', 7, 'sql', 1, 'v', 'published', $1::timestamptz - interval '27.5 hours', $1::timestamptz - interval '24.5 hours')
     returning id`,
    [lastTick],
  )
  // On time from 40 to 22 hours ago, but for these: 24 was merged into 23, and nothing was begun from 32 to 30.
  const special: Record<number, [later: string, facts?: Record<string, unknown>] | null> = {
    32: null,
    31: null,
    30: null,
    28: ['20 minutes'],
    26: ['2 seconds', { run: run.id }],
    24: null,
    23: ['40 minutes', { backfilled: true }],
  }
  for (let hours = 40; hours >= 22; hours--) {
    const begun = special[hours] === undefined ? (['3 seconds'] as [string]) : special[hours]
    if (begun) await attempt(hands, hours, ...begun)
  }

  const { lines } = await explain(hourly)
  const [{ missed }] = lines
  const told = missed.map((gap: Record<string, unknown>) => [gap.state, gap.ticks, gap.reason])
  t.match(told, [
    ['missed', Number, /^no worker was at work before \d{4}-\d\d-\d\d \d\d:\d\d UTC$/],
    ['missed', 3, /^no worker was at work after .* before .* UTC$/],
    ['made up', 1, 'made up for, up to 00:20:00 late'],
    ['joined', 1, 'joined run 7, which was on its way'],
    ['made up', 2, 'made up for, up to 01:40:00 late'],
    ['missed', Number, /^no worker was at work after .* UTC$/],
  ])
  t.match(lines, [{ line: 'hourly', next: { length: 3 }, fill_seconds: 10_800 }])
})

t.test(
  'exit codes: what is missed for good in the last day is wrong, what was made up for is not',
  async t => {
    const { hands, explain } = await scene(t)
    await hands.register('duv')
    const fresh = await explain(hourly)
    t.match(fresh, { code: 0, lines: [{ known_since: null, last_at: null }] })
    t.match(fresh.lines[0].missed, [{ state: 'unknown', reason: 'before the line was known' }])

    await known(hands, 'hourly', '150 minutes')
    const wrong = await explain(hourly)
    t.match(wrong, {
      code: 1,
      wrong: [/^hourly: 2 ticks .* no worker was at work UTC$|no worker was at work$/],
    })

    const { job } = await hands.row<{ job: number }>(`select status.fetch_source('duv') as job`)
    t.match(await explain(hourly), { code: 1, wrong: [/queued, and no worker has taken it yet$/] })
    await attempt(hands, 0, '1 minute', { backfilled: true, job })
    await hands.rows('select graphile_worker.complete_jobs(array[$1::bigint])', [job])
    const healed = await explain(hourly)
    t.match(healed, { code: 0, wrong: [] })
    t.match(healed.lines[0].missed, [
      { state: 'unknown' },
      { state: 'made up', ticks: 2, late_seconds: 3660 },
    ])

    await hands.rows(`
    insert into ingest.runs (source, number, trigger, job_id, parser_version, status, reason, finished_at)
    values ('duv', 1, 'cron', 77, 'v', 'held', 'Too few.', now())`)
    await hands.rows(`
    update ingest.attempts set run_id = r.id, job_id = 77 from ingest.runs r`)
    t.match(await explain(hourly), {
      code: 1,
      lines: [{ run: 1, trigger: 'cron', result: 'held', reason: 'Too few.' }],
      wrong: ['hourly: its last run held: Too few.'],
    })
  },
)

t.test('a fetch that somebody asked for makes up for the last tick', async t => {
  const { hands, explain } = await scene(t)
  await hands.register('duv')
  await known(hands, 'hourly', '90 minutes')
  await hands.begin('fetch', { source: 'duv', trigger: 'cli' })
  const { code, lines } = await explain(hourly)
  t.equal(code, 0)
  t.match(lines, [{ result: 'running', missed: { 1: { state: 'made up', ticks: 1 } } }])
})

t.test('a viewer may ask what became of ticks, others may not', async t => {
  const { hands } = await scene(t)
  const as = async (role: string, what: string) => {
    const client = await hands.database.pool.connect()
    try {
      await client.query(`begin; set local role ${role}`)
      await client.query(`select from status.${what}('[{"line": "a", "task": "fetch", "ticks": []}]')`)
    } finally {
      await client.query('rollback')
      client.release()
    }
  }
  for (const what of ['crontab_lines', 'crontab_missed']) {
    await t.resolves(as('ultrasearch_viewer', what))
    await t.rejects(as('anon', what), { code: '42501' })
  }
})

t.test('a tick that a living worker did not start is told apart', async t => {
  const { hands, explain } = await scene(t)
  await hands.register('duv')
  await known(hands, 'hourly', '150 minutes')
  await hands.rows(`
    insert into ingest.workers (id, host, pid, tasks, started_at) values ('w', 'h', 1, '{fetch}', now() - interval '1 day')`)
  t.match((await explain(hourly)).lines[0].missed[1], {
    state: 'missed',
    ticks: 2,
    reason: /^a worker was at work/,
  })
})

t.test('housekeeping is judged from its first record on, and tells when no worker was at work', async t => {
  const { hands, explain } = await scene(t)
  const sweep = `${hourly.split(' ')[0]} * * * * sweep ?id=sweep`
  await known(hands, 'sweep')
  t.match(await explain(sweep), {
    code: 0,
    lines: [{ missed: { length: 0 }, queued_at: String, result: null }],
  })
  for (const hours of [30, 29, 24, 23]) await attempt(hands, hours, '1 second', { task: 'sweep' })
  const { code, lines } = await explain(sweep)
  t.equal(code, 0, 'without fill a missed tick is no loss')
  t.match(lines, [{ result: 'done' }])
  t.match(lines[0].missed, [{ state: 'missed', ticks: 4 }, { state: 'missed' }])
  await hands.rows(
    `insert into ingest.attempts (task, job_id, number, worker, started_at)
     select 'parse', 1, 1, 'w', $1::timestamptz - interval '27 hours' + s * interval '50 s' from unnest(array[-1, 1]) s`,
    [lastTick],
  )
  t.match((await explain(sweep)).lines[0].missed, [
    { ticks: 1, reason: /^no worker was at work after/ },
    { ticks: 1, reason: /^a worker was at work/ },
    { ticks: 2, reason: /^no worker was at work after/ },
    { state: 'missed' },
  ])
  const minute = (hours: number) =>
    new Date(lastTick.getTime() - hours * hour).toISOString().slice(0, 16).replace('T', ' ')
  t.equal(lines[0].missed[0].reason, `no worker was at work after ${minute(29)} before ${minute(24)} UTC`)
})

t.test('for people: our crontab, in UTC and in local time', async t => {
  const { hands, file } = await scene(t)
  const environment = { DATABASE_URL: hands.database.url, TZ: 'Asia/Kolkata' }
  const { code, stdout } = await cli(['cron'], environment)
  t.equal(code, 0)
  t.match(stdout, /^fetch-duv {3}17 3 \* \* \* {3}fetch duv\n {2}next {5}\S+ 03:17 UTC · \S+ 03:17 UTC · /m)
  t.match(stdout, /^ {2}here {5}.* 08:47 (IST|GMT\+5:30) · /m)
  t.match(stdout, /^ {2}last {5}never; no worker has read this line yet$/m)
  t.match(stdout, /^Warning: never_fetched is enabled and no line fetches it\.$/m)

  writeFileSync(file, '*/20 * * * * fetch ?id=often {"source":"duv"}\n0 0 29 2 * sweep')
  t.match(await command(['cron', '--file', file], environment), {
    code: 0,
    stdout: /often fetches duv 72 times a day/,
  })
  writeFileSync(file, '* * * * * fly')
  t.match(await command(['cron', '--file', file], environment), { code: 2, stderr: /there is no task fly/ })
  writeFileSync(file, '* * * *')
  t.match(await command(['cron', '--file', file], environment), { code: 2, stderr: /line '1' of crontab/ })
  t.match(await command(['cron', '--file', '/nowhere'], environment), {
    code: 2,
    stderr: /no file \/nowhere/,
  })
})
