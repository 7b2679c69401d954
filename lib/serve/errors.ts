/** What a client hears of an error: what it can do something about. The rest is in our log, under an id. */
import { randomUUID } from 'node:crypto'
import { isSafeError } from 'postgraphile/grafast'
import { GraphQLError } from 'postgraphile/graphql'
import { log } from '../log.ts'

/** Errors of Postgres that say something to whoever asked, by their code. Null: their own message. */
const told: Record<string, string | null> = {
  // ingest.refuse_input: an operator's act was refused at the door.
  '22023': null,
  '42501': 'Not allowed: only an operator may do that.',
  '57014': 'This took too long and was broken off. Ask for less at once.',
  '55P03': 'Something else holds what this needs. Try again in a minute.',
  '22P02': 'A value is not of the kind that is asked for.',
  '22003': 'A number is too large.',
}

/** `GraphQLError` in, what goes out. */
export function maskError(error: GraphQLError): GraphQLError {
  const cause = error.originalError
  if (!cause || cause instanceof GraphQLError) return error
  const { nodes, source, positions, path } = error
  const say = (message: string, extensions?: Record<string, unknown>): GraphQLError =>
    new GraphQLError(message, { nodes, source, positions, path, extensions })
  if (isSafeError(cause)) return say(cause.message, cause.extensions ?? undefined)
  const { code } = cause as { code?: unknown }
  if (typeof code === 'string' && Object.hasOwn(told, code)) return say(told[code] ?? cause.message, { code })
  const id = randomUUID()
  log.error({ err: cause, id, path }, 'A query failed')
  return say(`Something went wrong here: it is in the server's log as ${id}.`, { id })
}
