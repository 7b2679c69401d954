/**
 * Our tasks on Graphile Worker alone: no heart, and in a database whose attempts bench/unfenced.sql took away nothing that
 * would find out who was overtaken. `DATABASE_URL=… node bench/bare-worker.ts worker --concurrency 10`
 */
import { parseArgs } from 'node:util'
import { run } from 'graphile-worker'
import { connect } from '../lib/database.ts'
import { queueLogger } from '../lib/queue-log.ts'
import { settings } from '../lib/settings.ts'
import { inTurns } from '../lib/turns.ts'
import { queuePreset } from '../lib/worker.ts'
import { loadTasks, registerSources } from '../scripts/work.ts'

const { values } = parseArgs({ options: { concurrency: { type: 'string' } }, allowPositionals: true })
const { DATABASE_URL = '', SHUTDOWN_MS, sourceUrls } = settings()
const concurrency = Number(values.concurrency)

const pool = connect(DATABASE_URL, concurrency + 4, console.error)
await registerSources(pool, sourceUrls)
const runner = await run({
  pgPool: pool,
  taskList: inTurns(await loadTasks()),
  logger: queueLogger,
  noHandleSignals: true,
  parsedCronItems: [],
  preset: queuePreset(concurrency, SHUTDOWN_MS),
})
console.log('Working')
process.once('SIGTERM', async () => {
  await runner.stop()
  await pool.end()
})
