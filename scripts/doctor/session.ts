/** Is there a session of our own behind a connection? Proved with what needs one, not guessed from the port. */
import { randomBytes, randomInt } from 'node:crypto'
import type pg from 'pg'
import { error, ok, type Place, type Verdict } from './finding.ts'

/** A notification on loopback takes 1 ms, across the world under half a second. */
const mostPatience = 2_000

export async function checkSession({ first, second }: Place): Promise<Verdict> {
  const proofs: [what: string, proof: typeof hearsNotify][] = [
    ['LISTEN', hearsNotify],
    ['advisory locks', keepsLock],
    ['prepared statements', keepsPrepared],
  ]
  const lost: string[] = []
  for (const [what, proof] of proofs) if (!(await proof(first, second))) lost.push(what)
  if (lost.length === 0)
    return ok('LISTEN, advisory locks and prepared statements hold, proved on two connections')
  return error(
    `no session of its own: ${lost.join(', ')} lost, as behind a transaction-mode pooler`,
    'Use the direct connection or the session-mode pooler (on Supabase port 5432, not 6543).',
  )
}

async function hearsNotify(first: pg.Client, second: pg.Client): Promise<boolean> {
  const channel = `ultrasearch_doctor_${randomBytes(6).toString('hex')}`
  const heard = new Promise<boolean>(resolve => {
    const timer = setTimeout(resolve, mostPatience, false)
    first.once('notification', () => {
      clearTimeout(timer)
      resolve(true)
    })
  })
  await first.query(`listen ${channel}`)
  await second.query(`notify ${channel}`)
  const proved = await heard
  await first.query(`unlisten ${channel}`)
  return proved
}

/** What one connection has locked the other can't lock, and the first still holds it while the other is in a transaction. */
async function keepsLock(first: pg.Client, second: pg.Client): Promise<boolean> {
  const key = [randomInt(2 ** 47)]
  await first.query('select pg_advisory_lock($1)', key)
  await second.query('begin')
  const { rows: stolen } = await second.query('select pg_try_advisory_lock($1) as got', key)
  const { rows: kept } = await first.query('select pg_advisory_unlock($1) as held', key)
  await second.query('rollback')
  if (stolen[0].got) await second.query('select pg_advisory_unlock($1)', key)
  return !stolen[0].got && kept[0].held
}

/** Each connection has a statement of the same name and its own text, and keeps it while the other is in a transaction. */
async function keepsPrepared(first: pg.Client, second: pg.Client): Promise<boolean> {
  const name = `doctor_${randomBytes(6).toString('hex')}`
  const ask = async (client: pg.Client, n: number): Promise<boolean> =>
    (await client.query({ name, text: `select ${n} as n` })).rows[0].n === n
  try {
    if (!((await ask(first, 1)) && (await ask(second, 2)))) return false
    await second.query('begin')
    return await ask(first, 1)
  } catch {
    return false
  } finally {
    await second.query('rollback')
  }
}
