import t from 'tap'
import { defaultContact, readSettings } from '../../lib/settings.ts'

t.test('everything has a default', async t => {
  t.match(readSettings({}), { DATA_DIR: '.data', CONCURRENCY: 10, sourceUrls: {} })
  t.notOk('DATABASE_URL' in readSettings({ DATABASE_URL: '' }), 'empty is as good as absent')
})

t.test('a wrong setting is named, and its value is not repeated', async t => {
  for (const [name, value] of [
    ['DATABASE_URL', 'mysql://root:secret@db/x'],
    ['CONCURRENCY', 'secret'],
    ['REQUEST_TIMEOUT_MS', '-1'],
    ['LOG_LEVEL', 'secret'],
    ['SOURCE_DUV', 'ftp://secret'],
    ['SOURCE_DUV', 'secret:80'],
    ['SOURCE_ATLANTIS', 'ftp://secret'],
    ['STATUS_AUTH', 'ops:x,secret'],
    ['STATUS_AUTH', 'boss:ops:secret'],
    ['SUPABASE_JWT_SECRET', 'secret'],
    ['STATUS_PORT', '65536'],
    ['PRIVATE_ADDRESSES', '10.0.0.0/8,secret'],
    ['PRIVATE_ADDRESSES', '10.0.0.0/33'],
    ['PRIVATE_ADDRESSES', 'fd00::/129'],
    ['PRIVATE_ADDRESSES', '10.0.0.0/'],
    ['SUPABASE_URL', 'secret:54321'],
    ['SUPABASE_URL', 'javascript:secret(1)'],
  ] as const) {
    t.throws(() => readSettings({ [name]: value }), { name: 'UsageError', message: new RegExp(name) })
    try {
      readSettings({ [name]: value })
    } catch (error) {
      t.notMatch(String(error), /secret/)
    }
  }
})

t.test('addresses of inner networks are taken, and what goes into a header fits there', async t => {
  const url = 'http://kong:8000'
  t.match(readSettings({ SUPABASE_URL: url, CONTACT: 'https://example.org/контакт' }), {
    SUPABASE_URL: url,
    CONTACT: 'https://example.org/%D0%BA%D0%BE%D0%BD%D1%82%D0%B0%D0%BA%D1%82',
  })
  t.equal(readSettings({ CONTACT: 'ops@example.org' }).CONTACT, 'ops@example.org')
  t.equal(readSettings({}).CONTACT, defaultContact)
})

t.test('a worker must beat several times before its silence counts', async t => {
  t.throws(() => readSettings({ BEAT_MS: '4000' }), {
    message: 'DEAD_AFTER_MS is wrong: must be at least three times BEAT_MS.',
  })
  t.match(readSettings({ BEAT_MS: '4000', DEAD_AFTER_MS: '12000' }), { BEAT_MS: 4_000 })
})

t.test('SOURCE_<NAME> overrides the base URL of a source, which ends in a slash', async t => {
  t.same(
    readSettings({ SOURCE_DUV: 'http://127.0.0.1:1/x', SOURCE_ULTRASIGNUP: 'https://example.org/' })
      .sourceUrls,
    {
      duv: 'http://127.0.0.1:1/x/',
      ultrasignup: 'https://example.org/',
    },
  )
})

t.test('what builders call SOURCE_… is no address of a source', async t => {
  const built = {
    SOURCE_COMMIT: 'd99c9a1',
    SOURCE_DATE_EPOCH: '1796000000',
    SOURCE_DIR: '/app',
    SOURCE_REF: 'a:b',
  }
  t.same(readSettings({ ...built, SOURCE_DUV: 'http://127.0.0.1:1/' }).sourceUrls, {
    duv: 'http://127.0.0.1:1/',
  })
})

t.test('PRIVATE_ADDRESSES are addresses and ranges, with commas between', async t => {
  t.same(readSettings({ PRIVATE_ADDRESSES: '10.0.0.0/8, fd00::1,::/0' }).PRIVATE_ADDRESSES, [
    '10.0.0.0/8',
    'fd00::1',
    '::/0',
  ])
  t.same(readSettings({}).PRIVATE_ADDRESSES, [])
})

t.test('STATUS_AUTH says who may look and who may act', async t => {
  t.same(readSettings({ STATUS_AUTH: 'operator:ops:a:b c,viewer:guest:x,carol:y' }).STATUS_AUTH, [
    { role: 'operator', user: 'ops', password: 'a:b c' },
    { role: 'viewer', user: 'guest', password: 'x' },
    { role: 'operator', user: 'carol', password: 'y' },
  ])
  t.same(readSettings({}).STATUS_AUTH, [])
})
