import type { Task } from 'graphile-worker'
import { runChore } from '../lib/chore.ts'
import { settings, UsageError } from '../lib/settings.ts'
import { type Change, messageOf, post } from '../lib/webhook.ts'

/** Tell an operator which sources became failing, held or stale, or are well again: once, in one message. */
const notify: Task = (payload, helpers) =>
  runChore(payload, helpers, async (attempt, stop) => {
    const { NOTIFY_WEBHOOK_URL, STATUS_URL } = settings()
    if (!NOTIFY_WEBHOOK_URL) throw new UsageError('NOTIFY_WEBHOOK_URL is not set.')
    const { rows } = await helpers.query<Change>('select * from ingest.begin_notice($1)', [attempt])
    const last = rows.at(-1)
    if (last) await post(NOTIFY_WEBHOOK_URL, messageOf(rows, STATUS_URL), `ultrasearch-${last.id}`, stop)
    return { text: 'select ingest.finish_notice($1) as verdict', values: [attempt] }
  })

export default notify
