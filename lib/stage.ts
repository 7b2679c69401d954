/**
 * A stage is two statements: begin claims the attempt, finish does everything else in one transaction. What lies
 * between them is outside or pure work, and no transaction is open while it happens.
 */
import type { JobHelpers } from 'graphile-worker'
import { z } from 'zod'
import { type About, whatIsWorkedOn, workingOn } from './context.ts'
import { set, within } from './database.ts'

/**
 * A statement with its values: `select ingest.finish_…($1, …) as verdict`. `failure` says what it will report as failed;
 * `tell` hears the row that it answers. `patience` is how long it may take, and wait for locks, in milliseconds, where that
 * is more than the connection allows.
 */
export type Statement = {
  text: string
  values: unknown[]
  failure?: string
  patience?: number
  tell?: (row: Record<string, unknown>) => void
}

/** The outside or pure work of an attempt. Answers the one statement that finishes it. */
export type Work = (stop: AbortSignal) => Promise<Statement> | Statement

/** Not a bug but the queue's business: said in one line, without a stack. */
export class Retry extends Error {
  override name = 'Retry'
  /** What it was about: the queue tells of it when the work is over. */
  readonly about: About = whatIsWorkedOn()
  constructor(message: string) {
    super(message)
    delete this.stack
  }
}

/** What every `ingest.begin_*` may answer instead of work to do. */
type Begun = { attempt: number; skip?: string; refused?: string; source?: string; run?: number }

/** lock_not_available (by lock_timeout) and deadlock_detected: somebody else was at it. */
const busy = new Set(['55P03', '40P01'])

type Verdict = 'done' | 'retry' | 'settled' | 'superseded'

type Stage<Payload, Given> = {
  /** The stage's name; `ingest.begin_<name>` starts it. */
  name: string
  payload: z.ZodType<Payload>
  /** What begin takes besides the job. */
  more?: unknown[]
  /** Columns of begin's answer, where it is more than one jsonb. */
  columns?: string
  /** The outside or pure work. Answers the one statement that finishes the stage. */
  work: (begun: Given & Begun, payload: Payload, stop: AbortSignal) => Promise<Statement> | Statement
}

/**
 * Run one job of a stage. Throws when the queue must try again, and when this attempt was overtaken: the queue
 * deletes a completed job by id without asking who holds it, but asks when one failed.
 */
export async function runStage<Payload, Given>(
  stage: Stage<Payload, Given>,
  payload: unknown,
  helpers: JobHelpers,
): Promise<void> {
  const { job, query, logger } = helpers
  const who = [job.id, job.attempts, job.locked_by]

  const checked = stage.payload.safeParse(payload)
  if (!checked.success) {
    const reason = `The payload makes no sense: ${z.prettifyError(checked.error)}`
    await query('select ingest.refuse($1, $2, $3, $4, $5, $6)', [stage.name, { payload }, ...who, reason])
    logger.error(reason)
    return
  }

  const values = [checked.data, ...who, ...(stage.more ?? [])]
  const given = values.map((_, i) => `$${i + 1}`).join(', ')
  const begin = `select ${stage.columns ?? 'begun'} from ingest.begin_${stage.name}(${given}) as begun`
  const { rows } = await query(begin, values)
  const { begun, ...rest } = rows[0] as { begun: Begun }
  if (begun.refused) return logger.error(begun.refused)
  if (begun.skip) {
    await query('select ingest.record_skip($1, $2, $3, $4, $5, $6)', [
      stage.name,
      checked.data,
      ...who,
      begun.skip,
    ])
    return logger.debug(`Nothing to do: ${begun.skip}`)
  }
  const { source, run, request } = { ...checked.data, ...begun } as About
  const about = { ...(source && { source }), ...(run && { run }), ...(request && { request }) }
  const work: Work = stop => stage.work({ ...begun, ...rest } as Given & Begun, checked.data, stop)
  const what = `${stage.name} ${JSON.stringify(checked.data)}`
  await workingOn(about, () => carryOut(what, begun.attempt, work, helpers))
}

/** Do the work of an attempt that was begun, and what the database says of its end. Throws as `runStage` does. */
export function carryOut(what: string, attempt: number, work: Work, helpers: JobHelpers): Promise<void> {
  const { id, task_identifier: task } = helpers.job
  return workingOn({ task, job: Number(id), attempt }, () => toEnd(what, attempt, work, helpers))
}

async function toEnd(what: string, attempt: number, work: Work, helpers: JobHelpers): Promise<void> {
  const { verdict, failure } = await finish(attempt, work, helpers)
  const said = failure ? `${what}: ${failure}` : what
  switch (verdict) {
    case 'done':
      return
    case 'settled':
      return helpers.logger.warn(`Gave up on ${said}`)
    case 'retry':
      throw new Retry(said)
    case 'superseded':
      throw new Retry(
        `${said}: attempt ${attempt} was overtaken: another worker took this job over, or its work was cancelled`,
      )
    default:
      throw new Error(`Bug! Unknown verdict ${verdict satisfies never}.`)
  }
}

/** What the network may take on top of what the server may: who waits longer waits on a connection that is lost. */
const graceMs = 30_000

/** Ask the database to finish an attempt; answers the row that says how. */
function say(
  { text, values, patience }: Statement,
  { query, withPgClient }: JobHelpers,
): Promise<{ verdict: Verdict }> {
  const one = ({ rows }: { rows: unknown[] }) => rows[0] as { verdict: Verdict }
  if (!patience) return query(text, values).then(one)
  return withPgClient(async client => {
    const { rows } = await client.query(
      `select current_setting('statement_timeout') as statement_timeout, current_setting('lock_timeout') as lock_timeout`,
    )
    await set(client, { statement_timeout: `${patience}`, lock_timeout: `${patience}` })
    try {
      return one(await client.query(within(patience + graceMs, text, values)))
    } finally {
      // A connection that is broken is not lent again.
      await set(client, rows[0]).catch(() => {})
    }
  })
}

async function finish(
  attempt: number,
  work: Work,
  helpers: JobHelpers,
): Promise<{ verdict: Verdict; failure?: string }> {
  const { query, abortSignal } = helpers
  const stop = abortSignal as AbortSignal
  try {
    const statement = await work(stop)
    const row = await say(statement, helpers)
    statement.tell?.(row)
    return { verdict: row.verdict, ...(statement.failure && { failure: statement.failure }) }
  } catch (error) {
    if (stop.aborted) {
      // This process is going down: nobody failed, another worker takes the job.
      await query('select ingest.postpone_attempt($1, $2)', [attempt, 'The worker was stopped.'])
      throw new Retry(`attempt ${attempt} is broken off: the worker was stopped`)
    }
    const { message, stack } = error instanceof Error ? error : new Error(String(error))
    if (busy.has((error as { code?: string }).code ?? '')) {
      // A long replay has the publish lock: nobody failed, and five such waits must not end a run.
      await query('select ingest.postpone_attempt($1, $2)', [attempt, message])
      throw new Retry(`attempt ${attempt} is put off: ${message}`)
    }
    const { rows } = await query<{ verdict: Verdict }>('select ingest.fail_attempt($1, $2, $3) as verdict', [
      attempt,
      message,
      stack,
    ])
    return { verdict: (rows[0] as { verdict: Verdict }).verdict, failure: message }
  }
}
