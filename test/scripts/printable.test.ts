import t from 'tap'
import { forPeople, type Missed } from '../../scripts/cron-text.ts'
import { crontabLines } from '../../scripts/crontab.ts'
import type { Run } from '../../scripts/follow.ts'
import { report } from '../../scripts/replay-report.ts'
import { reasons } from '../../scripts/report.ts'
import { json } from '../../sources/page.ts'
import { command } from '../fixtures/cli.ts'
import { serve } from '../fixtures/server.ts'

/** What names a terminal's window, colours it (in two ways), and turns a line around. */
const evil = 'a\u001b]0;owned\u0007b\u001b[31mc\u009b1md\u202ee'
const commands = /[^\P{Cc}\n]|\p{Cf}/u

t.test('nothing that a source says gets to a terminal as a command', async t => {
  t.match(evil, commands)
  const harmless = (said: string, what: string) => {
    t.match(said, /a \]0;owned b \[31mc 1md e/, what)
    t.notMatch(said, commands, what)
  }
  harmless(reasons([{ source: 'toy', status: 'held', reason: evil } as Run]).join('\n'), 'a fetch')

  const [line] = crontabLines('0 * * * * fetch ?id=a {"source":"toy"}')
  const now = new Date()
  const missed = { first_tick: now, last_tick: now, ticks: 1, state: 'missed', reason: evil } as Missed
  const last = { known_since: now, queued_at: now, last_at: now, run: 1, trigger: 'cron', result: 'failed' }
  const explained = [{ ...line, next: [], last: { ...last, reason: evil }, missed: [missed] }]
  const said = forPeople(explained as unknown as Parameters<typeof forPeople>[0], [], [`a: ${evil}`])
  harmless(said, 'the crontab')
  t.equal(said.split('owned').length, 4)

  const change = { run: 1, change: 'changed', source_event_id: evil, name: evil, start_date: '2099-06-01' }
  const replayed = report({
    source: 'toy',
    told: [{ parent_run: 1, reason: evil, observed_at: now } as Parameters<typeof report>[0]['told'][0]],
    changes: [{ ...change, change: 'changed', changes: { name: [evil, '\u009b'] }, reason: null }],
    unreadable: [{ key: evil, reason: evil }],
    ...{ dryRun: false, isRefused: false, examples: 9, json: false },
  })
  harmless(replayed, 'a replay')
})

t.test('nor does what a page of it holds when it is tried', async t => {
  const race = { s: 'x', date: '2099-06-01', city: 'Leadville', state: 'CO', d: ['50K'] }
  const page = {
    races: [
      { ...race, name: `Race ${evil}` },
      { ...race, s: evil, name: '', d: [evil] },
    ],
  }
  const SOURCE_RUNRACEUSA = await serve(t, (_, response) => response.end(JSON.stringify(page)))
  const { code, stdout } = await command(['try', 'runraceusa'], { SOURCE_RUNRACEUSA })
  t.equal(code, 0)
  t.match(stdout, /Race a \]0;owned b .*\n\nrejected /s)
  t.notMatch(stdout, commands)
})

t.test('what is no JSON is quoted without commands, wherever that is printed', async t => {
  t.throws(() => json('[\u001b\u0007a\u202e\u001b[31m'), {
    name: 'Unreadable',
    message: /^This is no JSON: .*"\[ a \[31m"/,
  })
})
