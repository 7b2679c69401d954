/**
 * What an upload costs: N new events, the same again unchanged, and 2 % of them changed. Through `ingest.publish_run`, as
 * the task does it. `node bench/upload.ts [--events 50000] [--rounds 5]`
 */
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { cpuOf } from './clients.ts'
import { makeEvents } from './fill.ts'
import { machine, median, openPlace } from './place.ts'

const { values } = parseArgs({ options: { events: { type: 'string' }, rounds: { type: 'string' } } })
const [events, rounds] = [Number(values.events ?? 50_000), Number(values.rounds ?? 5)]

/** A source whose one page was read as all bench.events, and a run of it that waits for its upload. */
const source = `
  insert into ingest.sources (name, title, home_page, licence, attribution, enabled, base_url, interval_ms, horizon_days,
    max_drop, max_rejected, max_unread, max_unplaced, max_misdated, max_changed)
  values ('bench', 'b', 'b', 'b', 'b', true, 'http://127.0.0.1/', 0, 36500, 1, 1, 1, 1, 1, 1);
  insert into ingest.hosts (name, interval_ms) values ('127.0.0.1', 0);
  insert into ingest.snapshots (sha256, body, encoding, bytes) values (sha256('x'), 'x', 'gzip', 1)`

const read = `
  with parse as (
    insert into ingest.parses (source, key, snapshot_sha256, parser_version, records, rejected, "full", requests, url, fetched_at)
    values ('bench', 'a', sha256('x'), 'v1', 0, 0, false, '[]', 'x', now())
    returning id
  )
  insert into ingest.parsed_records (parse_id, source_event_id, group_key, hash, name, url, start_date, place, city, city_keys, region,
    country, latitude, longitude, status, registration, virtual, elevation_gain, surface, distance_text, distances)
  select
    parse.id, e.id, e.id, md5(e.id || case when e.id % 50 = 0 then $1 else '' end)::uuid,
    e.name || case when e.id % 50 = 0 then $1 else '' end, e.url, e.start_date, concat_ws(', ', e.city, e.country), e.city, array[lower(e.city)],
    e.state, e.country, e.latitude, e.longitude, e.status, e.registration, e.virtual, e.elevation_gain, e.surface, 'x',
    (select jsonb_agg(to_jsonb(d) - '{event_id,position}'::text[] order by position) from bench.distances d where d.event_id = e.id)
  from bench.events e, parse`

const run = `
  with run as (
    insert into ingest.runs (source, number, trigger, parser_version, requests)
    values ('bench', ingest.next_number('bench'), 'sql', 'v1', 1)
    returning id
  )
  insert into ingest.requests (run_id, key, host, state, slot, settled_at, parse_id)
  select run.id, 'a', '127.0.0.1', 'parsed', now(), now(), (select max(id) from ingest.parses)
  from run
  returning run_id`

/** Publish the newest reading; answers the server's seconds of CPU, commit included: others may use the machine too. */
async function upload(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query(run)
  await pool.query('vacuum analyze')
  await pool.query('checkpoint')
  const client = await pool.connect()
  const { pid } = (await client.query('select pg_backend_pid() as pid')).rows[0]
  const began = cpuOf(pid)
  await client.query('begin')
  await client.query('select ingest.lock_publish()')
  await client.query('select ingest.publish_run($1)', [rows[0].run_id])
  await client.query('commit')
  const took = (cpuOf(pid) - began) / 1000
  client.release()
  return took
}

const place = await openPlace('upload')
try {
  const { pool } = place
  console.log(await machine(pool))
  const client = await pool.connect()
  await makeEvents(client, events)
  await client.query(source)
  client.release()
  const took = new Map<string, number[]>()
  const note = (what: string, seconds: number) => took.set(what, [...(took.get(what) ?? []), seconds])
  for (let round = 0; round < rounds; round++) {
    for (const search of ['enable', 'disable']) {
      for (const table of ['events', 'event_distances'])
        await pool.query(`alter table public.${table} ${search} trigger user`)
      const how = search === 'enable' ? 'with search' : 'without'
      await pool.query(read, [''])
      note(`new, ${how}`, await upload(pool))
      note(`unchanged, ${how}`, await upload(pool))
      await pool.query(read, [' II'])
      note(`2 % changed, ${how}`, await upload(pool))
      await pool.query(`
        truncate ingest.runs, ingest.parses, ingest.parsed_records, ingest.records, ingest.record_versions, ingest.event_versions,
          ingest.event_links, public.events, public.event_distances cascade`)
    }
  }
  for (const [what, seconds] of took)
    console.log(`${what.padEnd(25)} ${median(seconds).toFixed(2)} s of CPU for ${events} events`)
} finally {
  await place.close()
}
