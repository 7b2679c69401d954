import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import t, { type Test } from 'tap'
import { recorded as servePages } from '../../samples/recorded.ts'
import type { SampleServer } from '../../samples/server.ts'
import { registerSources } from '../../scripts/work.ts'
import { cli, command } from '../fixtures/cli.ts'
import { freshDatabase } from '../fixtures/database.ts'
import { serve } from '../fixtures/server.ts'

const root = path.join(import.meta.dirname, '../..')
const parts = [
  'crontab',
  'lib',
  'package.json',
  'parsing',
  'samples',
  'scripts',
  'sources',
  'sql',
  'tasks',
  'test',
]

/** The project once more, where a test may write. */
function copy(t: Test): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ultrasearch-copy-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  for (const part of parts) cpSync(path.join(root, part), path.join(folder, part), { recursive: true })
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
  return folder
}

function hashes(folder: string): Record<string, string> {
  const files = globSync(`{${parts.join(',')}}{,/**/*}`, { cwd: folder, withFileTypes: true }).filter(file =>
    file.isFile(),
  )
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = path.join(parentPath, name)
      return [path.relative(folder, file), createHash('sha256').update(readFileSync(file)).digest('hex')]
    }),
  )
}

t.test('another source is one file and one sample, and its events are published', async t => {
  const folder = copy(t)
  const before = hashes(folder)
  t.match(await cli(['new-source', 'tenth'], {}, folder), { code: 0, stdout: /wrote sources\/tenth\.ts/ })
  const after = hashes(folder)
  const added = Object.keys(after).filter(file => !before[file])
  t.same(added.sort(), [
    'samples/tenth/pages.json',
    'samples/tenth/races.json',
    'sources/tenth.ts',
    'test/sources/tenth.test.ts',
  ])
  t.same(
    Object.fromEntries(Object.entries(after).filter(([file]) => before[file])),
    before,
    'no other file was touched',
  )
  const lines = readFileSync(path.join(folder, 'sources/tenth.ts'), 'utf8').trimEnd().split('\n')
  t.ok(lines.length <= 35, `${lines.length} lines`)

  t.match(await cli(['try', 'tenth'], {}, folder), { code: 0, stdout: /Lake Ultra .* 50 km, 100 km/ })
  // Nobody else is asked: what is fetched of all others, test/scripts/start.test.ts shows.
  const { url, pool } = await freshDatabase(t)
  await registerSources(pool, {})
  await pool.query(`select status.pause_source(name, 'Not now.') from ingest.sources`)
  const { startSampleServer } = await import(path.join(folder, 'samples/server.ts'))
  const samples: SampleServer = await startSampleServer()
  t.teardown(() => samples.close())
  const DATA_DIR = path.join(folder, '.data')
  const environment = { DATA_DIR, DATABASE_URL: url, SOURCE_TENTH: samples.base('tenth') }
  const { code, stdout, stderr } = await cli(['start', '--once', '--json'], environment, folder)
  t.equal(code, 0, stderr)
  const { runs } = JSON.parse(stdout)
  t.equal(runs.length, 1)
  t.match(runs[0], {
    source: 'tenth',
    status: 'published',
    requests: 1,
    downloaded: 1,
    records: 1,
    rejected: 0,
    inserted: 1,
  })

  t.test('a source whose file has another name is refused at once', async t => {
    const file = path.join(folder, 'sources/tenth.ts')
    writeFileSync(file, readFileSync(file, 'utf8').replace("name: 'tenth'", "name: 'eleventh'"))
    t.match(await cli(['try', 'tenth'], {}, folder), {
      code: 1,
      stderr: /sources\/tenth\.ts calls itself eleventh/,
    })
  })
})

