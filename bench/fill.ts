/** Made-up events into the public tables, for measurements and for tests of searching. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type pg from 'pg'

const made = readFileSync(path.join(import.meta.dirname, 'events.sql'), 'utf8')

/** So many events with their distances, into `bench.events` and `bench.distances`: the same ones every time. */
export async function makeEvents(client: pg.ClientBase, events: number): Promise<void> {
  await client.query('select set_config($1, $2, false)', ['bench.events', String(events)])
  await client.query(made)
}

/** Publish what was made, and whatever `more` adds, in one transaction. Answers the seconds it took, search included. */
export async function publishMade(client: pg.ClientBase, more = ''): Promise<number> {
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
    select setval('public.events_id_seq', (select max(id) from bench.events));
    ${more};
    commit`)
  return (performance.now() - began) / 1000
}
