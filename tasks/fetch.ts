import type { Task } from 'graphile-worker'
import { z } from 'zod'
import { parserVersion } from '../lib/fingerprint.ts'
import { runStage } from '../lib/stage.ts'
import { knownSites } from '../sources/hosts.ts'
import { sourceNamed } from '../sources/index.ts'
import { plan } from '../sources/page.ts'

const payload = z.looseObject({
  source: z.string(),
  trigger: z.enum(['sql', 'cli', 'start']).optional(),
  /** What the crontab adds: the tick, and whether it is made up for after it was missed. */
  _cron: z.looseObject({ ts: z.iso.datetime(), backfilled: z.boolean() }).optional(),
})

/** Start a run: ask the source which requests to make. */
const fetch: Task = (given, helpers) =>
  runStage(
    {
      name: 'fetch',
      payload,
      work: ({ attempt, sites }: { attempt: number; sites: string[] }, { source: name, trigger, _cron }) => ({
        text: 'select ingest.start_run($1, $2, $3, $4) as verdict',
        values: [
          attempt,
          JSON.stringify(plan(sourceNamed(name).requests(knownSites(sites)))),
          trigger ?? (_cron ? 'cron' : 'sql'),
          parserVersion(name),
        ],
      }),
    },
    given,
    helpers,
  )

export default fetch
