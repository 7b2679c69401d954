import { readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import t, { type Test } from 'tap'
import { command, startCli } from '../fixtures/cli.ts'
import { emptyDatabase, until } from '../fixtures/database.ts'
import { byHand, distance, type Hands, race } from '../fixtures/hands.ts'

const dump = readFileSync(path.join(import.meta.dirname, '../fixtures/celery.sql'), 'utf8')

/** The Celery system's database, and ours. */
async function both(t: Test) {
  const url = await emptyDatabase()
  const old = new pg.Client({ connectionString: url })
  await old.connect()
  t.teardown(() => old.end())
  await old.query(dump)
  const hands = await byHand(t)
  await hands.register('site', { rank: 10 })
  for (const limit of ['max_drop', 'max_changed', 'max_unplaced'])
    for (const source of ['toy', 'site']) await hands.limit(limit, 1, source)
  const environment = { DATABASE_URL: hands.database.url, OLD_DATABASE_URL: url }
  const run = async (expected = 0) => {
    const { code, stdout, stderr } = await command(['import', '--json'], environment)
    t.equal(code, expected, stderr)
    return JSON.parse(stdout)
  }
  return { old, hands, environment, run }
}

/** What anybody sees by an id. */
async function seen(hands: Hands, id: number): Promise<Record<string, unknown> | null> {
  const client = await hands.database.pool.connect()
  try {
    await client.query('begin; set local role anon')
    return (await client.query('select public.find_event($1) as event', [id])).rows[0].event
  } finally {
    await client.query('rollback')
    client.release()
  }
}

const bearLake = (facts = {}) =>
  race('b1', {
    name: 'Bear Lake Hundred',
    startDate: '2099-06-05',
    place: 'Boulder, CO',
    city: 'Boulder',
    region: 'CO',
    country: 'USA',
    url: 'https://bear-lake.example/',
    distances: [distance(161)],
    ...facts,
  })

t.test('races of the old tables come with their ids, and later runs join them', async t => {
  const { old, hands, environment, run } = await both(t)
  await old.query(
    `insert into events (id, name, start_date) values (119, 'Today Ultra', to_char(now() at time zone 'UTC', 'YYYY-MM-DD'))`,
  )
  const { run: id, ...first } = await run()
  t.match(first, {
    rows: 16,
    status: 'published',
    rejected: 4,
    ids: { own: 13, other: 1, taken: 0, unread: 2 },
  })
  t.match(await seen(hands, 101), {
    id: 101,
    name: 'Bear Lake 100',
    start_date: '2099-06-05',
    country: 'USA',
    precision: 'city',
    sources: ['predecessor'],
    distances: [{ km: 160.93 }, { km: 50 }],
  })
  t.match(
    Number((await seen(hands, 101))?.longitude).toFixed(1),
    '-105.3',
    'its town, not the folded coordinates',
  )
  t.match(await seen(hands, 102), { id: 102, country: 'CAN', region: 'BC' })
  for (const twin of [103, 104])
    t.match(await seen(hands, twin), { id: 103, city: 'Denver', distances: [{ hours: 24 }, { km: 50 }] })
  t.match(await seen(hands, 105), { id: 105, start_date: '2018-05-12' })
  for (const unreadable of [106, 107, 116]) t.equal(await seen(hands, unreadable), null)
  t.match(await seen(hands, 108), { id: 108, precision: 'country' })
  t.match(await seen(hands, 109), { id: 109, distances: { length: 1 } })
  t.match(await seen(hands, 110), { id: 110, distances: [{ km: 50 }] })
  t.match(await seen(hands, 111), { id: 111, latitude: 50.11, precision: 'source' })
  t.match(await seen(hands, 112), { id: 112, precision: 'country' })
  t.match([await seen(hands, 113), await seen(hands, 114)], [{ region: 'CO' }, { region: 'WA' }])
  t.match(await seen(hands, 115), { id: 115, start_date: '2099-09-12', url: null })
  t.equal((await hands.rows('select from public.event_full')).length, 13)

  const rejects = await command(['rejects', String(id)], environment)
  for (const line of [
    /106 +It has no name/,
    /107 +"TBD" is not written like a day/,
    /108 +Its coordinates, 123.4 and -200, are not on earth. The race is published without/,
    /109 +"8 furlong" is no distance/,
  ])
    t.match(rejects.stdout, line)

  const published = await hands.published()
  await old.query('delete from events where id = 119')
  t.match(await run(), { inserted: 0, updated: 0, kept: 12, ids: { own: 13, other: 1 } })
  t.equal(await hands.published(), published, 'a second time nothing changes')

  await old.query(
    `insert into events (name, start_date, city, state, country) values ('Late Ultra', '2099-06-05', 'Denver', 'CO', 'USA')`,
  )
  await hands.run({ a: { races: [bearLake(), race('new')] } }, 'site')
  t.match(await seen(hands, 101), {
    id: 101,
    name: 'Bear Lake Hundred',
    sources: ['predecessor', 'site'],
    distances: [{ km: 161 }, { km: 50 }],
  })
  const [added] = await hands.rows<{ id: number }>(`select id from public.events where name = 'Race new'`)
  t.ok((added?.id ?? 0) >= 1_000_000, 'new events have ids that were never the old ones, with room')
  const lineage = await hands.rows('select distinct field, source from status.lineage(101) order by 1, 2')
  t.match(
    lineage.filter(({ field }) => field === 'name' || field === 'url'),
    [{ source: 'site' }, { source: 'site' }],
  )
  t.match(
    lineage.find(({ source }) => source === 'predecessor'),
    { field: 'distances' },
  )

  t.match(await run(), { inserted: 1, updated: 0 }, 'what came meanwhile')
  t.match(await seen(hands, 121), { id: 121, name: 'Late Ultra' })
  t.match(await seen(hands, 119), { id: 119 }, 'what is tidied up over there stays')

  // Nobody asks the old system again whether it takes place.
  for (const _ of [1, 2]) await hands.run({ a: { races: [race('new')] } }, 'site')
  t.equal(await seen(hands, 101), null, 'it goes with the last of those who are asked')
  t.match(await seen(hands, 102), { id: 102 })
  t.match(await run(), { inserted: 0, updated: 0 })
  t.equal(await seen(hands, 101), null, 'and stays away')
  await hands.rows(`select status.erase_source('site', 'Its owner asked.')`)
  t.match(await seen(hands, 102), { id: 102 })
})

t.test('what was here before keeps its id, and the old one finds it', async t => {
  const { old, hands, environment } = await both(t)
  await hands.run({ a: { races: [bearLake(), race('2', { city: 'Chamonix' })] } }, 'site')
  t.equal((await seen(hands, 1))?.name, 'Race 2', 'by their days')
  await old.query(`delete from event_distances where event_id = 115;
    update events set id = 2 where id = 110; update events set id = 1 where id = 115`)
  t.match(await command(['import'], environment), {
    code: 1,
    stdout:
      /^15 rows: 9 events under their old ids, 2 old ids that find .*\n.*\n4 rows have faults.*\n2 ids had been given to other races here before, .*: 1 \(here that race is 1000\d+\), 2 /,
  })
  t.match(await seen(hands, 101), { id: 2, name: 'Bear Lake Hundred', sources: ['predecessor', 'site'] })
  t.match(await seen(hands, 1), { name: 'Race 2' }, 'an id that means a race goes on meaning it')
  t.match(await seen(hands, 103), { id: 103 })
  const rest = await hands.row<{ ids: number }>(
    `select count(*)::int as ids from public.events where id > 1000000`,
  )
  t.equal(rest.ids, 1)

  await hands.rows(`select status.erase_source('predecessor', 'It has served.')`)
  t.match(await seen(hands, 2), { id: 2, sources: ['site'] })
  t.same([await seen(hands, 101), await seen(hands, 103)], [null, null])
})

t.test('broken off it publishes nothing, and is begun again', async t => {
  const { hands, environment, run } = await both(t)
  const holder = await hands.database.pool.connect()
  await holder.query('begin; select ingest.lock_publish()')
  const broken = startCli(['import'], environment)
  await until('it waits for its turn', async () => {
    const [row] = await hands.rows(`select from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`)
    return row !== undefined
  })
  broken.child.kill('SIGKILL')
  await broken.ended
  await holder.query('rollback')
  holder.release()
  await until('its transaction is gone', async () => {
    const rows = await hands.rows(`select from pg_stat_activity
      where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`)
    return rows.length === 0
  })
  t.same(await hands.rows('select from public.events'), [])
  const readings = await hands.rows('select id from ingest.parses order by id')
  t.ok(readings.length > 0, 'what was read is kept')
  const done = await run()
  t.match(done, { status: 'published', ids: { own: 12 } })
  t.same(await hands.rows('select id from ingest.parses order by id'), readings, 'and not read again')

  const undone = await command(['undo', String(done.run)], environment)
  t.match(undone, { code: 0 }, undone.stderr)
  t.equal(await seen(hands, 101), null)
  await run()
  t.match(await seen(hands, 104), { id: 103 }, 'an import that was undone brings the same ids')
})

t.test('a database without the tables is refused, another schema is found', async t => {
  const { hands, environment } = await both(t)
  const url = hands.database.url
  const mistake = (stderr: RegExp) => ({ code: 2, stdout: '', stderr })
  const go = (OLD_DATABASE_URL: string) => command(['import', '--json'], { ...environment, OLD_DATABASE_URL })
  t.match(await go(''), mistake(/OLD_DATABASE_URL=postgres/))
  t.match(await go(url), mistake(/no tables of the Celery system: event_distances\.distance_id, .*not found/))
  const wrong = url.replace(/\/[^/]*$/, '/nowhere')
  t.match(await go(wrong), mistake(/OLD_DATABASE_URL doesn't work: there is no database nowhere/))
  await hands.rows('create schema celery')
  const client = await hands.database.pool.connect()
  await client.query(`set search_path = celery; ${dump}; reset search_path`)
  client.release()
  const found = await go(`${url}?options=-c%20search_path%3Dcelery`)
  t.match(JSON.parse(found.stdout), { rows: 15, ids: { own: 12 } })
})
