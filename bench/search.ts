/**
 * What questions take: one client, 16 clients, and 200 requests a second whatever happens; through Postgres, and through
 * supabase-js and the local Supabase. `npm run bench -- search [--events 200000] [--rounds 5]` writes bench/RESULTS.md.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { createClient } from '@supabase/supabase-js'
import pg from 'pg'
import { startLocalSupabase } from '../lib/local-supabase.ts'
import { kinds, type Sample, samples } from './kinds.ts'
import { machine, median, openPlace, type Place, quantile, settings } from './place.ts'

const { values } = parseArgs({
  options: { events: { type: 'string' }, rounds: { type: 'string' }, write: { type: 'string' } },
})
const events = Number(values.events ?? 200_000)
const rounds = Number(values.rounds ?? 5)
const each = 60
const folder = import.meta.dirname
const said: string[] = []
const say = (line: string): void => {
  console.log(line)
  said.push(line)
}
const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 0)

async function fill({ pool }: Place): Promise<void> {
  const client = await pool.connect()
  await client.query(`set bench.events = ${events}`)
  await client.query(readFileSync(path.join(folder, 'events.sql'), 'utf8'))
  const began = performance.now()
  await client.query(`
    begin;
    insert into public.events (id, name, url, start_date, city, state, country, latitude, longitude, precision, status, registration,
      virtual, elevation_gain, surface, sources, updated_at)
    overriding system value
    select id, name, url, start_date, city, state, country, latitude, longitude, 'city', status, registration, virtual,
      elevation_gain, surface, sources, updated_at
    from bench.events;
    insert into public.event_distances (event_id, position, raw, kind, amount, unit, km, hours, virtual, activity)
    select event_id, position, raw, kind, amount, unit, km, hours, virtual, activity from bench.distances;
    commit`)
  say(`Filled in ${((performance.now() - began) / 1000).toFixed(0)} s, search included.`)
  await client.query(readFileSync(path.join(folder, 'original.sql'), 'utf8'))
  client.release()
  await pool.query('vacuum analyze')
}

type Asker = (parameters: Record<string, unknown>) => Promise<unknown>

const text = (parameters: Record<string, unknown>): string =>
  `select public.search_events(${Object.keys(parameters)
    .map((name, i) => `"${name}" => $${i + 1}`)
    .join(', ')})`

const asker =
  (client: pg.Client): Asker =>
  parameters =>
    client.query({ text: text(parameters), values: Object.values(parameters), types: raw })
/** JSON as it comes: reading it is the client's own time. */
const raw = { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** One after the other, so many times. */
async function closed(ask: Asker, questions: Record<string, unknown>[]): Promise<number[]> {
  const took: number[] = []
  for (const question of questions) took.push(await timed(() => ask(question)))
  return took
}

/** So many a second, at chance moments, on 16 connections; the time includes waiting for one. */
async function open(
  askers: Asker[],
  questions: Record<string, unknown>[],
  perSecond: number,
): Promise<number[]> {
  const free = [...askers]
  const waiting: ((ask: Asker) => void)[] = []
  const take = (): Promise<Asker> =>
    new Promise(resolve => {
      const ask = free.pop()
      if (ask) resolve(ask)
      else waiting.push(resolve)
    })
  const give = (ask: Asker): void => {
    const next = waiting.shift()
    if (next) next(ask)
    else free.push(ask)
  }
  let due = performance.now()
  const all = questions.map(async (question, i) => {
    due += (-Math.log(1 - ((i * 7919) % 1009) / 1009) * 1000) / perSecond
    const at = due
    await new Promise(resolve => setTimeout(resolve, Math.max(0, at - performance.now())))
    const ask = await take()
    await ask(question).finally(() => give(ask))
    return performance.now() - at
  })
  return Promise.all(all)
}

/** The round whose p95 is least: others may use the machine. */
function best(all: number[][]): { p50: number; p95: number } {
  const found = all.map(took => ({ p50: median(took), p95: quantile(took, 0.95) }))
  return found.sort((a, b) => a.p95 - b.p95)[0] as { p50: number; p95: number }
}

const drawn = (kind: (s: Sample) => Record<string, unknown>, from: Sample[], round: number) =>
  Array.from({ length: each }, (_, i) => kind(from[(i * 7 + round * 61) % from.length] as Sample))

const place = await openPlace('search')
try {
  say(`# What searching takes\n\nWritten by \`npm run bench -- search --events ${events}\`.\n`)
  say(
    `${await machine(place.pool)}; ${JSON.stringify(settings)}; ${events.toLocaleString('en')} made-up events. Milliseconds, p50 / p95 of`,
  )
  say(
    `${each} different questions a round, the best of ${rounds} rounds: others used the machine at the same time.`,
  )
  await fill(place)
  const from: Sample[] = (await place.pool.query(samples)).rows
  const clients = await Promise.all(Array.from({ length: 16 }, () => connected(place.url)))
  const askers = clients.map(asker)
  const one = askers[0] as Asker
  for (const ask of askers)
    for (const kind of Object.values(kinds)) await closed(ask, drawn(kind, from, 99).slice(0, 7))

  say('\n| question | one client | 16 clients, without pause |\n| --- | --- | --- |')
  const mixed: Record<string, unknown>[] = []
  for (const [name, kind] of Object.entries(kinds)) {
    const alone: number[][] = []
    const together: number[][] = []
    for (let round = 0; round < rounds; round++) {
      alone.push(await closed(one, drawn(kind, from, round)))
      const shares = await Promise.all(
        askers.map((ask, i) => closed(ask, drawn(kind, from, i + round).slice(0, 8))),
      )
      together.push(shares.flat())
    }
    mixed.push(...drawn(kind, from, 3).slice(0, 40))
    const [a, b] = [best(alone), best(together)]
    say(`| ${name} | ${ms(a.p50)} / ${ms(a.p95)} | ${ms(b.p50)} / ${ms(b.p95)} |`)
  }

  const shuffled = mixed
    .map((question, i) => ({ question, at: (i * 7919) % mixed.length }))
    .sort((a, b) => a.at - b.at)
  const offered: number[][] = []
  const repeated: number[][] = []
  for (let round = 0; round < rounds; round++) {
    offered.push(
      await open(
        askers,
        shuffled.map(({ question }) => question),
        200,
      ),
    )
    const few = shuffled.slice(0, 20).map(({ question }) => question)
    repeated.push(
      await open(
        askers,
        Array.from({ length: 400 }, (_, i) => few[i % few.length] as Record<string, unknown>),
        200,
      ),
    )
  }
  const [a, b] = [best(offered), best(repeated)]
  say(
    `\n200 requests a second of all kinds above, 16 connections: ${ms(a.p50)} / ${ms(a.p95)}. Of 20 questions again and again: ${ms(b.p50)} / ${ms(b.p95)}.`,
  )

  say(
    '\n## Against the original way\n\n| the same rows | original p50 | now p50 | times |\n| --- | --- | --- | --- |',
  )
  const client = clients[0] as pg.Client
  const compare = async (what: string, before: string, now: string): Promise<void> => {
    const took = async (statement: string) => {
      const all: number[] = []
      for (let i = 0; i < 3 + 3 * rounds; i++)
        all.push(await timed(() => client.query({ text: statement, types: raw })))
      return median(all.slice(3))
    }
    const [then, since] = [await took(before), await took(now)]
    say(`| ${what} | ${ms(then)} | ${ms(since)} | ${(then / since).toFixed(0)} |`)
  }
  const json = (sql: string) => `select coalesce(json_agg(t), '[]') from (${sql}) t`
  const where = `country = 'USA' and start_date >= '2027-01-01'`
  const old = (schema: string, limit: number) =>
    json(
      `select * from ${schema}.distance_filtered_event_full(80, 110) where ${where} order by start_date, id limit ${limit}`,
    )
  const view = (schema: string, limit: number) =>
    json(`select * from ${schema}.event_full where ${where} order by start_date, id limit ${limit}`)
  const search = `select public.search_events(countries => '{USA}', "from" => '2027-01-01', min_km => 80, max_km => 110)`
  await compare('distance_filtered_event_full, 2,000 rows', old('original', 2000), old('public', 2000))
  await compare('event_full, 2,000 rows', view('original', 2000), view('public', 2000))
  await compare('event_full, 50 rows', view('original', 50), view('public', 50))
  await compare('distance_filtered_event_full, 50 rows, and search_events', old('original', 50), search)

  const supabase = await startLocalSupabase({ databaseUrl: place.url, dir: place.dir })
  const anon = createClient(supabase.url, supabase.anonKey)
  const viaHttp: Asker = async parameters => {
    const { error } = await anon.rpc('search_events', parameters)
    if (error) throw new Error(error.message)
  }
  const http = best([
    await closed(viaHttp, drawn(kinds['country + day'] as never, from, 1)),
    await closed(viaHttp, drawn(kinds['country + day'] as never, from, 2)),
    await closed(viaHttp, drawn(kinds['country + day'] as never, from, 3)),
  ])
  say(
    `\nThrough supabase-js and the local Supabase, country + day, one client: ${ms(http.p50)} / ${ms(http.p95)}.`,
  )
  await supabase.close()
  for (const open of clients) await open.end()
  writeFileSync(path.join(folder, values.write ?? 'RESULTS.md'), `${said.join('\n')}\n`)
} finally {
  await place.close()
}
