import type { Task } from 'graphile-worker'

/** Queue again what lost its job, and fail what is open past its run's deadline. */
const sweep: Task = async (_payload, { query, logger }) => {
  const { rows } = await query<{ requeued: number; overdue: number }>('select * from ingest.sweep()')
  const { requeued = 0, overdue = 0 } = rows[0] ?? {}
  if (requeued > 0 || overdue > 0)
    logger.warn(`Swept: ${requeued} jobs queued again, ${overdue} requests overdue`)
}

export default sweep
