import t from 'tap'
import { calledOff } from '../../parsing/called-off.ts'

t.test('what organisers write into the name of a race that does not take place', async t => {
  const names: [string, string, string][] = [
    ['CANCELLED: Lake 50K', 'cancelled', 'Lake 50K'],
    ['Canceled - Tunnel Hill', 'cancelled', 'Tunnel Hill'],
    ['CANCELED Iowa 50K', 'cancelled', 'Iowa 50K'],
    ['Lake 50K – ABGESAGT', 'cancelled', 'Lake 50K'],
    ['Lake 50K (abgesagt für 2027)', 'cancelled', 'Lake 50K'],
    ['Lake 50K CANCELLED!', 'cancelled', 'Lake 50K'],
    ['[Cancelled] Lake 50K', 'cancelled', 'Lake 50K'],
    ['***CANCELLED*** Lake 50K', 'cancelled', 'Lake 50K'],
    ['ANNULÉ : Trail du Lac', 'cancelled', 'Trail du Lac'],
    ['Trail du Lac (annulée)', 'cancelled', 'Trail du Lac'],
    ['Ultra del Lago - SUSPENDIDA', 'cancelled', 'Ultra del Lago'],
    ['Giro del Lago – annullata', 'cancelled', 'Giro del Lago'],
    ['Lake 50K &#8211; Cancelled 2027', 'cancelled', 'Lake 50K'],
    ['POSTPONED – Lake 50K', 'postponed', 'Lake 50K'],
    ['Seelauf 50 km (verschoben)', 'postponed', 'Seelauf 50 km'],
    ['Trail du Lac - reporté', 'postponed', 'Trail du Lac'],
    ['Foo 50K | CANCELLED', 'cancelled', 'Foo 50K'],
    ['CANCELLED | Foo 50K', 'cancelled', 'Foo 50K'],
    ['Foo 50K - CANCELLED DUE TO COVID', 'cancelled', 'Foo 50K'],
    ['Foo 50K (CANCELLED due to fire)', 'cancelled', 'Foo 50K'],
    ['Foo 50K (cancelled - see you in 2028)', 'cancelled', 'Foo 50K'],
    ['Foo 50K - Postponed to October', 'postponed', 'Foo 50K'],
    ['Foo 50K (postponed to 10/10/2027)', 'postponed', 'Foo 50K'],
    ['Foo 50K - postponed to October 10, 2027', 'postponed', 'Foo 50K'],
    ['EVENT CANCELLED - Foo', 'cancelled', 'Foo'],
    ['RACE CANCELLED: Foo', 'cancelled', 'Foo'],
    ['Foo (Race Cancelled)', 'cancelled', 'Foo'],
    ['Ultra Trail du Grand Est (ANNULÉ)', 'cancelled', 'Ultra Trail du Grand Est'],
    ['Marathon du Grand Est - annulé', 'cancelled', 'Marathon du Grand Est'],
    ['CANCELLED: Trail Grand Est', 'cancelled', 'Trail Grand Est'],
    ['Foo (2027 CANCELLED)', 'cancelled', 'Foo'],
    ['Foo 50K (cancelled) Leadville', 'cancelled', 'Foo 50K Leadville'],
    ['Foo 50K-CANCELLED', 'cancelled', 'Foo 50K'],
    ['CANCELLED-FOO 50K', 'cancelled', 'FOO 50K'],
    ['INSTÄLLT Foo', 'cancelled', 'Foo'],
    ['Foo (entfällt)', 'cancelled', 'Foo'],
    ['Foo（中止）', 'cancelled', 'Foo'],
    ['CANCELLED DUE TO SNOW: Foo 50K', 'cancelled', 'Foo 50K'],
    ['FOO 50K HAS BEEN CANCELLED', 'cancelled', 'FOO 50K'],
    ['Foo CANCELLED / ABGESAGT', 'cancelled', 'Foo'],
  ]
  for (const [typed, status, name] of names) t.same(calledOff(typed, '2027'), { status, name }, typed)
})

t.test('a name that only sounds like it is a name', async t => {
  for (const name of [
    'Cancelled Stamp 50K',
    'Lake 50K (cancelled 2026)',
    'The Postponed Party 12 h',
    'Lake 50K',
    'Cancelled',
    '(cancelled)',
    'Uncancelled: the 50K',
    'FOO 50K NOT CANCELLED',
    'FOO 50 KM NICHT ABGESAGT',
    'Lake 50K (not cancelled)',
    'FOO 50K HAS NOT BEEN CANCELLED',
    'Foo 50K (postponed from April 2027)',
    'Foo (Postponed from 3/14/27)',
    'Trail Vertical (reporté du 3 mai)',
    'Foo (verschoben vom 3. Mai)',
    'Foo Ultra (cancelled last year)',
    'Lake 50K (2026 cancelled)',
    'Lake 50K (cancelled, see you in 2027)',
    'Lake 50K - postponed to 2027',
    'Course-Annulée-sur-Mer 50 km',
    `CANCELLED: ${'x'.repeat(400)}`,
  ])
    t.equal(calledOff(name, '2027'), null, name)
})

t.test('a hostile name costs nothing', async t => {
  const began = performance.now()
  for (const name of ['('.repeat(290), `${'* '.repeat(140)}cancelled`, `cancelled ${'- '.repeat(140)}`])
    calledOff(name, '2027')
  t.ok(performance.now() - began < 200)
})
