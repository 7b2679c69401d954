/**
 * What an upload costs: N new events, the same again unchanged, and 2 % of them changed, beside a bare COPY of all the rows
 * that it writes. Through `ingest.publish_run`, as the task does it. `npm run bench -- upload [--events 100000] [--rounds 5]`
 */
import { parseArgs } from 'node:util'
import { type Copied, type Group, groupNames, openCopying } from './copying.ts'
import { makeEvents } from './fill.ts'
import { machine, median, openPlace, settings } from './place.ts'
import { body, type Parts, parse, source, type Took, upload } from './publish.ts'
import { openSection } from './results.ts'

const { values } = parseArgs({
  options: { events: { type: 'string' }, rounds: { type: 'string' } },
})
const [events, rounds] = [Number(values.events ?? 100_000), Number(values.rounds ?? 5)]
const { say, ratio, write } = openSection('What an upload takes')

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
  const copying = (...tables: Group[]) =>
    tables.reduce((all, group) => all + of(`COPY, ${group}`, one => one.seconds), 0)
  for (const group of groupNames)
    say(
      `COPY of what is ${{ published: 'published', matching: 'matched by', search: 'searched' }[group]}: ` +
        `${copied.rows[group].toLocaleString('en')} rows, ${copying(group).toFixed(2)} s, ${of(`COPY, ${group}`, one => one.wal / 1e6).toFixed(0)} MB of log.`,
    )
  say(
    '\n| what | CPU, s | s | times COPY of all it writes | without matching | times COPY of what is published | without matching | matching, s | MB of log |',
  )
  say('| --- | --- | --- | --- | --- | --- | --- | --- | --- |')
  for (const what of took.keys()) {
    if (what.startsWith('COPY')) continue
    const found: Group[] = what.endsWith('with search') ? ['search'] : []
    const seconds = of(what, one => one.seconds)
    // Functions are timed by the clock only.
    const rest = of(what, one => one.seconds - one.matching)
    const all = [
      of(what, one => one.cpu),
      seconds,
      seconds / copying('published', 'matching', ...found),
      rest / copying('published', ...found),
      seconds / copying('published'),
      rest / copying('published'),
      of(what, one => one.matching),
      of(what, one => one.wal / 1e6),
    ]
    say(`| ${what} | ${all.map(number => number.toFixed(2)).join(' | ')} |`)
    ratio(`${what}, times COPY`, seconds / copying('published', 'matching', ...found))
    if (what.startsWith('new'))
      ratio(`${what}, without matching, times COPY`, rest / copying('published', ...found))
    if (what.startsWith('unchanged'))
      ratio(
        `${what}, MB of log`,
        of(what, one => one.wal / 1e6),
      )
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
    "The server's CPU is the surer measure where others use the machine. COPY: the rows it wrote into empty tables with the same indexes,",
  )
  say(
    'without foreign keys and triggers (bench/copying.ts); published are records, links, versions, events and distances.\n',
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
      for (const group of groupNames) note(`COPY, ${group}`, await copied.copy(group))
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
