import t from 'tap'
import { englishDay, germanDay, isoDay, optional, usDay } from '../../parsing/dates.ts'

const unreadable = { name: 'Unreadable' }

t.test('each spelling reads its own days', async t => {
  t.equal(isoDay('2026-05-01'), '2026-05-01')
  t.equal(isoDay(' 2026-05-01T23:59:59-11:00 '), '2026-05-01', 'the day is the day in the place, in no zone')
  t.equal(isoDay('2026-05-01 00:00:00'), '2026-05-01')
  t.equal(usDay('5/1/2026'), '2026-05-01')
  t.equal(usDay('05\\/01\\/2026 07:00'), '2026-05-01')
  t.equal(germanDay('01.05.2026'), '2026-05-01')
  for (const text of ['1st May 2026', '1 May 2026', 'May 1, 2026', 'may 1st, 2026', '01 MAY 2026'])
    t.equal(englishDay(text), '2026-05-01', text)
  t.equal(isoDay('2028-02-29'), '2028-02-29')
})

t.test('what is no day, or written like another source writes days, is refused with the text', async t => {
  for (const text of ['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '0000-00-00'])
    t.throws(() => isoDay(text), { ...unreadable, message: /is no day of the calendar/ }, text)
  t.throws(() => isoDay('1026-01-01'), { message: /is in no year of ours/ })
  for (const text of ['', '5/1/2026', '2026-5-1', 'soon', '2026', `2026-05-01${'9'.repeat(200)}`])
    t.throws(() => isoDay(text), { ...unreadable, message: /is not written like a day \(2026-05-01\)/ }, text)
  t.throws(() => usDay('31/12/2026'), unreadable, 'the day first is not guessed')
  t.throws(() => usDay('2026-05-01'), unreadable)
  t.throws(() => germanDay('5/1/2026'), unreadable)
  t.throws(() => englishDay('32nd May 2026'), unreadable)
  t.throws(() => englishDay('1st Mai 2026'), unreadable)
})

t.test('no day at all is null', async t => {
  for (const text of [null, undefined, '', '  ', '0000-00-00', '0000-00-00 00:00:00'])
    t.equal(optional(isoDay, text), null)
  t.equal(optional(germanDay, '00.00.0000'), null)
  t.equal(optional(isoDay, '2026-05-01'), '2026-05-01')
  t.throws(() => optional(isoDay, 'soon'), unreadable)
})
