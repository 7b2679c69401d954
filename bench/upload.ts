/**
 * What an upload costs: N new events, the same again unchanged, and 2 % of them changed. Through `ingest.publish_run`, as
 * the task does it. `node bench/upload.ts [--events 50000] [--rounds 5]`
 */
import { parseArgs } from 'node:util'
import { makeEvents } from './fill.ts'
import { machine, median, openPlace } from './place.ts'
import { body, parse, source, upload } from './publish.ts'

const { values } = parseArgs({ options: { events: { type: 'string' }, rounds: { type: 'string' } } })
const [events, rounds] = [Number(values.events ?? 50_000), Number(values.rounds ?? 5)]

const read = `${parse}
  insert into ingest.parsed_records (parse_id, source_event_id, group_key, hash, name, url, start_date, place, city, city_keys, region,
    country, latitude, longitude, status, registration, virtual, elevation_gain, surface, distance_text, distances)
  select
    parse.id, e.id, e.id, md5(e.id || case when e.id % 50 = 0 then $2 else '' end)::uuid,
    e.name || case when e.id % 50 = 0 then $2 else '' end, e.url, e.start_date, concat_ws(', ', e.city, e.country), e.city, array[lower(e.city)],
    e.state, e.country, e.latitude, e.longitude, e.status, e.registration, e.virtual, e.elevation_gain, e.surface, 'x',
    (select jsonb_agg(to_jsonb(d) - '{event_id,position}'::text[] order by position) from bench.distances d where d.event_id = e.id)
  from bench.events e, parse`

const place = await openPlace('upload')
try {
  const { pool } = place
  console.log(await machine(pool))
  const client = await pool.connect()
  await makeEvents(client, events)
  await client.query(body)
  await client.query(source, ['bench'])
  client.release()
  const took = new Map<string, number[]>()
  const note = (what: string, seconds: number) => took.set(what, [...(took.get(what) ?? []), seconds])
  for (let round = 0; round < rounds; round++) {
    for (const search of ['enable', 'disable']) {
      for (const table of ['events', 'event_distances'])
        await pool.query(`alter table public.${table} ${search} trigger user`)
      const how = search === 'enable' ? 'with search' : 'without'
      await pool.query(read, ['bench', ''])
      note(`new, ${how}`, (await upload(pool, 'bench')).cpu)
      note(`unchanged, ${how}`, (await upload(pool, 'bench')).cpu)
      await pool.query(read, ['bench', ' II'])
      note(`2 % changed, ${how}`, (await upload(pool, 'bench')).cpu)
      await pool.query(`
        truncate ingest.runs, ingest.parses, ingest.parsed_records, ingest.records, ingest.record_versions, ingest.event_versions,
          ingest.event_links, ingest.match_keys, ingest.match_blocks, ingest.matches, public.events, public.event_distances cascade`)
    }
  }
  for (const [what, seconds] of took)
    console.log(`${what.padEnd(25)} ${median(seconds).toFixed(2)} s of CPU for ${events} events`)
} finally {
  await place.close()
}
