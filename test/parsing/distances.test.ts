import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { type Distance, distanceSchema, parseDistances } from '../../parsing/distances.ts'
import { noRealData, realFile } from '../fixtures/real-data.ts'

/** A fact as the labels write it: kind (where amount and unit don't tell it), amount and unit, and what else is said. */
function short(fact: Distance): string {
  const { kind, amount, unit, stages, teamSize, virtual, activity } = fact
  return [
    kind === 'distance' || kind === 'duration' ? '' : kind,
    amount === null ? '' : `${amount}${unit}`,
    stages ? `st${stages}` : '',
    teamSize ? `x${teamSize}` : '',
    virtual ? 'V' : '',
    activity === 'run' ? '' : activity,
  ]
    .filter(Boolean)
    .join(' ')
}

function hintsOf(column: string): Parameters<typeof parseDistances>[1] {
  const [name, value = true] = column.split('=')
  return { m: 'mile', ...(name && { [name]: value }) }
}

t.test('no wrong number in what was labelled by hand', async t => {
  const labels = readFileSync(path.join(import.meta.dirname, 'distances.tsv'), 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => line.split('\t'))
  t.ok(labels.length >= 300, `${labels.length} labels`)
  const wrong = labels.flatMap(([text = '', facts = '', hints = '']) => {
    const read = parseDistances(text, hintsOf(hints)).map(short).join(' | ')
    return read === facts ? [] : [{ text, hints, facts, read }]
  })
  t.same(wrong, [])
})

t.test('kilometres and hours', async t => {
  t.match(parseDistances('100 Miles, 6 Tage'), [
    { raw: '100 Miles', kind: 'distance', km: 160.93, hours: null, unit: 'mile', amount: 100 },
    { raw: '6 Tage', kind: 'duration', km: null, hours: 144, unit: 'day', amount: 6 },
  ])
  t.match(parseDistances('1/2 Marathon'), [
    { km: 21.1, unit: 'km', amount: 21.0975, activity: 'run', virtual: false },
  ])
  t.match(parseDistances('5000 meters'), [{ km: 5, unit: 'm', amount: 5000 }])
})

t.test('an m is what the source says it is', async t => {
  t.match(parseDistances('100 m', { m: 'mile' }), [{ unit: 'mile' }])
  t.match(parseDistances('100 m', { m: 'metre' }), [{ unit: 'm', km: 0.1 }])
  t.same(parseDistances('100 m'), [], 'and nothing where it says nothing')
  t.match(parseDistances('100 m', { country: 'USA' }), [{ unit: 'mile' }])
  t.same(parseDistances('100 m', { country: 'DEU' }), [])
})

t.test('real strings: at most 0.5 % with a number in them say nothing', { skip: noRealData }, async t => {
  const rows = realFile('distances/strings.tsv')
    .split('\n')
    .filter(Boolean)
    .map(line => ({ count: Number(line.split('\t')[0]), text: line.split('\t')[1] ?? '' }))
  const weight = (list: typeof rows) => list.reduce((sum, { count }) => sum + count, 0)
  const unread = rows.filter(
    ({ text }) => /[1-9]/.test(text) && parseDistances(text, { m: 'mile' }).length === 0,
  )
  t.ok(rows.length > 1000)
  t.ok(weight(unread) / weight(rows) < 0.005, `${weight(unread)} of ${weight(rows)}`)
})

/** Text that looks as if it said something. */
const alike = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'50 100 6 1/2 12,5 0 3.1 :30 K km mi m h hrs d / - _ + & , ; x Person Relay Marathon half'.split(
          ' ',
        ),
      ),
      fc.constantFrom(' ', ' ', '\n', 'stages', 'Backyard', 'Virtual', '½', '５０', '👟', '\u0301'),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    ),
  )
  .map(pieces => pieces.join(''))

t.test('whatever it is given: sound facts, each with its own part of the text', async t => {
  fc.assert(
    fc.property(
      alike,
      fc.constantFrom({}, { m: 'mile' } as const, { m: 'metre', truncated: true } as const),
      (text, hints) => {
        for (const fact of parseDistances(text, hints)) {
          distanceSchema.parse(fact)
          if (!text.includes(fact.raw)) throw new Error(`${JSON.stringify(fact.raw)} is nowhere in it`)
          if (fact.km !== null && fact.hours !== null) throw new Error('a length that is a duration')
        }
      },
    ),
    { numRuns: 2_000 },
  )
  t.pass()
})

t.test('the facts of a list are the facts of its items', async t => {
  const item = fc.constantFrom(
    '50K',
    '100 Miles',
    '6hrs',
    '1/2 Marathon',
    'Fun Run',
    '24h 4er-Staffel',
    '250km/6stages',
  )
  fc.assert(
    fc.property(fc.array(item), items => {
      const together = parseDistances(items.join(', ')).map(short)
      const alone = items.flatMap(text => parseDistances(text).map(short))
      if (together.join() !== alone.join()) throw new Error(`${together} is not ${alone}`)
    }),
  )
  t.pass()
})

t.test('time grows with the text, not with its square', async t => {
  // In turns, so that neither is read by code that is still being made fast; the least of all, for others use the machine.
  const ms = (texts: string[], least = texts.map(() => Number.POSITIVE_INFINITY)): number[] => {
    for (let round = 0; round < 25; round++)
      for (const [i, text] of texts.entries()) {
        const before = performance.now()
        parseDistances(text)
        least[i] = Math.min(least[i] as number, performance.now() - before)
      }
    return least
  }
  const grows = ([half = 0, whole = 0]: number[]) => whole >= half * 3 + 2
  for (const piece of [
    '1',
    '1,',
    '50 ',
    '50K ',
    '50-',
    '1/',
    'x',
    '1:',
    '(',
    'and ',
    '50K + ',
    'person ',
    '6-, ',
    'stunden',
    'ハーフ',
  ]) {
    const texts = [1000, 2000].map(length => piece.repeat(length / piece.length))
    let least = ms(texts)
    for (let again = 0; again < 8 && grows(least); again++) least = ms(texts, least)
    t.notOk(grows(least), `${JSON.stringify(piece)}: ${least[0]} ms, twice as long ${least[1]} ms`)
    t.ok((ms([piece.repeat(1e6)])[0] as number) < 50, 'and what is longer than any list costs no more')
  }
})

t.test('what is remembered is what was read, with these hints, and nobody else can change it', async t => {
  const text = '50 m, 100K'
  const first = parseDistances(text, { m: 'mile' })
  t.match(first, [{ unit: 'mile' }, { km: 100 }])
  const [one] = first
  if (one) one.raw = 'changed'
  t.match(parseDistances(text, { m: 'mile' }), [{ raw: '50 m' }, { km: 100 }])
  t.notMatch(parseDistances(text, { m: 'metre' }), [{ unit: 'mile' }])
  t.match(parseDistances(text, { m: 'mile', truncated: true }), [{ unit: 'mile' }])
  // More than are remembered.
  const wrong = Array.from({ length: 6_000 }, (_, i) => i + 1).filter(
    n => parseDistances(`${n} km`)[0]?.amount !== n,
  )
  t.same(wrong, [])
})
