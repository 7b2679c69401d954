import { settings } from './lib/settings.ts'
import { queuePreset } from './lib/worker.ts'

// For Graphile Worker's own command line, such as `npx graphile-worker --cleanup`.
export default queuePreset(settings().CONCURRENCY, settings().SHUTDOWN_MS)
