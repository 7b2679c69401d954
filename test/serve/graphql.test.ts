import t from 'tap'
import { freshDatabase, until } from '../fixtures/database.ts'
import { Hands, race, races } from '../fixtures/hands.ts'
import { startStatus } from '../fixtures/status-server.ts'

t.test('the status as GraphQL', async t => {
  const database = await freshDatabase(t)
  const hands = new Hands(database)
  await hands.register('toy')
  await hands.limit('max_rejected', 1)
  for (const name of ['1', '2', '3'])
    await hands.run({
      a: { races: [race(name)], rejects: [{ id: 'x', reason: 'odd', raw: { a: 1 } }] },
      b: { error: 'HTTP 500' },
    })
  const status = await startStatus(t, { database })
  const { ask } = status

  t.test('from source to run to request to attempt', async t => {
    const { data, errors } = await ask(`{
      source(name: "toy") {
        title limits { maxDrop } size { versions }
        runs(orderBy: ID_DESC, first: 1) { nodes {
          number status
          requestList(condition: { state: "failed" }) { nodes {
            page reason attempts { nodes { task outcome error } }
          } }
          rejectList { nodes { reason raw } }
        } }
      }
    }`)
    t.equal(errors, undefined)
    t.match(data.source, {
      title: 'toy',
      limits: { maxDrop: '0.3' },
      runs: {
        nodes: [
          {
            number: 3,
            status: 'partial',
            requestList: {
              nodes: [
                {
                  page: 'b',
                  reason: 'HTTP 500',
                  attempts: { nodes: [{ task: 'download', outcome: 'failed' }] },
                },
              ],
            },
            rejectList: { nodes: [{ reason: 'odd', raw: { a: 1 } }] },
          },
        ],
      },
    })
  })

  t.test('lists are filtered, ordered, and turned page by page', async t => {
    const page = 'nodes { number } pageInfo { hasNextPage endCursor } totalCount'
    const first = (await ask(`{ runs(orderBy: ID_DESC, first: 2) { ${page} } }`)).data.runs
    t.match(first, { nodes: [{ number: 3 }, { number: 2 }], pageInfo: { hasNextPage: true }, totalCount: 3 })
    const next = await ask(
      `query ($after: Cursor) { runs(orderBy: ID_DESC, first: 2, after: $after) { ${page} } }`,
      {},
      { after: first.pageInfo.endCursor },
    )
    t.match(next.data.runs, { nodes: [{ number: 1 }], pageInfo: { hasNextPage: false } })
    const filtered = await ask(`{
      runs(filter: { number: { greaterThan: 1 }, status: { in: ["partial"] } }, orderBy: NUMBER_ASC) { nodes { number } } }`)
    t.same(filtered.data.runs.nodes, [{ number: 2 }, { number: 3 }])
    const before = await ask(`{ runs(last: 1) { nodes { number } } }`)
    t.same(before.data.runs.nodes, [{ number: 3 }])
  })

  t.test('history and lineage of an event', async t => {
    const { data, errors } = await ask(`{
      eventHistory(event: 1) { nodes { change facts run } } lineage(event: "1") { nodes { field value url } }
      runChanges(run: 1) { nodes { event change name } }
    }`)
    t.equal(errors, undefined)
    t.match(data.eventHistory.nodes, [{ change: 'added', run: '1' }])
    t.ok(data.lineage.nodes.length > 5)
    t.match(data.runChanges.nodes, [{ event: '1', change: 'added', name: 'Race 1' }])
  })

  t.test('a page is of 50 rows unless said otherwise, and of 500 at most', async t => {
    await database.pool.query(`
      insert into ingest.runs (source, number, trigger, parser_version, status, finished_at)
      select 'toy', n, 'sql', 'v1', 'failed', now() from generate_series(4, 700) n`)
    const sizes = async (args: string) => {
      const { data, errors } = await ask(`{ runs${args} { nodes { id } } }`)
      return errors?.[0]?.message ?? data.runs.nodes.length
    }
    t.equal(await sizes(''), 50)
    t.equal(await sizes('(first: 500)'), 500)
    t.equal(await sizes('(last: 500)'), 500)
    t.equal(await sizes('(first: null)'), 50)
    for (const args of ['(first: 501)', '(last: 501)', '(first: -1)', '(first: 2147483647)'])
      t.match(await sizes(args), /^A page holds 0 to 500 rows/, args)
    const variable = await ask('query ($n: Int) { runs(first: $n) { nodes { id } } }', {}, { n: 501 })
    t.match(variable.errors, [{ message: /^A page holds 0 to 500 rows/ }])
    const inner = await ask('{ sources(first: 1) { nodes { runs { nodes { id } } } } }')
    t.equal(inner.data.sources.nodes[0].runs.nodes.length, 50)
    const ofFunction = await ask('{ runChanges(run: 1, first: 501) { nodes { event } } }')
    t.match(ofFunction.errors, [{ message: /^A page holds/ }])
    await hands.limit('max_changed', 1)
    await hands.rows(`delete from ingest.runs where status = 'failed'`)
    const { id } = await hands.run({ a: { races: races(60, {}, 100) } })
    const changes = await ask(`{ runChanges(run: ${id}) { nodes { event } totalCount } }`)
    t.match(changes.data.runChanges, { totalCount: 60 })
    t.equal(changes.data.runChanges.nodes.length, 50)
    const kinds = await ask(`{ changeKinds(run: ${id}) { nodes { change events examples } } }`)
    t.match(kinds.data.changeKinds.nodes, [{ change: 'added', events: '60', examples: { length: 3 } }])
  })

  t.test('what is too deep or could give too many rows is not begun, however it is written', async t => {
    const refused: [string, string, object?][] = [
      ['dear', '{ runs(first: 500) { nodes { attempts(first: 50) { nodes { id } } } } }'],
      [
        'dear by its variables',
        'query ($n: Int) { runs(first: $n) { nodes { attempts { nodes { id } } } } }',
        { n: 400 },
      ],
      [
        'dear by a default',
        'query ($n: Int = 400) { runs(first: $n) { nodes { attempts { nodes { id } } } } }',
      ],
      [
        'dear by what is not said',
        '{ runs { nodes { requestList { nodes { attempts { nodes { id } } } } } } }',
      ],
      ['dear from the end', '{ runs(last: 400) { edges { node { attempts { nodes { id } } } } } }'],
      [
        'dear by a fragment',
        `{ runs { nodes { ...f } } } fragment f on Run { requestList { nodes { attempts { nodes { id } } } } }`,
      ],
      [
        'dear by many names',
        `{ ${Array.from({ length: 30 }, (_, i) => `a${i}: runs(first: 400) { nodes { id } }`).join(' ')} }`,
      ],
      ['deep', `{ ${'query { '.repeat(20)} runs { totalCount } ${'} '.repeat(20)} }`],
      [
        'deep by fragments',
        `{ ...f0 } ${Array.from({ length: 13 }, (_, i) => `fragment f${i} on Query { query { ...f${i + 1} } }`).join(' ')} fragment f13 on Query { runs { totalCount } }`,
      ],
      [
        'twice as much at each of 30 fragments',
        `{ ...f0 } ${Array.from({ length: 30 }, (_, i) => `fragment f${i} on Query { ...f${i + 1} x${i}: __typename ...f${i + 1} }`).join(' ')} fragment f30 on Query { runs { nodes { id } } }`,
      ],
    ]
    for (const [what, query, variables] of refused) {
      const before = performance.now()
      const { status: code, data, errors } = await ask(query, {}, variables)
      t.match(errors, [{ message: /at most (10000|12) are answered/ }], what)
      t.equal(code, 400, what)
      t.notOk(data, what)
      t.ok(performance.now() - before < 2_000, what)
    }
    const fair =
      '{ runs(first: 50) { nodes { requestList(first: 50) { nodes { id } } attempts { nodes { id } } } } }'
    t.equal((await ask(fair)).errors, undefined)
  })

  t.test('Ruru may read the schema, but not in circles', async t => {
    const nested = (n: number): string => (n === 0 ? 'name' : `name fields { type { ${nested(n - 1)} } }`)
    t.equal(
      (await ask('{ __schema { types { name fields { name type { name ofType { name } } } } } }')).errors,
      undefined,
    )
    t.match(await ask(`{ __schema { types { ${nested(4)} } } }`), { status: 400 })
  })

  t.test('one operation a request, by POST, and none larger than 100 kB', async t => {
    const headers = { 'content-type': 'application/json' }
    const batch = JSON.stringify([{ query: '{ runs { totalCount } }' }, { query: '{ runs { totalCount } }' }])
    t.match(await status.send('/graphql', { method: 'POST', headers, body: batch }), { status: 400 })
    t.match(await status.send('/graphql?query={runs{totalCount}}'), { status: 405 })
    t.match(await ask(`{ runs { totalCount } } # ${'x'.repeat(100_000)}`), { status: 413 })
    const chunked = { 'transfer-encoding': 'chunked' }
    t.match(await ask(`{ runs { totalCount } } # ${'x'.repeat(100_000)}`, chunked), { status: 413 })
  })

  t.test('of an error only what was meant for whoever asked gets out', async t => {
    const message = async (query: string) => (await ask(query)).errors?.[0]?.message
    t.equal(
      await message('mutation { approveRun(input: { run: 1 }) { clientMutationId } }'),
      'Run 1 is not held: there is nothing to approve.',
    )
    t.match(
      await message(
        'mutation { setLimit(input: { source: "toy", name: "max_drop", value: "2" }) { clientMutationId } }',
      ),
      /^A limit is a share between 0 and 1/,
    )
    t.match(await message('{ run(id: "x") { id } }'), /^A whole number is wanted/)
    await database.pool.query(`
      create or replace function ingest.full_reason() returns text language plpgsql as $$
      begin raise exception 'the inner secret'; end $$`)
    const { errors, text } = await ask('{ storage { nodes { reason } } }')
    t.match(errors, [
      { message: /^Something went wrong here: it is in the server's log as [-0-9a-f]{36}\.$/ },
    ])
    t.notMatch(text, /secret|ingest|stack|at \w/)
    t.match(status.said.stderr, 'the inner secret')
    const id = /as ([-0-9a-f]{36})/.exec(errors?.[0]?.message ?? '')?.[1] ?? 'none'
    t.ok(status.said.stderr.includes(id))
    t.notMatch(status.said.stderr, /postgres(ql)?:\/\//)
  })

  t.test('of more than 50 requests at once the rest are told to come again', async t => {
    const key = 7_777
    await database.pool.query(`
      create or replace function ingest.full_reason() returns text language sql volatile as $$
        select pg_advisory_xact_lock_shared(${key})::text $$`)
    const holder = await database.pool.connect()
    await holder.query(`select pg_advisory_lock(${key})`)
    const asked = Array.from({ length: 55 }, () => ask('{ storage { nodes { reason } } }'))
    let refused = 0
    for (const answer of asked)
      answer.then(({ status: code }) => {
        if (code === 503) refused++
      })
    await until('five are refused', async () => refused === 5)
    await holder.query(`select pg_advisory_unlock(${key})`)
    holder.release()
    const answers = await Promise.all(asked)
    t.equal(answers.filter(({ status: code, errors }) => code === 200 && !errors).length, 50)
    t.match(
      answers.find(({ status: code }) => code === 503),
      { headers: { 'retry-after': '1' }, errors: [{ message: /^Too many requests at once/ }] },
    )
  })

  t.test('a query is broken off after 5 s, and others are answered meanwhile', async t => {
    await database.pool.query(`
      create or replace function ingest.full_reason() returns text language sql as $$ select pg_sleep(60)::text $$`)
    const before = performance.now()
    const slow = ask('{ storage { nodes { reason } } }')
    t.match(await ask('{ runs(first: 1) { nodes { id } } }'), { status: 200 })
    t.ok(performance.now() - before < 4_000)
    t.match((await slow).errors, [
      { message: 'This took too long and was broken off. Ask for less at once.' },
    ])
    t.ok(performance.now() - before < 15_000)
  })
})
