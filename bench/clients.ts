/** Who asks: connections that time each question, by the clock and by the server's own CPU. */
import { readFileSync } from 'node:fs'
import pg from 'pg'

/** Of `public.search_events`, or of the function that `ask` names. */
export type Parameters = Record<string, unknown> & { ask?: string }
export type Took = { ms: number; cpu: number }
export type Asker = (parameters: Parameters) => Promise<Took>

/** JSON as it comes: reading it is the client's own time. */
export const raw = { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig

/** Milliseconds of CPU that a process has used; not a number where the system doesn't tell. */
export function cpuOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
  } catch {
    return Number.NaN
  }
}

function query({ ask = 'search_events', ...parameters }: Parameters): pg.QueryConfig {
  const given = Object.keys(parameters).map((name, i) => `"${name}" => $${i + 1}`)
  const text = `select public.${ask}(${given.join(', ')})`
  return { text, values: Object.values(parameters), types: raw }
}

/** A connection of its own: `ask` asks a question, `version` whether an answer that was kept still holds. */
export async function openAsker(url: string): Promise<{ client: pg.Client; ask: Asker; version: Asker }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { pid } = (await client.query('select pg_backend_pid() as pid')).rows[0]
  const timed = async (work: () => Promise<unknown>): Promise<Took> => {
    const [began, cpu] = [performance.now(), cpuOf(pid)]
    await work()
    return { ms: performance.now() - began, cpu: cpuOf(pid) - cpu }
  }
  return {
    client,
    ask: parameters => timed(() => client.query(query(parameters))),
    version: () => timed(() => client.query('select public.search_version()')),
  }
}

/** One after the other. */
export async function closed(ask: Asker, questions: Parameters[]): Promise<Took[]> {
  const took: Took[] = []
  for (const question of questions) took.push(await ask(question))
  return took
}

/** So many a second, at chance moments, on as many connections as there are; the time includes waiting for one. */
export async function open(askers: Asker[], questions: Parameters[], perSecond: number): Promise<Took[]> {
  const free = [...askers]
  const waiting: ((ask: Asker) => void)[] = []
  const take = (): Promise<Asker> =>
    new Promise(resolve => {
      const ask = free.pop()
      if (ask) resolve(ask)
      else waiting.push(resolve)
    })
  const give = (ask: Asker): void => {
    const next = waiting.shift()
    if (next) next(ask)
    else free.push(ask)
  }
  let due = performance.now()
  return Promise.all(
    questions.map(async (question, i) => {
      due += (-Math.log(1 - ((i * 7919) % 1009) / 1009) * 1000) / perSecond
      const then = due
      await new Promise(resolve => setTimeout(resolve, Math.max(0, then - performance.now())))
      // Timers may ring a little early; late is what is measured.
      const at = Math.min(then, performance.now())
      const ask = await take()
      const { cpu } = await ask(question).finally(() => give(ask))
      return { ms: performance.now() - at, cpu }
    }),
  )
}
