import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { startSampleServer } from '../../samples/server.ts'
import { startPipeline } from '../fixtures/pipeline.ts'
import { serve } from '../fixtures/server.ts'

t.test('sites that operators list are read, and their races go when the site goes', async t => {
  const samples = await startSampleServer()
  t.teardown(() => samples.close())
  const urls = { events_calendar: samples.base('events_calendar'), json_ld: samples.base('json_ld') }
  const pipeline = await startPipeline(t, urls)
  t.match(
    await pipeline.fetch('json_ld'),
    { status: 'published', requests: 0, records: 0 },
    'no site, nothing to ask',
  )

  for (const source of ['events_calendar', 'json_ld'])
    for (const site of samples.sites(source))
      await pipeline.rows('select status.add_site($1, $2)', [source, site])
  t.match(await pipeline.fetch('events_calendar'), {
    status: 'published',
    requests: 9,
    failed: 0,
    records: 6,
  })
  t.match(
    await pipeline.rows('select status, count(*)::integer as n from public.events group by 1 order by 1'),
    [
      { status: 'cancelled', n: 1 },
      { status: 'scheduled', n: 5 },
    ],
  )
  t.match(await pipeline.fetch('json_ld'), { status: 'published', requests: 5, failed: 0, records: 4 })
  t.match(await pipeline.fetch('json_ld'), {
    status: 'published',
    requests: 5,
    unchanged: 5,
    inserted: 0,
    updated: 0,
  })
  t.match(
    await pipeline.rows(
      `select page, url from status.requests where page like '%race.example.org/robots.txt' limit 1`,
    ),
    [{ page: 'https://race.example.org/robots.txt', url: `${urls.json_ld}race.example.org/robots.txt` }],
    'the override stands in for all sites',
  )

  const [site] = samples.sites('events_calendar')
  await pipeline.rows(`update ingest.sources set max_drop = 1 where name = 'events_calendar'`)
  await pipeline.rows('select status.remove_site($1, $2)', ['events_calendar', site])
  t.match(await pipeline.fetch('events_calendar'), { status: 'published', records: 2, withdrawn: 0 })
  t.match(await pipeline.fetch('events_calendar'), { status: 'published', records: 2, withdrawn: 4 })

  await t.rejects(pipeline.rows(`select status.add_site('atlantis', 'https://example.org')`), {
    message: /Unknown source/,
  })
  const wrong = ['javascript:alert(1)', 'example.org', 'https://', 'https://user:word@example.org']
  for (const host of ['club.example.org%2Frace', 'club.example.org:8O', '[club.example.org]', 'a<b', 'a\\b'])
    wrong.push(`https://${host}/race`)
  for (const url of [...wrong, null])
    await t.rejects(pipeline.rows('select status.add_site($1, $2)', ['json_ld', url]), {
      message: /is no http or https URL/,
    })
  for (const url of [
    'https://www.müritz-lauf.de/lauf',
    'http://club.example.org:8080',
    'https://[2606::1]/a',
  ])
    await pipeline.rows('select status.add_site($1, $2), status.remove_site($1, $2)', ['json_ld', url])
  await t.rejects(pipeline.rows(`select status.remove_site('json_ld', 'https://race.example.org')`), {
    message: /'https:\/\/race\.example\.org' is no site of json_ld: status\.sites lists them/,
  })
  await t.rejects(pipeline.rows(`select status.remove_site('atlantis', 'https://example.org')`), {
    message: /Unknown source/,
  })
})

