import type { JobHelpers, Task } from 'graphile-worker'
import { z } from 'zod'
import { settings } from '../lib/settings.ts'
import { runStage } from '../lib/stage.ts'

const payload = z.object({ run: z.number().int().positive() })

/** Gate, merge and publish a run whose requests are all settled: one statement, all of it or nothing. Then it is the next one's turn. */
const upload: Task = (given, helpers) =>
  publish(given, helpers).finally(() =>
    helpers
      .query('select ingest.next_upload()')
      .catch(error =>
        helpers.logger.warn(`The next upload comes due by itself, in a minute: ${error.message}`),
      ),
  )

const publish = (given: unknown, helpers: JobHelpers) =>
  runStage(
    {
      name: 'upload',
      payload,
      work: ({ attempt }: { attempt: number }) => ({
        text: 'select ingest.upload_run($1) as verdict',
        values: [attempt],
        patience: settings().UPLOAD_TIMEOUT_MS,
      }),
    },
    given,
    helpers,
  )

export default upload
