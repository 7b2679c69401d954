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
