/**
 * What questions take: one client, 16 clients, and 200 requests a second whatever happens; through Postgres, and through
 * supabase-js and the local Supabase. `npm run bench -- search [--events 200000] [--rounds 5]` writes bench/RESULTS.md.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { createClient } from '@supabase/supabase-js'
import type pg from 'pg'
import { startLocalSupabase } from '../lib/local-supabase.ts'
import { type Asker, closed, open, openAsker, type Parameters, raw, type Took } from './clients.ts'
import { combinations } from './combinations.ts'
import { makeEvents, publishMade } from './fill.ts'
import { kinds, type Sample, samples, visits } from './kinds.ts'
import { machine, median, openPlace, type Place, quantile, settings } from './place.ts'
import { openSection } from './results.ts'

const { values } = parseArgs({
  options: { events: { type: 'string' }, rounds: { type: 'string' } },
})
const events = Number(values.events ?? 200_000)
const rounds = Number(values.rounds ?? 5)
const each = 60
const folder = import.meta.dirname
const { say, ratio, write } = openSection(`What searching takes, ${events.toLocaleString('en')} events`)
const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 0)
const times = Array.from({ length: rounds }, (_, round) => round)

async function fill({ pool }: Place): Promise<void> {
  const client = await pool.connect()
  await makeEvents(client, events)
  const seconds = await publishMade(client)
  say(`Filled in ${seconds.toFixed(0)} s, search included.`)
  await client.query(readFileSync(path.join(folder, 'original.sql'), 'utf8'))
  client.release()
  await pool.query('vacuum analyze')
}

/** p50 / p95 by the clock and p50 by CPU: of each the middle one of all rounds. */
function told(all: Took[][]): { ms: string; cpu: string } {
  const of = (what: (took: Took) => number, share: number) =>
    median(all.map(took => quantile(took.map(what), share)))
  return {
    ms: `${ms(of(took => took.ms, 0.5))} / ${ms(of(took => took.ms, 0.95))}`,
    cpu: `${ms(of(took => took.cpu, 0.5))} / ${ms(of(took => took.cpu, 0.95))}`,
  }
}

/** So many questions of a kind, others each round. */
const drawn = (kind: string, from: Sample[], round: number, many = each): Parameters[] =>
  Array.from(
    { length: many },
    (_, i) => kinds[kind]?.(from[(i * 7 + round * 61) % from.length] as Sample) as Parameters,
  )

/** 400 questions as visitors ask them, in a mixed order. */
function mixed(from: Sample[], round: number): Parameters[] {
  const all = Object.entries(visits).flatMap(([kind, share]) => drawn(kind, from, round, 4 * share))
  return all.map((_, i) => all[(i * 7919) % all.length] as Parameters)
}

async function byKind(askers: Asker[], from: Sample[]): Promise<void> {
  say('\n| question | one client, ms | of it CPU | 16 clients without pause, ms |\n| --- | --- | --- | --- |')
  for (const kind of Object.keys(kinds)) {
    const alone: Took[][] = []
    const together: Took[][] = []
    for (const round of times) {
      alone.push(await closed(askers[0] as Asker, drawn(kind, from, round)))
      const shares = askers.map((ask, i) => closed(ask, drawn(kind, from, i + round, 8)))
      together.push((await Promise.all(shares)).flat())
    }
    const one = told(alone)
    say(`| ${kind} | ${one.ms} | ${one.cpu} | ${told(together).ms} |`)
  }
}

/** Answers the 95th percentiles, of pages and of counts. */
async function byCombination(place: Place, ask: Asker): Promise<[number, number]> {
  const { pages, counts } = await combinations(place.pool, 600)
  const asked = async (questions: Parameters[]) => {
    await closed(ask, questions)
    const took: Took[][] = []
    for (const _ of times) took.push(await closed(ask, questions))
    const p95 = median(
      took.map(round =>
        quantile(
          round.map(({ ms }) => ms),
          0.95,
        ),
      ),
    )
    return { ...told(took), p95 }
  }
  const [page, count] = [await asked(pages), await asked(counts)]
  say(
    '\n600 combinations of all filters, drawn at random (bench/combinations.ts), one client: ' +
      `pages ${page.ms} ms, CPU ${page.cpu}; counts ${count.ms} ms, CPU ${count.cpu}.`,
  )
  return [page.p95, count.p95]
}

