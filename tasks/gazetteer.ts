import type { Task } from 'graphile-worker'
import { loadGazetteer } from '../lib/gazetteer.ts'
import { settings } from '../lib/settings.ts'
import { allTowns, attribution, readPlace } from '../sources/platforms/geonames.ts'

/**
 * Load the places that races are located by, once, and let the uploads go that wait for them. Where they can't be
 * loaded the uploads go without: a race without coordinates is better than none.
 */
const gazetteer: Task = async (_payload, helpers) => {
  const { query, logger } = helpers
  try {
    const file = settings().GAZETTEER_FILE ?? allTowns
    const loaded = await loadGazetteer(helpers, file, readPlace, attribution)
    if (loaded > 0) logger.info(`Loaded ${loaded} places. ${attribution}.`)
  } catch (error) {
    logger.error(`The gazetteer can't be loaded, races stay without coordinates: ${(error as Error).message}`)
  }
  await query('select ingest.release_uploads()')
}

export default gazetteer
