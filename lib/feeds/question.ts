/** What a URL's parameters ask of `public.search_events`: the same names, lists with commas. */
import { z } from 'zod'

const text = z.string()
const number = text.refine(value => Number.isFinite(Number(value)), 'must be a number').transform(Number)
const list = text.transform(value =>
  value
    .split(',')
    .map(part => part.trim())
    .filter(Boolean),
)
const numbers = list.pipe(z.array(number))
const day = z.iso.date('must be a day such as 2027-06-26')
const yes = z
  .enum(['true', 'false', '1', '0'], 'must be true or false')
  .transform(value => value === 'true' || value === '1')

const parameters = z
  .strictObject({
    query: text,
    near_lat: number,
    near_lng: number,
    radius_km: number,
    bbox: numbers,
    from: day,
    to: day,
    months: numbers,
    countries: list,
    regions: list,
    min_km: number,
    max_km: number,
    min_hours: number,
    max_hours: number,
    kinds: list,
    surfaces: list,
    min_gain: number,
    max_gain: number,
    registration: list,
    sources: list,
    changed_since: z.iso.datetime({ offset: true, error: 'must be a time such as 2027-01-31T12:00:00Z' }),
    include_virtual: yes,
    include_cancelled: yes,
    sort: text,
    limit: number,
    cursor: text,
  })
  .partial()

export type Question = z.infer<typeof parameters>

/** A question that makes no sense: whoever asks is told what to ask instead. */
export class BadQuestion extends Error {
  override name = 'BadQuestion'
}

/** Throws BadQuestion. An empty parameter, as forms send it, is none. */
export function readQuestion(given: URLSearchParams): Question {
  const twice = [...given.keys()].find((name, i, all) => all.indexOf(name) !== i)
  if (twice) throw new BadQuestion(`${twice} is there twice: lists have commas between.`)
  const read = parameters.safeParse(Object.fromEntries([...given].filter(([, value]) => value !== '')))
  if (read.success) return read.data
  const [issue] = read.error.issues
  if (issue?.code === 'unrecognized_keys')
    throw new BadQuestion(
      `There is no parameter ${issue.keys.join(', ')}. Known: ${Object.keys(parameters.shape).join(', ')}.`,
    )
  throw new BadQuestion(`${issue?.path.join('.')} ${issue?.message}.`)
}

/** The call, with values only ever as parameters. */
export function callOf(question: Question): { text: string; values: unknown[] } {
  const given = Object.entries(question)
  // The names are the schema's own.
  const named = given.map(([name], i) => `"${name}" => $${i + 1}`)
  return {
    text: `select public.search_events(${named.join(', ')}) as answer`,
    values: given.map(([, value]) => value),
  }
}