async function byVisits(askers: Asker[], version: Asker[], from: Sample[]): Promise<void> {
  const offered: Took[][] = []
  const repeated: Took[][] = []
  for (const round of times) {
    offered.push(await open(askers, mixed(from, round), 200))
    const few = mixed(from, round).slice(0, 20)
    const again = Array.from({ length: 400 }, (_, i) => few[i % few.length] as Parameters)
    repeated.push(await open(askers, again, 200))
  }
  const kept: Took[][] = []
  for (const _ of times) kept.push(await open(version, Array(400).fill({}), 200))
  const [all, again] = [told(offered), told(repeated)]
  say(
    `\n200 requests a second as visitors ask (bench/kinds.ts: a fifth with counts), 16 connections: ${all.ms} ms, CPU ${all.cpu}. ` +
      `Of 20 questions again and again: ${again.ms} ms, CPU ${again.cpu}; by who keeps answers and asks for search_version: ${told(kept).ms} ms.`,
  )
}

/** The original way beside ours, for the same rows. Answers how long it takes for 50 rows, which tells machines apart. */
async function againstOriginal(client: pg.Client): Promise<number> {
  say(
    '\n## Against the original way\n\n| the same rows | original p50 | now p50 | times |\n| --- | --- | --- | --- |',
  )
  const took = async (statement: string) => {
    const all: number[] = []
    for (let i = 0; i < 3 + 3 * rounds; i++) {
      const began = performance.now()
      await client.query({ text: statement, types: raw })
      all.push(performance.now() - began)
    }
    return median(all.slice(3))
  }
  const compare = async (what: string, before: string, now: string): Promise<number> => {
    const [then, since] = [await took(before), await took(now)]
    say(`| ${what} | ${ms(then)} | ${ms(since)} | ${(then / since).toFixed(0)} |`)
    ratio(`${what}, of the original's`, since / then)
    return then
  }
  const json = (sql: string) => `select coalesce(json_agg(t), '[]') from (${sql}) t`
  const where = (limit: number) =>
    `where country = 'USA' and start_date >= '2027-01-01' order by start_date, id limit ${limit}`
  const old = (schema: string, limit: number) =>
    json(`select * from ${schema}.distance_filtered_event_full(80, 110) ${where(limit)}`)
  const view = (schema: string, limit: number) => json(`select * from ${schema}.event_full ${where(limit)}`)
  const search = `select public.search_events(countries => '{USA}', "from" => '2027-01-01', min_km => 80, max_km => 110)`
  await compare('distance_filtered_event_full, 2,000 rows', old('original', 2000), old('public', 2000))
  await compare('event_full, 2,000 rows', view('original', 2000), view('public', 2000))
  const rows = (schema: string) =>
    `select count(t) from (select * from ${schema}.event_full ${where(2000)}) t`
  await compare(
    'the same, but for turning rows into JSON, which is the same for both',
    rows('original'),
    rows('public'),
  )
  await compare('event_full, 50 rows', view('original', 50), view('public', 50))
  return compare('distance_filtered_event_full, 50 rows, and search_events', old('original', 50), search)
}

async function throughHttp(place: Place, from: Sample[]): Promise<void> {
  const supabase = await startLocalSupabase({ databaseUrl: place.url, dir: place.dir })
  const anon = createClient(supabase.url, supabase.anonKey)
  const ask: Asker = async parameters => {
    const began = performance.now()
    const { error } = await anon.rpc('search_events', parameters)
    if (error) throw new Error(error.message)
    return { ms: performance.now() - began, cpu: Number.NaN }
  }
  const all: Took[][] = []
  for (const round of times) all.push(await closed(ask, drawn('country + day', from, round)))
  say(`\nThrough supabase-js and the local Supabase, country + day, one client: ${told(all).ms}.`)
  await supabase.close()
}

const place = await openPlace('search')
try {
  say(`Written by \`npm run bench -- search --events ${events}\`.\n`)
  say(
    `${await machine(place.pool)}; ${JSON.stringify(settings)}; ${events.toLocaleString('en')} made-up events. Milliseconds, p50 / p95 of`,
  )
  say(
    `${each} different questions a round, of each the median of ${rounds} rounds. Others used the machine: the server's CPU is the surer measure.`,
  )
  await fill(place)
  const from: Sample[] = (await place.pool.query(samples)).rows
  const opened = await Promise.all(Array.from({ length: 16 }, () => openAsker(place.url)))
  const askers = opened.map(({ ask }) => ask)
  for (const ask of askers) for (const kind of Object.keys(kinds)) await closed(ask, drawn(kind, from, 99, 7))
  await byKind(askers, from)
  const p95 = await byCombination(place, askers[0] as Asker)
  await byVisits(
    askers,
    opened.map(({ version }) => version),
    from,
  )
  const original = await againstOriginal((opened[0] as { client: pg.Client }).client)
  const [pages, counts] = p95.map(one => ((100 * one) / original).toFixed(2))
  say(
    `\nOf what the original way takes for those 50 rows, 95 of 100 combinations take less than ${pages} % (pages) and ${counts} % (counts).`,
  )
  await throughHttp(place, from)
  for (const { client } of opened) await client.end()
  write()
} finally {
  await place.close()
}
