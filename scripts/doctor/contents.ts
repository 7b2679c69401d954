/** What a working installation holds: sources, a sound crontab, places, workers. */
import { settings, UsageError } from '../../lib/settings.ts'
import { sources } from '../../sources/index.ts'
import { forgottenSources } from '../cron.ts'
import { crontabLines, crontabWarnings } from '../crontab.ts'
import { loadTasks, readCrontab } from '../work.ts'
import { error, ok, type Place, several, type Verdict, warning } from './finding.ts'

export async function checkSources({ first }: Place): Promise<Verdict> {
  const { rows } = await first.query<{ name: string; enabled: boolean }>(
    'select name, enabled from ingest.sources',
  )
  const known = rows.map(({ name }) => name)
  const absent = Object.keys(sources).filter(name => !known.includes(name))
  const strange = known.filter(name => !sources[name])
  if (absent.length > 0) return warning(`not registered: ${absent.join(', ')}`, 'Start a worker once.')
  if (strange.length > 0) {
    return warning(
      `not in this code: ${strange.join(', ')}`,
      'Update this code, or leave them to newer workers.',
    )
  }
  return ok(`${known.length} registered, ${rows.filter(({ enabled }) => enabled).length} enabled`)
}

/** Without a database only the lines themselves are checked. */
export async function checkCrontab(place: Place | null): Promise<Verdict> {
  try {
    const lines = crontabLines(await readCrontab())
    const doubts = [...crontabWarnings(lines), ...(place ? await forgottenSources(place.first, lines) : [])]
    if (doubts.length > 0) return warning(doubts.join(' '), 'Correct the file crontab.')
    return ok(several(lines.length, 'line'))
  } catch (thrown) {
    if (thrown instanceof UsageError) return error(thrown.message, 'Correct the file crontab.')
    throw thrown
  }
}

export async function checkGazetteer({ first }: Place): Promise<Verdict> {
  const { rows } = await first.query<{ places: number; loaded_at: Date }>(
    'select places, loaded_at from ingest.gazetteer',
  )
  if (rows[0]) return ok(`${rows[0].places} places, loaded ${rows[0].loaded_at.toISOString()}`)
  return warning(
    'no places are loaded',
    'The first upload has them loaded; if it could not, see status.attempts.',
  )
}

export async function checkWorkers({ first }: Place): Promise<Verdict> {
  const { rows } = await first.query<{ host: string; pid: number; tasks: string[]; is_silent: boolean }>(
    `select host, pid, tasks, beat_at < now() - $1 * interval '1 ms' as is_silent from ingest.workers`,
    [settings().DEAD_AFTER_MS],
  )
  const alive = rows.filter(({ is_silent }) => !is_silent)
  const silent = rows.filter(({ is_silent }) => is_silent)
  const idle = Object.keys(await loadTasks()).filter(task => !alive.some(({ tasks }) => tasks.includes(task)))
  if (alive.length === 0) return warning('no worker is alive', 'Start one: `ultrasearch worker`.')
  if (idle.length > 0) {
    return warning(
      `no worker takes ${idle.join(', ')}`,
      'Start one that does: `ultrasearch worker --tasks …`.',
    )
  }
  if (silent.length > 0) {
    const who = silent.map(({ host, pid }) => `${host} (process ${pid})`).join(', ')
    return warning(`silent: ${who}`, 'The others free its jobs shortly; if it runs, it may be frozen.')
  }
  return ok(`${several(alive.length, 'worker')} alive, all tasks taken`)
}
