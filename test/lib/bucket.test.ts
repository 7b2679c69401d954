import { readdirSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { openBucket } from '../../lib/bucket.ts'

t.test('a file that does not get its place in a folder leaves no half of it', async t => {
  const data = t.testdir({ file: 'x', files: { taken: { by: 'a folder' } } })
  process.env.DATA_DIR = data
  const bucket = await openBucket('files', true)
  await t.rejects(bucket.put('taken', path.join(data, 'file'), 'text/plain'), { code: 'EISDIR' })
  t.same(readdirSync(path.join(data, 'files')), ['taken'])
})
