/**
 * What it costs to find out that several sources tell of one race: N races of one source, then those of a second one that
 * tells anew, with noise, of races that the first has (60 %) and of others; each also unchanged, and 2 % of them changed. As many a
 * year as the largest calendars have. `node bench/match.ts [--events 50000] [--beside 30000] [--years 2] [--keep]`
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { machine, openPlace } from './place.ts'
import { body, parse, source, upload } from './publish.ts'

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '50000' },
    beside: { type: 'string', default: '30000' },
    years: { type: 'string', default: '2' },
    plans: { type: 'boolean', default: false },
  },
})
const [events, beside, years] = [Number(values.events), Number(values.beside), Number(values.years)]

/** The first tells of bench.events as they are. */
const first = `
  select
    e.id, e.name, e.start_date, e.url, e.city, e.latitude, e.longitude,
    (select jsonb_agg(to_jsonb(d) - '{event_id,position}'::text[] order by position) from bench.distances d where d.event_id = e.id) as distances
  from bench.events e
  where e.id <= ${events}`

/** The second writes names otherwise, a day off now and then, often without coordinates or with fewer distances. */
const second = `
  select
    e.id,
    case
      when bench.chance(e.id, 61) < 0.15 then 'The ' || e.name || ' presented by Altra'
      when bench.chance(e.id, 61) < 0.3 then replace(replace(e.name, 'Ultramarathon', 'Ultra'), 'Trail', 'Trail Run')
      when bench.chance(e.id, 61) < 0.4 then '12th Annual ' || e.name || ' Endurance Run'
      when bench.chance(e.id, 61) < 0.45 then overlay(e.name placing '' from 4 for 1)
      else e.name
    end as name,
    e.start_date + case when bench.chance(e.id, 62) < 0.05 then 1 else 0 end as start_date,
    case when bench.chance(e.id, 63) < 0.3 then e.url end as url,
    case when bench.chance(e.id, 64) < 0.92 then e.city end as city,
    case when bench.chance(e.id, 65) < 0.5 then e.latitude + 0.01 end as latitude,
    case when bench.chance(e.id, 65) < 0.5 then e.longitude - 0.01 end as longitude,
    (
      select jsonb_agg(to_jsonb(d) - '{event_id,position}'::text[] order by position)
      from bench.distances d
      where d.event_id = e.id and (position = 1 or bench.chance(e.id, 66) < 0.6)
    ) as distances
  from bench.events e
  where e.id > ${events - Math.round(beside * 0.6)} and e.id <= ${events + Math.round(beside * 0.4)}`

/** $2 is added to each fiftieth name. */
const read = (told: string): string => `${parse}
  insert into ingest.parsed_records (parse_id, source_event_id, group_key, hash, name, url, start_date, place, city, city_keys, region,
    country, latitude, longitude, status, registration, virtual, elevation_gain, surface, distance_text, distances)
  select
    parse.id, t.id, t.id, md5(t.id || case when t.id % 50 = 0 then $2 else '' end)::uuid,
    t.name || case when t.id % 50 = 0 then $2 else '' end, t.url,
    -- The days of four years, on as many as were asked for.
    date '2026-01-03' + 7 * floor((t.start_date - date '2026-01-03') / 7 * ${years / 4})::integer + (t.start_date - date '2026-01-03') % 7,
    concat_ws(', ', t.city, e.country), t.city, case when t.city is null then '{}'::text[] else array[lower(t.city)] end, e.state, e.country,
    t.latitude, t.longitude, e.status, e.registration, e.virtual, e.elevation_gain, e.surface, 'x', t.distances
  from (${told}) t
  join bench.events e using (id), parse`

const steps = [
  ...[
    'link_records',
    'list_groups',
    'key_groups',
    'keep_keys',
    'match_groups',
    'compare_groups',
    'compare_names',
    'compare_lengths',
    'list_units',
    'part_units',
  ],
  ...['join_decided', 'join_certain', 'write_links', 'gather_events', 'write_events'],
]

const place = await openPlace('match')
try {
  const { pool } = place
  console.log(await machine(pool))
  await pool.query(`alter system set track_functions = 'pl'`)
  await pool.query('select pg_reload_conf()')
  const client = await pool.connect()
  await client.query(`set bench.events = ${events + Math.round(beside * 0.4)}`)
  await client.query(readFileSync(path.join(import.meta.dirname, 'events.sql'), 'utf8'))
  await client.query(body)
  client.release()
  for (const [name, told] of [
    ['first', first],
    ['second', second],
  ] as const) {
    await pool.query(source, [name])
    for (const [what, ending] of [
      ['new', ''],
      ['unchanged', null],
      ['2 % changed', ' II'],
    ] as const) {
      if (ending !== null) await pool.query(read(told), [name, ending])
      const { cpu, parts } = await upload(pool, name)
      const total = parts.get('publish_run') ?? 1
      const shares = steps.map(step => `${step} ${Math.round((100 * (parts.get(step) ?? 0)) / total)} %`)
      console.log(`${name}, ${what}: ${cpu.toFixed(2)} s of CPU; of it ${shares.join(', ')}`)
    }
  }
  const { rows } = await pool.query(`
    select count(*) filter (where r = 2) as linked, (select count(*) from ingest.matches) as matches
    from (select count(*) as r from ingest.event_links group by event_id) l`)
  console.log(`${rows[0].linked} events of both, ${rows[0].matches} matches kept`)
  if (process.env.BENCH_WAIT) {
    console.log(place.url)
    await new Promise(resolve => process.on('SIGTERM', resolve))
  }
} finally {
  await place.close()
}
