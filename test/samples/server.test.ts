import t from 'tap'
import { moveDay } from '../../samples/days.ts'
import { startSampleServer } from '../../samples/server.ts'
import { sources } from '../../sources/index.ts'
import { readPage } from '../../sources/page.ts'
import type { Race, Source } from '../../sources/source.ts'

/** Every race that a source tells of, over HTTP, following what its pages ask for. */
async function racesOf(source: Source, base: string): Promise<Race[]> {
  const races = new Map<string, Race>()
  const queue = source.requests([])
  const asked = new Set<string>()
  for (let request = queue.shift(); request; request = queue.shift()) {
    if (asked.has(request.url)) continue
    asked.add(request.url)
    const answer = await fetch(new URL(request.url, base))
    const reading = readPage(source, { text: await answer.text(), request })
    for (const reject of reading.rejects) throw new Error(`${source.name}: ${reject.reason}`)
    for (const race of reading.races) races.set(race.id, race)
    queue.push(...reading.requests)
  }
  return [...races.values()]
}

t.test('samples are many, still to come, and some of them are in both sources', async t => {
  const today = new Date('2027-03-01T12:00:00Z')
  const server = await startSampleServer({ today })
  t.teardown(() => server.close())
  const days: Record<string, Set<string>> = {}
  for (const name of ['duv', 'ultrasignup']) {
    const races = await racesOf(sources[name] as Source, server.base(name))
    t.ok(races.length >= 40, `${races.length} of ${name}`)
    const late = races.filter(({ startDate }) => startDate < '2027-03-01' || startDate > '2028-03-01')
    t.same(late, [], 'within a year from today')
    t.ok(
      races.every(({ distances }) => distances.length > 0),
      'each with a distance',
    )
    days[name] = new Set(races.map(race => `${race.startDate} ${race.city} ${race.country}`))
  }
  const both = days.duv?.intersection(days.ultrasignup as Set<string>)
  t.ok((both?.size ?? 0) >= 10, `${both?.size} in both`)
})

t.test(
  'it answers like the APIs: ETag and 304, other bytes another day, 404 for what is not there',
  async t => {
    const [now, later] = await Promise.all(
      ['2027-03-01', '2027-12-31'].map(day => startSampleServer({ today: new Date(day) })),
    )
    if (!now || !later) throw new Error('two servers were started')
    t.teardown(() => Promise.all([now.close(), later.close()]))
    const page = 'duv/json/mcalendar.php?year=futur&country=GER&perpage=400'
    const first = await fetch(`${now.url}/${page}`)
    const etag = first.headers.get('etag') ?? ''
    t.match(etag, /^"[\w-]{22}"$/)
    t.equal((await first.arrayBuffer()).slice(0, 3).byteLength, 3)
    t.equal((await fetch(`${now.url}/${page}`, { headers: { 'if-none-match': etag } })).status, 304)
    t.equal((await fetch(`${now.url}/${page}`, { headers: { 'if-none-match': '"other"' } })).status, 200)
    t.not((await fetch(`${later.url}/${page}`)).headers.get('etag'), etag)
    for (const missing of ['', 'atlantis/x', 'duv/x', 'ultrasignup/x', 'constructor/x'])
      t.equal((await fetch(`${now.url}/${missing}`)).status, 404, missing)
  },
)

t.test('a day moves by whole years', async t => {
  t.equal(moveDay('2024-02-29', 4), '2028-02-29')
  t.equal(moveDay('2024-02-29', 1), '2025-02-28')
  t.equal(moveDay('2024-12-31', 3), '2027-12-31')
})
