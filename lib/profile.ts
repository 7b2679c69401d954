/** Where a process spends its time, for Chrome's DevTools and speedscope. */
import { writeFile } from 'node:fs/promises'
import { Session } from 'node:inspector/promises'

/** Look a thousand times a second from now on; the answer ends it and writes `file`. */
export async function startProfile(file: string): Promise<() => Promise<void>> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: 1_000 })
  await session.post('Profiler.start')
  return async () => {
    const { profile } = await session.post('Profiler.stop')
    session.disconnect()
    // Its functions' files are this machine's: whoever can read them anyway may read the profile.
    await writeFile(file, JSON.stringify(profile), { mode: 0o600 })
  }
}
