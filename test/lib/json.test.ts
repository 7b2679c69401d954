import pg from 'pg'
import t from 'tap'
import { jsonForPostgres } from '../../lib/json.ts'
import { testPostgres } from '../fixtures/database.ts'

t.test('Postgres takes whatever a broken page holds', async t => {
  const client = new pg.Client({ connectionString: testPostgres() })
  await client.connect()
  t.teardown(() => client.end())
  const texts = ['a\u0000b', '\ud800', 'x\udfffy', '\\u0000', '\\\\u0000', '😀', '"\n\t\\']
  for (const text of texts) {
    const { rows } = await client.query('select $1::jsonb as value', [jsonForPostgres({ text })])
    const expected = text
      .replaceAll('\u0000', '\ufffd')
      .replaceAll(/(?<![\ud800-\udbff])[\udc00-\udfff]|[\ud800-\udbff](?![\udc00-\udfff])/g, '\ufffd')
    t.same(rows[0].value, { text: expected }, JSON.stringify(text))
  }
})