t.test('record saves what is kept, without people', async t => {
  const folder = t.testdir()
  const race = {
    race_id: 1,
    name: 'Lake 50K',
    next_date: '5/1/2027',
    address: { city: 'Vienna' },
    events: [],
  }
  const secret = { description: 'Call 555 0100', race_contact: { email: 'director@example.org' } }
  let isDown = true
  const server = await serve(t, (request, response) => {
    if (isDown) return void response.writeHead(404).end()
    const isEvents = request.url?.includes('/wp-json/')
    const answer = isEvents ? { events: [], total_pages: 1 } : { races: [{ race: { ...race, ...secret } }] }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer))
  })
  const missed = await command(['record', 'runsignup', '--into', path.join(folder, 'new')], {
    SOURCE_RUNSIGNUP: server,
  })
  t.match(missed, { code: 1, stdout: '', stderr: /^ultrasearch: http.*: The server answered 404\.\n$/ })
  t.equal(existsSync(path.join(folder, 'new')), false)
  isDown = false
  const recorded = await command(['record', 'runsignup', '--into', folder], { SOURCE_RUNSIGNUP: server })
  t.match(recorded, { code: 0, stdout: /^1\.json .*\n1 pages in / })
  const text = readFileSync(path.join(folder, '1.json'), 'utf8')
  t.match(text, 'Lake 50K')
  t.notMatch(text, /555 0100|director@/)
  t.match(Object.values(JSON.parse(readFileSync(path.join(folder, 'pages.json'), 'utf8')).pages), ['1.json'])

  const sites = t.testdir({ sites: {} })
  for (const site of ['https://a.example.org', 'https://b.example.org'])
    t.match(
      await command(['record', 'events_calendar', '--site', site, '--into', sites], {
        SOURCE_EVENTS_CALENDAR: server,
      }),
      { code: 0 },
    )
  t.match(JSON.parse(readFileSync(path.join(sites, 'pages.json'), 'utf8')), {
    sites: ['https://a.example.org', 'https://b.example.org'],
    pages: {
      'https://b.example.org/wp-json/tribe/events/v1/events?per_page=50&start_date={today}&page=1':
        'b.example.org-1.json',
    },
  })

  // Another page of a host has another file; what is recorded again keeps its own, and each its day.
  const index = path.join(sites, 'pages.json')
  const older = readFileSync(index, 'utf8').replace(/"recorded": "[\d-]+"/, '"recorded": "2020-01-01"')
  writeFileSync(index, older)
  const today = new Date().toISOString().slice(0, 10)
  for (const site of ['https://b.example.org/club', 'https://a.example.org'])
    t.match(
      await command(['record', 'events_calendar', '--site', site, '--into', sites], {
        SOURCE_EVENTS_CALENDAR: server,
      }),
      { code: 0, stdout: /\n1 pages in / },
    )
  const { recorded: day, pages } = JSON.parse(readFileSync(index, 'utf8'))
  const asked = '/wp-json/tribe/events/v1/events?per_page=50&start_date={today}&page=1'
  t.equal(day, '2020-01-01')
  t.same(pages, {
    [`https://a.example.org${asked}`]: { file: 'a.example.org-1.json', recorded: today },
    [`https://b.example.org${asked}`]: 'b.example.org-1.json',
    [`https://b.example.org/club${asked}`]: { file: 'b.example.org-2.json', recorded: today },
  })
  const served = servePages(sites, '2026-06-01')
  t.match(served.answer(`b.example.org/club${asked.replace('{today}', '2026-06-01')}`), { status: 200 })
})

t.test('try reads the page of a site, which its robots.txt leads to', async t => {
  const event = { '@type': 'SportsEvent', name: 'Lake 50K', startDate: '2099-05-01' }
  const asked: string[] = []
  const SOURCE_JSON_LD = await serve(t, (request, response) => {
    asked.push(request.url ?? '')
    const text = `<script type="application/ld+json">${JSON.stringify(event)}</script>`
    response.end(request.url?.endsWith('/robots.txt') ? '' : text)
  })
  const site = 'https://a.example.org/race'
  for (const more of [[], ['--request', 'race']]) {
    const args = ['try', 'json_ld', '--live', '--site', site, '--json', ...more]
    const { stdout } = await command(args, { SOURCE_JSON_LD })
    t.match(JSON.parse(stdout), { url: /a\.example\.org\/race$/, races: [{ name: 'Lake 50K' }] })
  }
  t.same(asked.slice(0, 2), ['/a.example.org/robots.txt', '/a.example.org/race'])
  const args = ['try', 'json_ld', '--site', site, '--request', 'fly']
  t.match(await command(args, { SOURCE_JSON_LD }), {
    code: 2,
    stderr: /No request of json_ld contains "fly"/,
  })
})

t.test('coverage of distances', async t => {
  const file = path.join(t.testdir(), 'list.tsv')
  writeFileSync(file, '97\t50K\n2\tFun Run\n1\t50-50-75\n')
  const { stdout } = await command(['distances', '--coverage', file])
  t.match(stdout, /read to a fact +97 +97\.00 %/)
  t.match(stdout, /unread +1 +1\.00 %/)
  t.match(stdout, /1 +50-50-75/)
  const json = JSON.parse((await command(['distances', '--coverage', file, '--json'])).stdout)
  t.match(json, {
    texts: 100,
    read: 97,
    refused: 2,
    unread: 1,
    share: 0.99,
    commonest: [{ text: '50-50-75', count: 1 }],
  })
  writeFileSync(file, '50K\n100M\n')
  t.match(JSON.parse((await command(['distances', '--coverage', file, '--json'])).stdout), {
    texts: 2,
    read: 2,
    share: 1,
  })
})
