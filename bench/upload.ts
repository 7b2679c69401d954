/**
 * What an upload costs: N new events, the same again unchanged, and 2 % of them changed, beside a bare COPY of all the rows
 * that it writes. Through `ingest.publish_run`, as the task does it. `npm run bench -- upload [--events 100000] [--rounds 5]`
 */
import { parseArgs } from 'node:util'
import { type Copied, openCopying } from './copying.ts'
import { makeEvents } from './fill.ts'
import { machine, median, openPlace, settings } from './place.ts'
import { body, type Parts, parse, source, type Took, upload } from './publish.ts'
import { openSection } from './results.ts'

const { values } = parseArgs({
  options: { events: { type: 'string' }, rounds: { type: 'string' }, write: { type: 'string' } },
})
const [events, rounds] = [Number(values.events ?? 100_000), Number(values.rounds ?? 5)]
const { say, write } = openSection('What an upload takes', values.write)

const read = `${parse}
  insert into ingest.parsed_records (parse_id, source_event_id, group_key, hash, name, url, start_date, place, city, city_keys, region,
    country, latitude, longitude, status, registration, virtual, elevation_gain, surface, distance_text, distances)
  select
    parse.id, e.id, e.id, md5(e.id || case when e.id % 50 = 0 then $2 else '' end)::uuid,
    e.name || case when e.id % 50 = 0 then $2 else '' end, e.url, e.start_date, concat_ws(', ', e.city, e.country), e.city, array[lower(e.city)],
    e.state, e.country, e.latitude, e.longitude, e.status, e.registration, e.virtual, e.elevation_gain, e.surface, 'x',
    (select jsonb_agg(to_jsonb(d) - '{event_id,position}'::text[] order by position) from bench.distances d where d.event_id = e.id)
  from bench.events e, parse`

/** Seconds (by the clock) of finding out what is one race, of all that a publication takes; to be told apart. */
const matching = (parts: Parts): number =>
  ((parts.get('link_records') ?? 0) - (parts.get('write_links') ?? 0)) / 1000

/** The functions that a publication spends most in, what they call included. */
function shares(parts: Parts): string {
  const total = parts.get('publish_run') ?? 1
  const most = [...parts].filter(([name]) => name !== 'publish_run').sort(([, a], [, b]) => b - a)
  return most
    .slice(0, 12)
    .map(([name, ms]) => `${name} ${((100 * ms) / total).toFixed(0)} %`)
    .join(', ')
}

const took = new Map<string, (Took & { matching: number })[]>()
const note = (what: string, one: Took & { parts?: Parts }) =>
  took.set(what, [...(took.get(what) ?? []), { ...one, matching: one.parts ? matching(one.parts) : 0 }])

const where = new Map<string, string>()

function tell(copied: Copied): void {
  const of = (what: string, value: (one: Took & { matching: number }) => number): number =>
    median((took.get(what) ?? []).map(value))
  say(`COPY writes ${copied.rows.toLocaleString('en')} rows.\n`)
  say('| what | CPU, s | times COPY | s | times COPY | without matching | matching, s | MB of log |')
  say('| --- | --- | --- | --- | --- | --- | --- | --- |')
  const copyCpu = of('COPY', one => one.cpu)
  const copySeconds = of('COPY', one => one.seconds)
  for (const what of took.keys()) {
    const cpu = of(what, one => one.cpu)
    const seconds = of(what, one => one.seconds)
    // Functions are timed by the clock only.
    const rest = of(what, one => one.seconds - one.matching)
    const matched = of(what, one => one.matching)
    const log = of(what, one => one.wal / 1e6)
    const all = [cpu, cpu / copyCpu, seconds, seconds / copySeconds, rest / copySeconds, matched, log]
    say(`| ${what} | ${all.map(number => number.toFixed(2)).join(' | ')} |`)
  }
  for (const [how, told] of where)
    say(`\nWhere a new one ${how} spends it, the calls of each included: ${told}.`)
  write()
}

const place = await openPlace('upload')
try {
  const { pool } = place
  say(`Written by \`npm run bench -- upload --events ${events}\`.\n`)
  say(`${await machine(pool)}; ${JSON.stringify(settings)}; medians of ${rounds} rounds.`)
  say(
    "The server's CPU is the surer measure where others use the machine. COPY: records, links, versions, events and",
  )
  say(
    'distances into empty tables with the same indexes, without foreign keys and triggers (bench/copying.ts).\n',
  )
  await pool.query(`alter system set track_functions = 'pl'`)
  await pool.query('select pg_reload_conf()')
  const client = await pool.connect()
  await makeEvents(client, events)
  await client.query(body)
  await client.query(source, ['bench'])
  client.release()
  let copied: Copied | undefined
  for (let round = 0; round < rounds; round++) {
    for (const search of ['enable', 'disable']) {
      for (const table of ['events', 'event_distances'])
        await pool.query(`alter table public.${table} ${search} trigger user`)
      const how = search === 'enable' ? 'with search' : 'without'
      await pool.query(read, ['bench', ''])
      const first = await upload(pool, 'bench')
      note(`new, ${how}`, first)
      where.set(how, shares(first.parts))
      copied ??= await openCopying(place)
      note('COPY', await copied.copy())
      note(`unchanged, ${how}`, await upload(pool, 'bench'))
      await pool.query(read, ['bench', ' II'])
      note(`2 % changed, ${how}`, await upload(pool, 'bench'))
      await pool.query(`
        truncate ingest.runs, ingest.parses, ingest.parsed_records, ingest.records, ingest.record_versions, ingest.event_versions,
          ingest.event_links, ingest.match_keys, ingest.match_blocks, ingest.matches, public.events, public.event_distances cascade`)
    }
  }
  if (copied) tell(copied)
} finally {
  await place.close()
}
