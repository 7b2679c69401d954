/**
 * What the explorer's map takes: asking for the points, their bytes, and putting them together.
 * `npm run bench -- points [--events 55000] [--rounds 9]`; of those some 50,000 take place somewhere.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import Supercluster from 'supercluster'
import type { EventPoints } from '../types/answers.ts'
import { median, openPlace } from './place.ts'

const { values } = parseArgs({ options: { events: { type: 'string' }, rounds: { type: 'string' } } })
const rounds = Number(values.rounds ?? 9)

async function times(work: () => unknown): Promise<string> {
  const took: number[] = []
  for (let n = 0; n < rounds; n++) {
    const began = performance.now()
    await work()
    took.push(performance.now() - began)
  }
  return `${median(took).toFixed(1)} ms`
}

const place = await openPlace('points')
const client = await place.pool.connect()
await client.query(`set bench.events = ${Number(values.events ?? 55_000)}`)
await client.query(readFileSync(path.join(import.meta.dirname, 'events.sql'), 'utf8'))
await client.query(`
  insert into public.events (id, name, start_date, country, latitude, longitude, precision, status, virtual, sources, updated_at)
  overriding system value
  select id, name, start_date, country, latitude, longitude, 'city', status, virtual, sources, updated_at from bench.events`)
await client.query('vacuum analyze')

const ask = async (call: string): Promise<string> =>
  (await client.query(`select public.${call}::text as points`)).rows[0].points
const text = await ask('event_points()')
const { id, lng, lat }: EventPoints = JSON.parse(text)
const kb = (bytes: number): string => `${Math.round(bytes / 1000)} kB`
console.log(`${id.length} points: ${kb(text.length)}, ${kb(gzipSync(text).length)} as gzip`)
console.log(`asked for in ${await times(() => ask('event_points()'))}`)
console.log(`of one country in ${await times(() => ask(`event_points(countries => '{FRA}')`))}`)
console.log(`with a word in ${await times(() => ask(`event_points(query => 'trail')`))}`)
const load = () =>
  new Supercluster({ radius: 46, maxZoom: 11 }).load(
    id.map((one, i) => ({
      type: 'Feature',
      properties: { id: one },
      geometry: { type: 'Point', coordinates: [(lng[i] ?? 0) / 1000, (lat[i] ?? 0) / 1000] },
    })),
  )
console.log(`put together in ${await times(load)}`)
const index = load()
console.log(`clusters of a view in ${await times(() => index.getClusters([-10, 35, 30, 60], 5))}`)
client.release()
await place.close()
