/** What operators do, from the command line: each act is a function of schema `status`, which refuses what makes no sense. */
import type pg from 'pg'
import { UsageError } from '../lib/settings.ts'
import { withDatabase } from './target.ts'

type Act = {
  /** The function, and what it is given. */
  call: string
  values: unknown[]
  /** What was done, for people; `answer` is what the function answered. */
  said: (answer: number | null) => string
}

/** Do it and say so. */
async function act(pool: pg.Pool, { call, values, said }: Act, json: boolean): Promise<number> {
  const places = values.map((_, i) => `$${i + 1}`).join(', ')
  const { rows } = await pool.query<{ answer: number | '' }>(
    `select status.${call}(${places}) as answer`,
    values,
  )
  // '' is void.
  const answer = rows[0]?.answer || null
  if (json) console.log(JSON.stringify({ act: call, given: values, answer }))
  else console.log(said(answer))
  return 0
}

type Json = { json: boolean }

/** An act may wait its turn to publish, as long as over GraphQL. */
const acting = (body: (pool: pg.Pool) => Promise<number>): Promise<number> =>
  withDatabase(body, 4, { lock_timeout: '110s' })

const once = (what: Act, { json }: Json): Promise<number> => acting(pool => act(pool, what, json))

/** `ultrasearch retry <run>`, or one request of it. */
export function retry(run: number, { request, ...options }: Json & { request?: number }): Promise<number> {
  const said = (id: number | null) => `Run ${id} asks again for what failed in run ${run}.`
  if (request === undefined) return once({ call: 'retry_run', values: [run], said }, options)
  return acting(async pool => {
    const { rowCount } = await pool.query('select from status.requests where id = $1 and run = $2', [
      request,
      run,
    ])
    if (rowCount === 0)
      throw new UsageError(`Run ${run} has no request ${request}: \`ultrasearch requests ${run}\`.`)
    return act(pool, { call: 'retry_request', values: [request], said }, options.json)
  })
}

/** `ultrasearch cancel <run>` */
export function cancel(run: number, options: Json): Promise<number> {
  return once({ call: 'cancel_run', values: [run], said: () => `Run ${run} is cancelled.` }, options)
}

/** `ultrasearch approve <run>` */
export function approve(run: number, options: Json): Promise<number> {
  return once(
    { call: 'approve_run', values: [run], said: () => `Run ${run} is approved: a worker publishes it.` },
    options,
  )
}

/** `ultrasearch discard <run>` */
export function discard(run: number, options: Json): Promise<number> {
  return once({ call: 'discard_run', values: [run], said: () => `Run ${run} is discarded.` }, options)
}

/** `ultrasearch undo <run>` */
export function undo(run: number, { force, ...options }: Json & { force: boolean }): Promise<number> {
  return once({ call: 'undo_run', values: [run, force], said: id => `Run ${id} undid run ${run}.` }, options)
}

/** `ultrasearch merge <event…>` */
export function merge(events: number[], options: Json): Promise<number> {
  const said = (run: number | null) =>
    `Events ${events.join(', ')} are one, by run ${run}: \`ultrasearch undo ${run}\` takes it back.`
  return once({ call: 'merge_events', values: [events], said }, options)
}

/** `ultrasearch split <event> <record…>` */
export function split(event: number, records: number[], options: Json): Promise<number> {
  const said = (run: number | null) =>
    `Event ${event} is split, by run ${run}: \`ultrasearch undo ${run}\` takes it back.`
  return once({ call: 'split_event', values: [event, records], said }, options)
}

/** `ultrasearch apart <event> <other>` */
export function apart(event: number, other: number, options: Json): Promise<number> {
  const said = (run: number | null) =>
    `Events ${event} and ${other} stay apart, by run ${run}: \`ultrasearch undo ${run}\` takes it back.`
  return once({ call: 'keep_apart', values: [event, other], said }, options)
}

/** `ultrasearch alias <country> <name> [race]` */
export function alias(country: string, name: string, race: string | null, options: Json): Promise<number> {
  const said = () =>
    race === null
      ? `"${name}" means no race in ${country}. The next upload compares all anew.`
      : `"${name}" is "${race}" in ${country}. The next upload compares all anew.`
  return once({ call: 'call_otherwise', values: [country, race, name], said }, options)
}

/** `ultrasearch pause <source or host> --why …` */
export function pause(name: string, { why, ...options }: Json & { why: string }): Promise<number> {
  return acting(async pool => {
    const call = `pause_${await kindOf(pool, name)}`
    return act(pool, { call, values: [name, why], said: () => `${name} is paused.` }, options.json)
  })
}

/** `ultrasearch resume <source or host>` */
export function resume(name: string, options: Json): Promise<number> {
  return acting(async pool => {
    const call = `resume_${await kindOf(pool, name)}`
    return act(pool, { call, values: [name], said: () => `${name} is resumed.` }, options.json)
  })
}

async function kindOf(pool: pg.Pool, name: string): Promise<'source' | 'host'> {
  const { rows } = await pool.query<{ kind: 'source' | 'host' }>(
    `select 'source' as kind from status.sources where source = $1
     union all
     select 'host' from status.hosts where host = $1`,
    [name],
  )
  if (rows[0]) return rows[0].kind
  throw new UsageError(
    `"${name}" is no source, nor a host that was ever asked: see status.sources and status.hosts.`,
  )
}

/** `ultrasearch purge <task…>`: nothing is purged unless every name is a task. */
export function purge(tasks: string[], { json }: Json): Promise<number> {
  return acting(async pool => {
    const { rows } = await pool.query<{ task: string; jobs: number }>(
      'select task, status.purge_queue(task) as jobs from unnest($1::text[]) as task',
      [tasks],
    )
    if (json) console.log(JSON.stringify({ purged: rows }))
    else for (const { task, jobs } of rows) console.log(`${jobs} ${task} job${jobs === 1 ? '' : 's'} purged.`)
    return 0
  })
}
