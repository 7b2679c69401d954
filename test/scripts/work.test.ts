import { readFileSync } from 'node:fs'
import { parseCrontab } from 'graphile-worker'
import t from 'tap'
import { loadTasks, readCrontab } from '../../scripts/work.ts'

t.test('every line of the crontab names a task that exists and a source that is known', async t => {
  await t.resolves(readCrontab())
  await t.rejects(readCrontab('* * * * * fly ?id=a'), {
    name: 'UsageError',
    message: 'crontab line a: there is no task fly.',
  })
  await t.rejects(readCrontab('* * * * * fetch ?id=a {"source":"atlantis"}'), {
    message: /no source atlantis/,
  })
  await t.rejects(readCrontab('* * * * * fetch ?id=a'), { message: /no source null/ })
})

t.test(
  'no tick moves a job that waits: a worker whose clock is ahead would keep it from ever being due',
  t => {
    const lines = parseCrontab(readFileSync('crontab', 'utf8')).filter(({ options }) => options.jobKey)
    for (const { identifier, options } of lines) t.equal(options.jobKeyMode, 'preserve_run_at', identifier)
    t.ok(lines.some(({ task }) => task === 'sweep'))
    t.end()
  },
)

t.test('the tasks are the four stages and housekeeping', async t => {
  t.same(Object.keys(await loadTasks()).sort(), [
    'archive',
    'download',
    'export',
    'fetch',
    'gazetteer',
    'parse',
    'prune',
    'sweep',
    'upload',
  ])
  t.same(Object.keys(await loadTasks(['fetch', 'download'])).sort(), ['download', 'fetch'])
  await t.rejects(loadTasks(['fly']), { name: 'UsageError', message: /There is no task fly/ })
})
