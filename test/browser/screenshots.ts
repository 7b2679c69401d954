/** `npm run screenshots`: the pictures in docs/images, of the samples after what looks like two weeks of work. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import t from 'tap'
import { startLocalSupabase } from '../../lib/local-supabase.ts'
import { startSampleServer } from '../../samples/server.ts'
import { openBrowser } from '../fixtures/browser.ts'
import { until } from '../fixtures/database.ts'
import { type Pipeline, startPipeline } from '../fixtures/pipeline.ts'
import { passOn, serve } from '../fixtures/server.ts'
import { startStatus } from '../fixtures/status-server.ts'
import { startWorkerProcess } from '../fixtures/workers.ts'

const folder = path.join(import.meta.dirname, '../../docs/images')
const names = ['duv', 'events_calendar', 'json_ld', 'runraceusa', 'runsignup', 'ultrasignup', 'utmb']

/** Runs of the days before. */
const days = `
  insert into ingest.runs (source, number, trigger, parser_version, status, started_at, finished_at, requests, records)
  select s.name, n, 'cron', 'v1', 'published', d.day, d.day + interval '40 s', 8,
    round(s.records * (0.6 + 0.02 * n + 0.12 * abs(sin(n * length(s.name)))))
  from (values ('duv', 93), ('events_calendar', 6), ('json_ld', 4), ('runraceusa', 7), ('runsignup', 12), ('ultrasignup', 53), ('utmb', 14)) s (name, records)
  cross join generate_series(1, 14) n
  cross join lateral (select now() - (15 - n) * interval '1 day' as day) d`

/** What was just done becomes the work of an hour. */
const spread = `
  update ingest.attempts
  set started_at = started_at - s.ago, finished_at = finished_at - s.ago
  from (select id as of, (30 + (id * 7919 % 50) * 60 * abs(sin(id))) * interval '1 s' as ago from ingest.attempts) s
  where id = s.of and outcome is not null and task <> 'fetch';
  update ingest.requests q
  set settled_at = settled_at - s.ago
  from (select id as of, (id * 7919 % 40) * interval '1 min' as ago from ingest.requests) s
  where q.id = s.of and settled_at is not null;
  update ingest.runs set started_at = started_at - interval '42 min' where started_at > now() - interval '1 hour'`

/** All is published; then one source is down, one is held, one is paused, and one is half done with the next year's races. */
async function fill(pipeline: Pipeline, goOn: () => void): Promise<void> {
  await pipeline.pool.query(days)
  for (const name of names) await pipeline.fetch(name)
  await pipeline.pool.query(spread)
  goOn()
  await pipeline.fetch('duv')
  for (let n = 0; n < 3; n++) await pipeline.fetch('runraceusa')
  await pipeline.pool.query(`select status.pause_source('json_ld', 'Its owner moves house.')`)
  await pipeline.pool.query(`select status.fetch_source('ultrasignup')`)
  await pipeline.until(
    'it is half done',
    `select from status.runs where source = 'ultrasignup' and status = 'running' and settled >= 50`,
  )
  // Somebody is still there, for other work: the run stays as it is.
  await pipeline.stop()
}

async function picture(page: Page, name: string): Promise<void> {
  const devTools = await page.context().newCDPSession(page)
  const { data } = await devTools.send('Page.captureScreenshot', { format: 'webp', quality: 80 })
  writeFileSync(path.join(folder, `${name}.webp`), Buffer.from(data, 'base64'))
  // For who looks at all of the page.
  if (process.env.PNG) await page.screenshot({ path: `${process.env.PNG}/${name}.png`, fullPage: true })
}

t.test('pictures', async t => {
  const [samples, nextYear] = [
    await startSampleServer(),
    await startSampleServer({ today: new Date(Date.now() + 366 * 86_400_000) }),
  ]
  t.teardown(() => Promise.all([samples.close(), nextYear.close()]))
  let later = false
  const urls: Record<string, string> = {}
  for (const name of names)
    urls[name] = await serve(t, (request, response) => {
      if (later && name === 'runraceusa') response.writeHead(410).end()
      else passOn((later ? nextYear : samples).base(name).slice(0, -1), request, response)
    })
  const pipeline = await startPipeline(t, urls, { crontab: undefined })
  for (const name of names)
    for (const site of samples.sites(name))
      await pipeline.pool.query('select status.add_site($1, $2)', [name, site])
  await fill(pipeline, () => {
    later = true
  })
  await startWorkerProcess(t, pipeline.url, urls, { tasks: ['fetch'], timings: {} })
  const supabase = await startLocalSupabase({ databaseUrl: pipeline.url, dir: t.testdir() })
  t.teardown(() => supabase.close())
  const environment = { SUPABASE_URL: supabase.url, SUPABASE_ANON_KEY: supabase.anonKey }
  const status = await startStatus(t, { database: pipeline, environment })
  const browser = await openBrowser()
  t.teardown(() => browser.close())
  mkdirSync(folder, { recursive: true })
  for (const [name, width, height, colorScheme] of [
    ['status-light', 1280, 1100, 'light'],
    ['status-dark', 1280, 1100, 'dark'],
    ['status-phone', 375, 812, 'light'],
  ] as const) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme })
    const page = await context.newPage()
    await page.goto(status.base)
    await page.locator('#held details').first().waitFor()
    await until('it is live', () => page.locator('#live.on').isVisible())
    await picture(page, name)
    await context.close()
  }
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(`${status.base}/explore?min_km=80&include_cancelled=1`)
  await page.locator('.cluster').first().waitFor()
  await page.waitForLoadState('networkidle')
  await picture(page, 'explore-light')
})
