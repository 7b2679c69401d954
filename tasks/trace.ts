import type { Task } from 'graphile-worker'
import { runChore } from '../lib/chore.ts'
import type { Attempt, EndedRun } from '../lib/traces.ts'

/** Send the runs that have ended to whoever collects traces. */
const trace: Task = (payload, helpers) =>
  runChore(payload, helpers, async (attempt, stop) => {
    const { rows: runs } = await helpers.query<EndedRun>('select * from ingest.ended_runs()')
    // Only here: it would cost each worker that sends none its start and its memory.
    const exporter = (await import('../lib/traces.ts')).openExporter()
    try {
      for (const run of runs) {
        stop.throwIfAborted()
        const { rows } = await helpers.query<Attempt>('select * from ingest.run_spans($1)', [run.id])
        // One that is refused for good must not hold up those after it.
        const refusal = await exporter.send(run, rows)
        if (refusal) helpers.logger.warn(`The trace of run ${run.id} (${run.source}) was refused: ${refusal}`)
      }
    } finally {
      await exporter.close()
    }
    return {
      text: 'select ingest.finish_trace($1, $2, $3) as verdict',
      values: [attempt, runs.map(({ id }) => id), runs.map(({ ended_us }) => ended_us)],
    }
  })

export default trace
