/**
 * The upload that this replaces, as it was: every race is looked for by name and day, inserted where it is not there and
 * looked for again; then three calls for each distance. Over supabase-js, to the local Supabase.
 */
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import pg from 'pg'
import { prepareLocalSupabase, startLocalSupabase } from '../lib/local-supabase.ts'
import type { makeRaces } from './races.ts'

const tables = `
  create table public.events (id bigint generated always as identity primary key, name text, url text, start_date text,
    city text, state text, country text, latitude float8, longitude float8);
  create table public.distances (id bigint generated always as identity primary key, distance numeric, unit text);
  create table public.event_distances (event_id bigint references public.events, distance_id bigint references public.distances,
    primary key (event_id, distance_id));
  grant all on all tables in schema public to service_role`

type Old = { name: string; url: string; start_date: string; distances: { distance: number; unit: string }[] }

/** Upload these races into an empty database of their own; answers the seconds that it took. */
export async function uploadAsOriginal(
  url: string,
  admin: pg.Pool,
  dir: string,
  { ultrasignup, ahotu }: ReturnType<typeof makeRaces>,
): Promise<number> {
  await admin.query('create database original')
  const databaseUrl = url.replace(/\/bench(\?|$)/, '/original$1')
  await prepareLocalSupabase(databaseUrl)
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(tables)
  await client.end()
  const supabase = await startLocalSupabase({ databaseUrl, dir })
  const api = createClient(supabase.url, supabase.serviceKey)
  const races: Old[] = [
    ...ultrasignup.map(row => ({
      name: row.EventName,
      url: row.EventWebsite,
      start_date: row.EventDate,
      distances: row.Distances.split(', ').map(text => {
        const [, distance, unit = ''] = /^([\d.]+) ?(.+)$/.exec(text) ?? []
        return { distance: Number(distance), unit }
      }),
    })),
    ...ahotu.map(row => ({
      name: row.event_name_en,
      url: row.registration_url,
      start_date: row.start_date,
      distances: row.activities.map(({ distance, distance_unit_id }) => ({
        distance,
        unit: `${distance_unit_id}`,
      })),
    })),
  ]
  const began = performance.now()
  for (const race of races) await uploadOne(api, race)
  const took = (performance.now() - began) / 1000
  await supabase.close()
  await admin.query('drop database original with (force)')
  return took
}

async function uploadOne(api: SupabaseClient, { distances, ...event }: Old): Promise<void> {
  const find = async (): Promise<number | undefined> => {
    const { name, start_date } = event
    return right(await api.from('events').select('id').eq('name', name).eq('start_date', start_date))
      .data?.[0]?.id
  }
  if ((await find()) === undefined) right(await api.from('events').insert(event))
  const event_id = await find()
  for (const one of distances) {
    const look = () => api.from('distances').select('id').eq('distance', one.distance).eq('unit', one.unit)
    let distance_id = right(await look()).data?.[0]?.id
    if (distance_id === undefined) {
      right(await api.from('distances').insert(one))
      distance_id = right(await look()).data?.[0]?.id
    }
    const link = { event_id, distance_id }
    const { data } = right(await api.from('event_distances').select('event_id').match(link))
    if (data?.length === 0) right(await api.from('event_distances').insert(link))
  }
}

function right<T extends { error: { message: string } | null }>(answer: T): T {
  if (answer.error) throw new Error(answer.error.message)
  return answer
}
