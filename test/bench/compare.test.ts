import t from 'tap'
import { best, compare, isBad } from '../../bench/compare.ts'

t.test('ratios are the same within some percent, and whatever is not told any more is bad', async t => {
  const before = { same: 1, faster: 1, slower: 1, gone: 1, broken: 1 }
  // As they come from another process.
  const now = JSON.parse(
    JSON.stringify({ same: 1.29, faster: 0.7, slower: 1.31, broken: Number.NaN, added: 3 }),
  )
  const compared = compare(before, now, 30)
  t.match(Object.fromEntries(compared.map(({ what, verdict }) => [what, verdict])), {
    same: 'same',
    faster: 'better',
    slower: 'worse',
    gone: 'missing',
    broken: 'missing',
    added: 'new',
  })
  t.same(
    compared.filter(isBad).map(({ what }) => what),
    ['slower', 'gone', 'broken'],
  )
})

t.test('of two runs the better of each', async t => {
  t.same(best({ a: 1, b: 3, c: 5, e: Number.NaN }, { a: 2, b: 2, d: 4, e: 6 }), {
    a: 1,
    b: 2,
    c: 5,
    d: 4,
    e: 6,
  })
})
