import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { makeSchema } from 'postgraphile'
import { lexicographicSortSchema, printSchema } from 'postgraphile/graphql'
import t from 'tap'
import { connect } from '../../lib/database.ts'
import { preset } from '../../lib/serve/preset.ts'
import { freshDatabase } from '../fixtures/database.ts'

const file = path.join(import.meta.dirname, 'schema.graphql')
const renew = 'RENEW_SCHEMA=1 npm test -- test/serve/schema.test.ts'

t.test(`the GraphQL schema is the one in test/serve/schema.graphql (renewed by: ${renew})`, async t => {
  const { url } = await freshDatabase(t)
  const pool = connect(url, 2, () => {}, { role: 'ultrasearch_operator' })
  t.teardown(() => pool.end())
  const { schema } = await makeSchema(preset(pool, new WeakMap()))
  const printed = `# Printed, not written: ${renew}\n\n${printSchema(lexicographicSortSchema(schema))}\n`
  if (process.env.RENEW_SCHEMA) writeFileSync(file, printed)
  t.equal(printed, readFileSync(file, 'utf8'), `The schema has changed. If it was meant to: ${renew}`)

  for (const type of Object.values(schema.getTypeMap())) {
    t.notMatch(type.name, /^[a-z]|_[a-z]/, 'a type is named as one')
  }
  const { Query: query, Mutation: mutation } = schema.getTypeMap()
  t.ok(query?.description && mutation?.description)
})
