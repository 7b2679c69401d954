import t from 'tap'
import { beside, halfDone } from '../fixtures/half-done.ts'
import { byHand } from '../fixtures/hands.ts'

const source = {
  ...{ name: 'new', title: 'New', home_page: 'x', licence: 'x', attribution: 'x', enabled: true },
  ...{ base_url: 'http://127.0.0.1/', interval_ms: 0, horizon_days: 365 },
}

t.test(
  'of two workers that bring a new source at the same moment each registers it, the later one last',
  async t => {
    const hands = await byHand(t)
    const register = 'select ingest.register_sources($1)'
    const first = await halfDone(t, hands, register, [JSON.stringify([source])])
    await beside(hands, first, hands.rows(register, [JSON.stringify([{ ...source, title: 'Newer' }])]))
    t.match(await hands.rows(`select title from ingest.sources where name = 'new'`), [{ title: 'Newer' }])
  },
)

t.test(
  'of two workers with different crontabs that start at the same moment the later one has its own',
  async t => {
    const hands = await byHand(t)
    const register = 'select ingest.register_crontab($1)'
    const lines = (...names: string[]) =>
      JSON.stringify(names.map(line => ({ line, schedule: '* * * * *', task: 'sweep', period_s: 60 })))
    const first = await halfDone(t, hands, register, [lines('a', 'b')])
    await beside(hands, first, hands.rows(register, [lines('b', 'c')]))
    t.match(await hands.rows('select line from ingest.crontab order by line'), [{ line: 'b' }, { line: 'c' }])
  },
)
