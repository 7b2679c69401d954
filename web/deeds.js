/** Which acts there are, and when each makes sense. */
import { nothing } from '/assets/lit-html/lit-html.js'
import { button } from './acts.js'
import { count } from './format.js'

/** @typedef {import('./acts.js').Act} Act */

const one = (/** @type {any} */ run) => ({
  input: { run: run.id },
  of: `run ${run.number} of ${run.sourceName}`,
})
const named = (/** @type {any} */ run) => `Run ${run.number} of ${run.sourceName}`

/** Every act on a run, by its name. @type {Record<string, (run: any) => Act>} */
const onRun = {
  approve: run => ({
    ...one(run),
    name: 'approveRun',
    label: 'Approve',
    look: 'primary',
    says: () => `${named(run)} is approved: a worker publishes it.`,
  }),
  discard: run => ({
    ...one(run),
    name: 'discardRun',
    label: 'Discard',
    look: 'danger',
    says: () => `${named(run)} is discarded.`,
    sure: {
      title: `Discard ${named(run).toLowerCase()}?`,
      text: 'It is closed without being published. What readers see stays as it is.',
      yes: 'Discard',
      danger: true,
    },
  }),
  cancel: run => ({
    ...one(run),
    name: 'cancelRun',
    label: 'Cancel',
    look: 'danger',
    says: () => `${named(run)} is cancelled.`,
    sure: {
      title: `Cancel ${named(run).toLowerCase()}?`,
      text: 'It ends without being published. A retry goes on where it ended.',
      yes: 'Cancel the run',
      danger: true,
    },
  }),
  retry: run => ({
    ...one(run),
    name: 'retryRun',
    label: 'Retry',
    answers: true,
    says: id => `Run with id ${id} asks again for what failed.`,
  }),
  undo: run => ({
    ...one(run),
    name: 'undoRun',
    label: 'Undo',
    look: 'danger',
    answers: true,
    says: id => `Undone by the run with id ${id}, which can be undone in turn.`,
    sure: {
      title: `Undo ${named(run).toLowerCase()}?`,
      text: 'Readers see exactly what they saw before it. Refused when later runs changed the same races.',
      yes: 'Undo',
      danger: true,
    },
  }),
}

/** What may be done about a run in its state. @param {any} run */
export function runActs(run) {
  const may = {
    approve: run.status === 'held' && !run.approvedAt,
    discard: run.status === 'held',
    cancel: run.status === 'running',
    retry: Number(run.failed) > 0 && ['published', 'partial', 'failed', 'cancelled'].includes(run.status),
    undo: Boolean(run.publishedAt) && !run.undoneById && run.trigger !== 'erase',
  }
  return Object.entries(onRun).map(([name, act]) =>
    may[/** @type {keyof typeof may} */ (name)] ? button(act(run)) : nothing,
  )
}

/** @param {any} request */
export const retryRequest = request =>
  button({
    name: 'retryRequest',
    input: { request: request.id },
    label: 'Retry',
    of: `request ${request.id}`,
    answers: true,
    says: id => `Run with id ${id} asks for it again.`,
  })

/** @param {any} source */
export const fetchNow = source =>
  button({
    name: 'fetchSource',
    input: { source: source.name },
    label: 'Fetch now',
    of: source.name,
    answers: true,
    says: () => `The fetch of ${source.name} is queued.`,
  })

/** @param {any} line Of the crontab. */
export const runNow = ({ line }) =>
  button({
    name: 'runLine',
    input: { line },
    label: 'Run now',
    of: line,
    answers: true,
    says: () => `What ${line} does is queued.`,
  })

/** Pause or resume a source or a host. @param {'source' | 'host'} kind @param {any} row */
export function pauseOrResume(kind, { name, state }) {
  const kinds = kind === 'source' ? 'Source' : 'Host'
  const input = { [kind]: name }
  if (state === 'paused')
    return button({
      name: `resume${kinds}`,
      input,
      label: 'Resume',
      of: name,
      says: () => `${name} is resumed.`,
    })
  const text =
    kind === 'source'
      ? 'No run of it is started until it is resumed; one under way goes on.'
      : 'It is asked nothing until it is resumed; its runs wait.'
  return button({
    name: `pause${kinds}`,
    input,
    label: 'Pause',
    of: name,
    says: () => `${name} is paused.`,
    sure: { title: `Pause ${name}?`, text, yes: 'Pause', why: 'Why? It is shown to everybody.' },
  })
}

/** @param {string} task @param {number} jobs */
export const purge = (task, jobs) =>
  button({
    name: 'purgeQueue',
    input: { task },
    label: 'Purge',
    of: `waiting ${task} jobs`,
    look: 'danger',
    answers: true,
    says: n => `${count(n ?? 0, `${task} job`)} purged.`,
    sure: {
      title: `Purge ${count(jobs, `${task} job`)}?`,
      text: 'Waiting jobs leave the queue, and the runs they belong to are cancelled whole. Running jobs go on.',
      yes: 'Purge',
      danger: true,
    },
  })
