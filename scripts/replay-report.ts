import { printable } from './printable.ts'
import { table } from './table.ts'

/** A run of trigger replay, as `ingest.replay` answers it. */
export type Told = {
  id: number
  number: number
  parent_run: number
  status: string
  reason: string | null
  observed_at: Date
  requests: number
  failed: number
  records: number
  rejected: number
  unread: number
  inserted: number
  updated: number
  withdrawn: number
  kept: number
}

/** How one race is read otherwise than before. */
export type Change = {
  run: number
  change: 'added' | 'changed' | 'removed' | 'now unread'
  source_event_id: string
  name: string
  start_date: string
  changes: Record<string, [unknown, unknown]> | null
  reason: string | null
}

export type Replayed = {
  source: string
  told: Told[]
  changes: Change[]
  unreadable: { key: string; reason: string }[]
  dryRun: boolean
  /** One of several would be held: nothing of it was published. */
  isRefused: boolean
  examples: number
  json: boolean
}

const kinds = ['added', 'changed', 'removed', 'now unread'] as const

/** What a replay did, or with --dry-run would do. */
export function report({
  source,
  told,
  changes,
  unreadable,
  dryRun,
  isRefused,
  examples,
  json,
}: Replayed): string {
  const of = Object.groupBy(changes, ({ change }) => change)
  if (json) {
    const counts = Object.fromEntries(kinds.map(kind => [kind, of[kind]?.length ?? 0]))
    const shown = kinds.flatMap(kind => of[kind]?.slice(0, examples) ?? [])
    return JSON.stringify({
      source,
      dryRun,
      published: !dryRun && !isRefused,
      runs: told.map(runJson),
      counts,
      examples: shown,
      unreadable,
    })
  }
  const sections = kinds.flatMap(kind => {
    const all = of[kind] ?? []
    if (all.length === 0) return []
    const rest = all.length > examples ? [`  … and ${all.length - examples} more (--examples)`] : []
    return ['', `${all.length} ${kind}`, ...all.slice(0, examples).map(line), ...rest]
  })
  return [
    table(
      [
        'run',
        'says again',
        'status',
        'pages',
        'failed',
        'records',
        'rejected',
        'new',
        'changed',
        'withdrawn',
        'same',
      ],
      told.map(r => [
        dryRun || isRefused ? '' : r.id,
        `${r.parent_run}, of ${r.observed_at.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
        dryRun || isRefused ? `would be ${r.status}` : r.status,
        ...[r.requests, r.failed, r.records, r.rejected, r.inserted, r.updated, r.withdrawn, r.kept],
      ]),
    ),
    ...told.flatMap(({ parent_run, reason }) =>
      reason ? [printable(`saying run ${parent_run} again: ${reason}`)] : [],
    ),
    ...unreadable.slice(0, examples).map(({ key, reason }) => printable(`unreadable: ${key}: ${reason}`)),
    ...(changes.length === 0 ? ['', 'Every race is read as before.'] : sections),
    ...(dryRun ? ['', 'A dry run: nothing was published.'] : []),
    ...(isRefused && !dryRun
      ? ['', 'Nothing was published, since one of them would be held; --approve publishes all the same.']
      : []),
  ].join('\n')
}

function line({ source_event_id, start_date, name, changes, reason }: Change): string {
  const what = Object.entries(changes ?? {}).map(
    ([field, [before, after]]) => `${field}: ${short(before)} → ${short(after)}`,
  )
  const said = reason ? [reason] : what
  const race = printable([source_event_id, start_date, name].join('  '))
  return `  ${race}${said.map(text => `\n      ${printable(text)}`).join('')}`
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null'
  return text.length > 160 ? `${text.slice(0, 160)}…` : text
}

function runJson({
  id,
  number,
  parent_run,
  status,
  reason,
  records,
  rejected,
  unread,
  inserted,
  updated,
  withdrawn,
  kept,
}: Told) {
  return {
    id,
    run: number,
    parent_run,
    status,
    reason,
    records,
    rejected,
    unread,
    inserted,
    updated,
    withdrawn,
    kept,
  }
}
