import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { jsonForPostgres } from '../../lib/json.ts'
import { isUltra } from '../../parsing/distances.ts'
import { sources } from '../../sources/index.ts'
import type { Reading, Request } from '../../sources/source.ts'
import { byHand } from '../fixtures/hands.ts'
import { readText } from '../fixtures/samples.ts'

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
type Rows = { [name: string]: Json }[]

const sample = (file: string) =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, '../../samples', file), 'utf8'))
const robotsFree = { url: 'https://race.example.org/list' }
const first = (name: string, sites: string[] = []) => sources[name]?.requests(sites)[0] as Request

/** Of each source a page: its rows, and how they are put into one. */
const pages: Record<string, { request: Request; rows: Rows; page(rows: Rows): Json }> = {
  ahotu: {
    request: first('ahotu'),
    rows: sample('ahotu/page-1.json').races,
    page: races => ({ total_pages: 1, races }),
  },
  duv: { request: first('duv'), rows: sample('duv/mcalendar.json').slice(0, 12), page: Races => ({ Races }) },
  events_calendar: {
    request: first('events_calendar', ['https://club.example.org']),
    rows: sample('events_calendar/trailclub-1.json').events,
    page: events => ({ events, total_pages: 1 }),
  },
  json_ld: {
    request: robotsFree,
    rows: ['Lake 50K', 'Coast 100 Miles', 'Track 24h'].map((name, i) => ({
      ...{ '@type': 'SportsEvent', '@id': `https://race.example.org/#${i}`, name, startDate: '2027-05-01' },
      location: {
        name: 'Pier',
        address: { addressLocality: 'Leeds', addressCountry: 'GB' },
        geo: { latitude: 53, longitude: -1 },
      },
    })),
    page: rows =>
      `<script type="application/ld+json">${JSON.stringify(rows).replaceAll('</', '<\\/')}</script>`,
  },
  runraceusa: {
    request: first('runraceusa'),
    rows: sample('runraceusa/upcoming.json').races,
    page: races => ({ races }),
  },
  runsignup: {
    request: first('runsignup'),
    rows: sample('runsignup/races.json').races,
    page: races => ({ races }),
  },
  ultrasignup: {
    request: first('ultrasignup'),
    rows: sample('ultrasignup/closestevents.json').slice(0, 12),
    page: rows => rows,
  },
  utmb: { request: first('utmb'), rows: sample('utmb/races.json').races, page: races => ({ races }) },
}

const nested = (depth: number): Json => {
  let value: Json = 'deep'
  for (let i = 0; i < depth; i++) value = [value]
  return value
}

/** Any character but halves of pairs, as the unit 'binary', which first lists all of them to know them again. */
const character = fc.nat(0x10ffff - 0x800).map(
  n => String.fromCodePoint(n < 0xd800 ? n : n + 0x800),
  known => {
    const n = typeof known === 'string' ? (known.codePointAt(0) as number) : Number.NaN
    if (known !== String.fromCodePoint(n) || (n >= 0xd800 && n < 0xe000)) throw new Error('no character')
    return n < 0xd800 ? n : n - 0x800
  },
)

/** What may stand where something else should. */
const hostile: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    false,
    0,
    -1,
    1e308,
    '',
    ' ',
    [],
    {},
    '\u0000',
    '\ud800',
    '2027-02-30',
    '13/45/2027',
    '0',
  ),
  fc.constantFrom<Json>(
    'a'.repeat(5_000),
    '9'.repeat(400),
    '&amp;'.repeat(500),
    "'); drop table x; --",
    'javascript:alert(1)',
  ),
  fc.constantFrom<Json>(
    nested(60),
    { toString: 'x', __proto__: 'y' },
    '50K'.repeat(500),
    '2999-12-31',
    '1e5',
    'NaN',
  ),
  fc.string({ unit: character, maxLength: 30 }),
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
)

/** A copy with the value at one place, chosen by `way`, replaced or (without a value) left out. */
function spoiled(value: Json, way: number[], by: Json | undefined): Json {
  const [turn = 0, ...rest] = way
  if (value === null || typeof value !== 'object' || rest.length === 0) return by ?? null
  const keys = Object.keys(value)
  if (keys.length === 0) return by ?? null
  const key = keys[turn % keys.length] as string
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, Json>
  if (rest.length === 1 && by === undefined) delete copy[key]
  else copy[key] = spoiled(copy[key] ?? null, rest, by)
  return copy
}

const change = fc.record({
  row: fc.nat(),
  way: fc.array(fc.nat(40), { minLength: 2, maxLength: 5 }),
  by: fc.option(hostile, { nil: undefined }),
})

/** Bytes that are no UTF-8: never seen in it, a lone continuation, cut sequences, half a surrogate pair, an overlong slash. */
const noUtf8 = fc
  .constantFrom('ff', '80', 'c3', 'e282', 'f09f92', 'eda080', 'c0af')
  .map(hex => Buffer.from(hex, 'hex'))

/** A page with other bytes put in, or in the place of its own, here and there. */
function withBytes(page: Buffer, changes: { at: number; bytes: Buffer; replaced: boolean }[]): Buffer {
  return changes.reduce((body, { at, bytes, replaced }) => {
    const place = at % body.length
    return Buffer.concat([
      body.subarray(0, place),
      bytes,
      body.subarray(place + (replaced ? bytes.length : 0)),
    ])
  }, page)
}

