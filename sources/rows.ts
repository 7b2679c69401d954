/** From rows to sound races: one bad row never spoils the others, and only ultras are kept. */
import { z } from 'zod'
import { calledOff } from '../parsing/called-off.ts'
import { type Distance, isUltra, parseDistances } from '../parsing/distances.ts'
import { nameAndEdition } from '../parsing/names.ts'
import { Unreadable } from '../parsing/unreadable.ts'
import { json } from './page.ts'
import { type Race, type RaceInput, type Reading, type Reject, raceSchema, type Source } from './source.ts'

/**
 * Read rows one by one: a row that `read` throws on becomes a reject with the reason, and the others get in.
 * `id` is asked first, so that even a reject counts as listed where its id can be told.
 */
export function readRows<Row>(
  rows: Row[],
  id: (row: Row) => string | null,
  read: (row: Row) => RaceInput,
): Pick<Reading, 'races' | 'rejects'> {
  const races: Race[] = []
  const rejects: Reject[] = []
  for (const row of rows) {
    let known: string | null = null
    try {
      known = id(row)
      races.push(whole(read(row)))
    } catch (error) {
      rejects.push({ id: known, reason: reasonOf(error), raw: row })
    }
  }
  return { races, rejects }
}

function whole(race: RaceInput): Race {
  const place = [race.city, race.region, race.country].filter(Boolean).join(', ')
  return raceSchema.parse({
    place,
    distances: parseDistances(race.distanceText ?? ''),
    ...race,
    ...statusInName(race),
  })
}

/** Organisers write it into the name where there is no field, and where there is one too. */
function statusInName(race: RaceInput): Partial<RaceInput> {
  const year = race.startDate.slice(0, 4)
  const off = calledOff(race.name, year)
  if (!off) return {}
  const { name, edition } = nameAndEdition(off.name, year)
  const isOff = race.status === 'cancelled' || race.status === 'postponed'
  return { name, edition: race.edition ?? edition, ...(!isOff && { status: off.status }) }
}

/**
 * The parts of a race that take place, and their distances: organisers write into a part's name that it is off ('50K -
 * CANCELLED'). Where the last ultra of it is off, the race is, with the distances that it had.
 */
export function takingPlace<Part extends { name: string }>(
  parts: Part[],
  year: string,
  distancesOf: (parts: Part[]) => Distance[],
): { parts: Part[]; distances: Distance[]; status: Race['status'] } {
  const said = parts.map(part => ({ part, off: calledOff(part.name, year) }))
  const on = said.flatMap(({ part, off }) => (off ? [] : [part]))
  const off = said.flatMap(({ part, off }) => (off ? [{ ...part, name: off.name }] : []))
  const distances = distancesOf(on)
  const had = distancesOf(off)
  if (isUltra(distances) || !isUltra(had)) return { parts: on, distances, status: 'scheduled' }
  const postponed = said.every(({ off }) => off?.status !== 'cancelled')
  return { parts: off, distances: had, status: postponed ? 'postponed' : 'cancelled' }
}

// Made once: zod compiles each schema, and one made for each row cost as much as the rest of its reading.
const withId = z.object({ id: z.union([z.string().min(1), z.number()]) })

/** The id of a row as most sources have it: its field `id`. */
function idField(row: unknown): string | null {
  const id = withId.safeParse(row).data?.id
  return id === undefined ? null : String(id)
}

/**
 * How to read a page that is one JSON list of rows and brings no further pages: a source's whole `read`. The list is the
 * page itself, or lies `under` a field. `id` tells a row's id even where the row is bad; without it the field `id` does.
 */
export function listOf<Row>(
  rowSchema: z.ZodType<Row>,
  race: (row: Row) => RaceInput,
  { under, id = idField }: { under?: string; id?: (row: unknown) => string | null } = {},
): Source['read'] {
  const list = z.array(z.unknown())
  return ({ text }) => {
    const page = json(text)
    const rows = (
      under ? z.object({ [under]: list }).transform(page => page[under] as unknown[]) : list
    ).safeParse(page)
    if (!rows.success) throw new Unreadable(`This is no list of races: ${z.prettifyError(rows.error)}`)
    const reading = readRows(rows.data, id, row => race(rowSchema.parse(row)))
    return { ...onlyUltras(reading), full: false, requests: [] }
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const issues = (error as { issues?: { path: PropertyKey[]; message: string }[] }).issues
  if (issues) return issues.map(({ path, message }) => `${path.join('.') || 'row'}: ${message}`).join('; ')
  return error.message
}

/** Only the races that are ultras, and those that share an event with one. */
export function onlyUltras<T extends Pick<Reading, 'races'>>(reading: T): T {
  const groups = new Set(reading.races.filter(({ distances }) => isUltra(distances)).map(eventOf))
  return { ...reading, races: reading.races.filter(race => groups.has(eventOf(race))) }
}

const eventOf = ({ id, group }: Race): string => (group === null ? `id ${id}` : `group ${group}`)
