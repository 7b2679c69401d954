import { sign } from 'hono/jwt'
import t from 'tap'
import { command } from '../fixtures/cli.ts'
import { freshDatabase, until } from '../fixtures/database.ts'
import { basic, startStatus } from '../fixtures/status-server.ts'

const secret = 'a secret of thirty-two characters'
const look = '{ runs { totalCount } }'
const act = 'mutation { fetchSource(input: { source: "nobody" }) { result } }'
const seconds = (): number => Math.floor(Date.now() / 1000)
const later = (): number => seconds() + 600

/** A token as Supabase signs it. */
const token = async (claims: object, key = secret, alg: 'HS256' | 'HS384' = 'HS256') => ({
  authorization: `Bearer ${await sign(claims as never, key, alg)}`,
})
/** A token that says it needs no signature, or one whose algorithm was changed after it was signed. */
const forged = async (alg: string) => {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')
  const claims = { role: 'ultrasearch_operator', exp: later() }
  return { authorization: `Bearer ${encode({ alg, typ: 'JWT' })}.${encode(claims)}.` }
}

t.test('with credentials', async t => {
  const status = await startStatus(t, {
    environment: {
      STATUS_AUTH: 'operator:ops:s:3cret,viewer:guest:viewing,carol:both',
      SUPABASE_JWT_SECRET: secret,
      LOG_LEVEL: 'info',
    },
    args: ['--host', '0.0.0.0'],
  })

  t.test('nobody sees anything without them, and health is all that is open', async t => {
    const refused: [string, object][] = [
      ['nobody', {}],
      ['a wrong password', basic('ops', 'secret')],
      ["another's password", basic('ops', 'viewing')],
      ['an unknown name', basic('mallory', 's:3cret')],
      ['an empty one', basic('', '')],
      ['another scheme', { authorization: 'Digest ops' }],
      ['an expired token', await token({ role: 'ultrasearch_operator', exp: seconds() - 1 })],
      ['a token without an end', await token({ role: 'ultrasearch_operator' })],
      ["a reader's token", await token({ role: 'authenticated', exp: later() })],
      ["a service's token", await token({ role: 'service_role', exp: later() })],
      ['a token without a role', await token({ exp: later() })],
      ['a role of the language', await token({ role: 'constructor', exp: later() })],
      ['a token of the future', await token({ role: 'ultrasearch_viewer', exp: later(), nbf: later() })],
      [
        'another key',
        await token({ role: 'ultrasearch_operator', exp: later() }, 'another of thirty-two characters'),
      ],
      ['another algorithm', await token({ role: 'ultrasearch_operator', exp: later() }, secret, 'HS384')],
      ['no algorithm', await forged('none')],
      ['no algorithm, shouted', await forged('NONE')],
      ['no signature', await forged('HS256')],
      ['no token', { authorization: 'Bearer x' }],
    ]
    for (const [who, headers] of refused) {
      t.match(
        await status.ask(look, headers as never),
        { status: 401, data: null, headers: { 'www-authenticate': /^Basic/ } },
        who,
      )
      await t.rejects(status.subscribe('subscription { runProgress { run { id } } }', headers as never), who)
    }
    for (const path of ['/', '/graphql', '/ruru', '/ruru-static/ruru.js', '/nothing'])
      t.match(await status.send(path), { status: 401 }, path)
    t.match(await status.send('/healthz'), { status: 200 })
    t.match(await status.send('/readyz'), { status: 200 })
  })

  t.test('a viewer looks and does not act', async t => {
    for (const who of [
      basic('guest', 'viewing'),
      await token({ role: 'ultrasearch_viewer', exp: later() }),
    ]) {
      t.match(await status.ask(look, who), { status: 200, data: { runs: { totalCount: 0 } } })
      const { data, errors } = await status.ask(act, who)
      t.same(data, { fetchSource: null })
      t.match(errors, [{ message: 'Not allowed: only an operator may do that.' }])
    }
  })

  t.test('an operator acts, and what he did is written down with his name', async t => {
    const email = 'erin@example.org'
    for (const who of [
      basic('ops', 's:3cret'),
      basic('carol', 'both'),
      await token({ role: 'ultrasearch_operator', exp: later(), email }),
    ]) {
      t.match((await status.ask(act, who)).errors, [{ message: /^Unknown source "nobody"/ }])
      await status.database.pool.query(`
        insert into ingest.hosts (name, interval_ms) values ('a.example', 0) on conflict do nothing`)
      const { errors } = await status.ask(
        'mutation { pauseHost(input: { host: "a.example", why: "x" }) { clientMutationId } }',
        who,
      )
      t.equal(errors, undefined)
    }
    const { rows } = await status.database.pool.query('select who from status.audit order by id')
    t.same(rows, [{ who: 'ops' }, { who: 'carol' }, { who: email }])
  })

  t.test('a browser that is logged in is not used by the page of another site', async t => {
    const who = basic('ops', 's:3cret')
    const host = new URL(status.base).host
    for (const origin of ['https://evil.example', 'null', `http://${host.split(':')[0]}:1`, '']) {
      t.match(await status.ask(look, { ...who, origin }), { status: 403, data: null }, origin)
      await t.rejects(
        status.subscribe('subscription { runProgress { run { id } } }', { ...who, origin }),
        origin,
      )
    }
    t.match(await status.ask(look, { ...who, origin: `http://${host}` }), { status: 200 })
    t.match(await status.ask(look, { ...who, host: 'status.example', origin: 'https://status.example' }), {
      status: 200,
    })
  })

  t.test('a subscription ends with the token that it was begun with', async t => {
    const { closed, told } = await status.subscribe(
      'subscription { runProgress { run { id } } }',
      await token({ role: 'ultrasearch_viewer', exp: seconds() + 2 }),
    )
    t.equal(await closed, 4401)
    t.same(told, [])
  })

  t.test('the log says who asked for what, and holds nothing that opens a door', async t => {
    const shown = (await token({ role: 'ultrasearch_viewer', exp: later() })).authorization
    await status.send('/graphql?apikey=s3cret', { headers: { authorization: shown } })
    await until('it is logged', async () =>
      /"method":"GET","path":"\/graphql","status":405/.test(status.said.stderr),
    )
    t.match(
      status.said.stderr,
      /"method":"POST","path":"\/graphql","status":200,"ms":\d+,"who":"ops","address":"127/,
    )
    t.match(status.said.stderr, /"path":"\/graphql","status":401,"ms":\d+,"address"/)
    for (const text of ['s:3cret', 's3cret', 'viewing', shown, shown.slice(7, 40), secret, 'Basic', 'Bearer'])
      t.notOk(status.said.stderr.includes(text), text)
    t.equal(new URL(status.database.url).password === '', false)
    t.notOk(status.said.stderr.includes(new URL(status.database.url).password))
  })
})

t.test('any other address than loopback needs credentials, and they must make sense', async t => {
  const { url } = await freshDatabase(t)
  const serve = (args: string[], environment = {}) =>
    command(['serve', '--port', '0', ...args], { DATABASE_URL: url, ...environment })
  for (const host of ['0.0.0.0', '::', '192.0.2.1', 'example.org'])
    t.match(await serve(['--host', host]), { code: 2, stderr: /that needs credentials/ }, host)
  for (const auth of ['ops', 'operator:ops', 'admin:ops:x', 'ops:', ':x', 'operator::x', 'viewer:guest:'])
    t.match(
      await serve([], { STATUS_AUTH: auth }),
      {
        code: 2,
        stderr:
          'ultrasearch: STATUS_AUTH is wrong: must be role:user:password, with commas between; the role is viewer or operator.\n',
      },
      auth,
    )
  t.match(await serve([], { SUPABASE_JWT_SECRET: 'short' }), {
    code: 2,
    stderr: /SUPABASE_JWT_SECRET is wrong/,
  })
})
