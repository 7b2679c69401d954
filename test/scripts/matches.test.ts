import t from 'tap'
import { command, type Ended } from '../fixtures/cli.ts'
import { until } from '../fixtures/database.ts'
import { duv, events, site, two } from '../fixtures/matching.ts'
import { basic, startStatus } from '../fixtures/status-server.ts'

const mistake = (stderr: RegExp) => ({ code: 2, stdout: '', stderr })

t.test('what may be one race is reviewed from the command line and by GraphQL', async t => {
  const hands = await two(t)
  const run = (...args: string[]): Promise<Ended> => command(args, { DATABASE_URL: hands.database.url })
  t.match(await run('matches'), { code: 0, stdout: 'Nothing waits to be told same or apart.\n' })
  await hands.run({ a: { races: [duv()] } }, 'duv')
  await hands.run({ a: { races: [site({ startDate: '2099-06-03' })] } }, 'site')
  const [d, s] = (await events(hands, 'duv d1', 'site s1')) as number[]
  const asked = await run('matches', 'site')
  t.match(asked, { code: 0, stdout: /Bear Lake 50 km .*7th Bear Lake Ultra.*day: some days apart \(-5\.5\)/ })
  t.match(await run('matches', 'atlantis'), mistake(/Unknown source "atlantis"/))
  t.match(await run('merge', String(d), '999'), mistake(/There is no event 999/))
  t.match(await run('merge', String(d)), mistake(/two or more/))
  t.match(await run('merge', String(s), String(d)), {
    code: 0,
    stdout: /are one, by run 3: `ultrasearch undo 3`/,
  })
  t.match(await run('matches'), { stdout: /^Nothing waits/ })
  const records = JSON.parse((await run('records', String(s), '--json')).stdout).records
  t.match(
    records,
    [
      { source: 'duv', method: 'group' },
      { source: 'site', method: 'operator' },
    ],
    'by the id it had',
  )
  t.match(await run('split', String(d), String(records[1].record)), { code: 0, stdout: /is split, by run 4/ })
  t.match(await run('undo', '4'), { code: 0 })
  t.match(await run('undo', '3'), { code: 0 })

  const environment = { STATUS_AUTH: 'operator:ops:very-secret,viewer:guest:only-looks' }
  const status = await startStatus(t, { database: hands.database, environment })
  await until('it is ready', async () => (await status.send('/readyz')).status === 200)
  const [ops, guest] = [basic('ops', 'very-secret'), basic('guest', 'only-looks')]
  const list = '{ possibleMatches { nodes { eventA eventB why openBecause } } }'
  t.match((await status.ask(list, guest)).data, {
    possibleMatches: { nodes: [{ eventA: String(d), eventB: String(s), why: /^name: / }] },
  })
  const apart = `mutation { keepApart(input: { a: ${d}, b: ${s} }) { result } }`
  t.match((await status.ask(apart, guest)).errors, { length: 1 }, 'who may only look')
  t.match((await status.ask(list, guest)).data.possibleMatches.nodes, { length: 1 })
  t.match(await status.ask(apart, ops), { errors: undefined, data: { keepApart: { result: String } } })
  t.same((await status.ask(list, guest)).data.possibleMatches.nodes, [])
  t.match(
    await status.ask(`mutation { mergeEvents(input: { events: [${d}, ${s}] }) { result } }`, ops),
    { errors: undefined },
    'the later word holds',
  )
  t.same(await events(hands, 'duv d1', 'site s1'), [d, d])
  t.match(
    (
      await status.ask(
        `{ eventRecords(filter: { event: { equalTo: ${d} } }) { nodes { sourceName } } }`,
        guest,
      )
    ).data,
    {
      eventRecords: { nodes: [{ sourceName: 'duv' }, { sourceName: 'site' }] },
    },
  )
  t.match(await hands.rows(`select act, who from status.audit order by id desc limit 2`), [
    { act: 'merge_events', who: 'ops' },
    { act: 'keep_apart', who: 'ops' },
  ])

  t.match(await run('alias', 'USA', 'Bärensee 50', 'Bear Lake 50'), {
    code: 0,
    stdout: /"Bärensee 50" is "Bear Lake 50" in USA/,
  })
  const row = { country: 'USA', name: 'barensee 50', meant: 'bear lake 50' }
  const named = `select country, name, meant from search.other_names where name like 'barensee%'`
  t.same(await hands.rows(named), [row])
  t.match(await run('alias', 'US', 'Bärensee 50', 'Bear Lake 50'), { code: 2, stderr: /three letters/ })
  t.match(await run('alias', 'USA', 'Bärensee 50', '--json'), { code: 0, stdout: /"call_otherwise"/ })
  t.same(await hands.rows(named), [])
})