/** A page with what it leads to: an event of The Events Calendar is read from its own answer, the same row. */
function readWhole(name: string, page: unknown, request: Request): Reading {
  const list = readText(name, page, request)
  if (name !== 'events_calendar') return list
  const own = list.requests.flatMap(asked =>
    (page as { events: Rows }).events
      .filter(row => JSON.stringify(row?.id ?? '').replaceAll('"', '') === asked.url.split('/').at(-1))
      .map(row => readText(name, row, asked)),
  )
  const all = [list, ...own]
  return { ...list, races: all.flatMap(({ races }) => races), rejects: all.flatMap(({ rejects }) => rejects) }
}

/** The escape of a zero character: its backslash is not itself escaped. */
const zero = /(?<!\\)(?:\\\\)*\\u0000/

/** Every race a page says, by id; a page as a whole may only be refused with a reason. */
function readSoundly(name: string, page: Json | Buffer, request: Request, read = readText): Reading | null {
  try {
    const reading = read(name, page, request)
    for (const { reason } of reading.rejects)
      if (reason === '' || reason.length > 3_000) throw new Error(`reason: ${reason}`)
    const text = jsonForPostgres(reading)
    JSON.parse(text)
    if (text.includes('\\u0000') && zero.test(text)) throw new Error('a zero character')
    return reading
  } catch (error) {
    if ((error as Error).name === 'Unreadable') return null
    throw error
  }
}

const readings: { name: string; reading: Reading }[] = []

for (const [name, { request, rows, page }] of Object.entries(pages)) {
  const sound = page(rows)
  const soundText = typeof sound === 'string' ? sound : JSON.stringify(sound)
  const whole = readWhole(name, sound, request)
  // Of each row the ultras in it, which need no other row.
  const ultras = rows.map(row =>
    readWhole(name, page([row]), request).races.filter(({ distances }) => isUltra(distances)),
  )

  t.test(`${name}: spoiled rows lose themselves only, and say why`, async t => {
    t.ok(whole.races.length >= 2)
    let kept = 0
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), changes => {
        const spoilt = new Set(changes.map(({ row }) => row % rows.length))
        const changed = changes.reduce(
          (list, { row, way, by }) =>
            list.with(row % rows.length, spoiled(list[row % rows.length] as Json, way, by) as Rows[number]),
          rows,
        )
        const reading = readSoundly(name, page(changed), request, readWhole)
        // A page of which every row is spoiled may not be known for what it is.
        if (spoilt.size === rows.length) return
        if (!reading) throw new Error('one bad row made the page unreadable')
        const good = ultras.filter((_, i) => !spoilt.has(i)).flat()
        const said = new Map(reading.races.map(race => [race.id, race]))
        for (const race of good)
          if (!said.has(race.id) && !reading.rejects.some(({ id }) => id === race.id))
            throw new Error(`${race.id} got lost`)
        if (kept < 40 && reading.races.length > 0) {
          readings.push({ name, reading })
          kept++
        }
      }),
      { numRuns: 1_000 },
    )
    t.pass()
  })

  t.test(`${name}: bytes that are no UTF-8 crash nothing`, async t => {
    const body = Buffer.from(soundText)
    const bytes = fc.record({ at: fc.nat(), bytes: noUtf8, replaced: fc.boolean() })
    fc.assert(
      fc.property(fc.array(bytes, { minLength: 1, maxLength: 4 }), changes => {
        try {
          readSoundly(name, withBytes(body, changes), request)
        } catch (error) {
          if (!/answer (is|doesn't)|HTML came/.test((error as Error).message)) throw error
        }
      }),
      { numRuns: 100 },
    )
    t.pass()
  })

  t.test(`${name}: any page is read or refused with a reason`, async t => {
    fc.assert(
      fc.property(change, fc.nat(), ({ way, by }, cut) => {
        readSoundly(name, spoiled(sound, way, by), request)
        try {
          readSoundly(name, soundText.slice(0, cut % soundText.length), request)
        } catch (error) {
          // Refused at the door, before anything is read.
          if (!/answer (is|doesn't)|HTML came/.test((error as Error).message)) throw error
        }
      }),
      { numRuns: 300 },
    )
    t.pass()
  })
}

t.test('and whatever is read fits into the database and is published', async t => {
  const hands = await byHand(t)
  for (const name of Object.keys(pages)) {
    const some = readings.filter(reading => reading.name === name)
    t.equal(some.length, 40)
    const answers = some.map(({ reading }, i) => {
      const races = reading.races.map(race => ({ ...race, id: `${i}-${race.id}` }))
      return [`${name}-${i}`, { races, rejects: reading.rejects }] as const
    })
    await hands.register(name)
    await hands.rows('update ingest.sources set max_rejected = 1 where name = $1', [name])
    t.match(await hands.run(Object.fromEntries(answers), name), { status: 'published', failed: 0 }, name)
  }
})

t.test('all of it within a minute', async t => {
  // Of this process's own time: what else the machine does meanwhile is not the parsers'.
  const { user, system } = process.cpuUsage()
  t.ok(user + system < 60e6, `${Math.round((user + system) / 1e6)} s`)
})
