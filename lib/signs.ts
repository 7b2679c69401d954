import type { WorkerEvents } from 'graphile-worker'
import type { Signs } from './health.ts'

/** Watch a worker's queue for signs that it works; answers what they are now. */
export function watchSigns(events: WorkerEvents, concurrency: number): () => Signs {
  let claimedAt = performance.now()
  let heardAt = performance.now()
  let running = 0
  events.on('localQueue:getJobs:complete', () => {
    claimedAt = performance.now()
  })
  for (const event of ['pool:listen:success', 'pool:listen:notification'] as const) {
    events.on(event, () => {
      heardAt = performance.now()
    })
  }
  events.on('job:start', () => {
    running++
  })
  events.on('job:complete', () => {
    running--
  })
  return () => ({
    claimedMsAgo: performance.now() - claimedAt,
    heardMsAgo: performance.now() - heardAt,
    isBusy: running >= concurrency,
  })
}