t.test('contacts are gone before a page is kept', async t => {
  const address = { street: 'Main Street 1', city: 'Vienna', state: 'IL', country_code: 'US' }
  const events = [{ event_id: 1, name: '50K', start_time: '5/1/2099 06:00', distance: '50K', volunteer: 'F' }]
  const race = {
    race_id: 1,
    name: 'Lake 50K',
    next_date: '5/1/2099',
    next_end_date: '5/1/2099',
    address,
    events,
  }
  let email = 'director@example.org'
  const asked: string[] = []
  const runsignup = await serve(t, (request, response) => {
    asked.push(request.url ?? '')
    const answer = { races: [{ race: { ...race, description: 'Call 555 0100', race_contact: { email } } }] }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer))
  })
  const pipeline = await startPipeline(t, { runsignup })
  t.match(await pipeline.fetch('runsignup'), { status: 'published', records: 1, inserted: 1 })
  const today = new Date().toISOString().slice(0, 10)
  t.match(asked, [new RegExp(`start_date=${today}&`)])
  t.match(
    await pipeline.rows('select page from status.requests'),
    [{ page: /start_date=\{today\}&/ }],
    'the key stays',
  )
  t.match(
    await pipeline.rows(
      `select distinct l.url from public.events e cross join lateral status.lineage(e.id) l`,
    ),
    [{ url: new RegExp(`start_date=${today}&`) }],
    'a value leads back to what was asked',
  )

  const kept = async () => {
    const rows = await pipeline.rows<{ body: Buffer }>('select body from ingest.snapshots')
    return rows.map(({ body }) => gunzipSync(body).toString())
  }
  t.match(await kept(), [/Lake 50K/])
  t.notMatch((await kept()).join(), /555 0100|director@|Main Street/)
  t.match(await pipeline.fetch('runsignup'), { unchanged: 1, downloaded: 0 })
  email = 'other@example.org'
  t.match(await pipeline.fetch('runsignup'), { unchanged: 0, downloaded: 1, inserted: 0, updated: 0 })
  t.equal((await kept()).length, 1, 'what is kept is the same')
})

t.test('a page after the last is the end; what says nothing of distances is counted', async t => {
  const event = (id: number, title: string) => ({ id, title, start_date: '2099-05-01 06:00:00', venue: [] })
  const events = Array.from({ length: 50 }, (_, i) => event(i, `Lake ${i + 50}K`))
  const pages: Record<string, object> = { 1: { events } }
  const events_calendar = await serve(t, (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x')
    const page = pages[searchParams.get('page') ?? ''] ?? events[Number(/events\/(\d+)$/.exec(pathname)?.[1])]
    response.writeHead(page ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(page ?? { code: 'event-archive-page-not-found' }))
  })
  const pipeline = await startPipeline(t, { events_calendar }, { limits: false })
  await pipeline.rows(`select status.add_site('events_calendar', 'https://club.example.org')`)
  t.match(await pipeline.fetch('events_calendar'), {
    status: 'published',
    requests: 52,
    failed: 0,
    records: 50,
  })
  t.match(await pipeline.rows(`select unread, unread_share from status.runs`), [
    { unread: 0, unread_share: 0 },
  ])
})

t.test('without a gazetteer races are published all the same', async t => {
  const samples = await startSampleServer()
  t.teardown(() => samples.close())
  const pipeline = await startPipeline(t, { runraceusa: samples.base('runraceusa') })
  const tables = 'ingest.gazetteer, ingest.gazetteer_places, ingest.gazetteer_names, ingest.gazetteer_areas'
  await pipeline.rows(`truncate ${tables}`)
  await pipeline.rows('alter table ingest.gazetteer_places add constraint nothing_fits check (false)')
  t.match(await pipeline.fetch('runraceusa'), { status: 'published', inserted: 7 })
  t.equal((await pipeline.rows('select from public.events where precision is null')).length, 4)
  t.equal((await pipeline.rows('select from ingest.gazetteer')).length, 0, 'all of it or nothing')
})

t.test('the gazetteer is loaded once, before the first upload, however many wait for it', async t => {
  const samples = await startSampleServer()
  t.teardown(() => samples.close())
  const names = ['runraceusa', 'runsignup', 'utmb', 'ahotu']
  const pipeline = await startPipeline(t, Object.fromEntries(names.map(name => [name, samples.base(name)])))
  const tables = 'ingest.gazetteer, ingest.gazetteer_places, ingest.gazetteer_names, ingest.gazetteer_areas'
  await pipeline.rows(`truncate ${tables}, ingest.gazetteer_cells`)
  for (const run of await Promise.all(names.map(name => pipeline.fetch(name))))
    t.match(run, { status: 'published' })
  t.match(await pipeline.rows('select attribution, places > 1000 as many from ingest.gazetteer'), [
    { attribution: /GeoNames/, many: true },
  ])
  t.match(
    await pipeline.rows(
      `select outcome, count(*)::int as n from ingest.attempts where task = 'upload' group by outcome`,
    ),
    [{ outcome: 'done', n: 4 }],
    'no upload is begun twice',
  )
  t.same(await pipeline.rows(`select from public.events where precision is null and not virtual`), [])
})
