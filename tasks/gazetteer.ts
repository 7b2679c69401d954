import type { JobHelpers, Task } from 'graphile-worker'
import { runChore } from '../lib/chore.ts'
import { loadGazetteer } from '../lib/gazetteer.ts'
import { settings } from '../lib/settings.ts'
import type { Statement } from '../lib/stage.ts'
import { allTowns, attribution, readPlace } from '../sources/platforms/geonames.ts'

/**
 * Load the places that races are located by, once, and let the uploads go that wait for them. Where they can't be
 * loaded the uploads go without: a race without coordinates is better than none.
 */
const gazetteer: Task = (payload, helpers) => runChore(payload, helpers, attempt => load(attempt, helpers))

async function load(attempt: number, helpers: JobHelpers): Promise<Statement> {
  try {
    const file = settings().GAZETTEER_FILE ?? allTowns
    const loaded = await loadGazetteer(helpers, file, readPlace, attribution)
    if (loaded > 0) helpers.logger.info(`Loaded ${loaded} places. ${attribution}.`)
    return {
      text: 'select ingest.finish_chore($1) as verdict from ingest.release_uploads()',
      values: [attempt],
    }
  } catch (error) {
    const { message, stack } = error as Error
    return {
      text: 'select ingest.fail_attempt($1, $2, $3, true) as verdict from ingest.release_uploads()',
      values: [attempt, message, stack],
      failure: `${message} Races stay without coordinates.`,
    }
  }
}

export default gazetteer
