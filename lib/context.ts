/** What is being worked on, for each line that is logged meanwhile. */
import { AsyncLocalStorage } from 'node:async_hooks'

/** Ids as the status shows them. */
export type About = {
  task?: string
  job?: number
  attempt?: number
  source?: string
  run?: number
  request?: number
}

const storage = new AsyncLocalStorage<About>()

/** Do some work about this, beside what it is about already. */
export const workingOn = <Result>(about: About, work: () => Result): Result =>
  storage.run({ ...storage.getStore(), ...about }, work)

/** What this moment's work is about. */
export const whatIsWorkedOn = (): About => storage.getStore() ?? {}
