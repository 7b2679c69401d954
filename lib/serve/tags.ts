/**
 * What Postgres can't say of a view: its key, which rows belong together, and the word for a column where the view's own
 * would be ambiguous beside them. Here and not in the views' comments, because people read those in psql and as the
 * descriptions in GraphQL, and because most tags name two views. A view without tags is served too, without a key.
 */
import { jsonPgSmartTags } from 'postgraphile/utils'

type Tags = Record<string, string | string[]>
type View = { tags: Tags; attribute?: Record<string, { tags: Tags }> }

const source = (back: string): string =>
  `(source) references status.sources (source)|@fieldName source|@foreignFieldName ${back}`
const run = (back: string): string =>
  `(run) references status.runs (id)|@fieldName run|@foreignFieldName ${back}`
const named = (name: string): { tags: Tags } => ({ tags: { name } })

const views: Record<string, View> = {
  runs: {
    tags: {
      primaryKey: 'id',
      foreignKey: [
        source('runs'),
        '(parent) references status.runs (id)|@fieldName parent|@foreignFieldName children',
        '(undone_by) references status.runs (id)|@fieldName undoneBy|@foreignFieldName undoes',
      ],
    },
    attribute: {
      run: named('number'),
      source: named('sourceName'),
      parent: named('parentId'),
      undone_by: named('undoneById'),
    },
  },
  sources: { tags: { primaryKey: 'source' }, attribute: { source: named('name') } },
  limits: {
    tags: {
      primaryKey: 'source',
      foreignKey:
        '(source) references status.sources (source)|@fieldName source|@foreignSingleFieldName limits',
    },
    attribute: { source: named('sourceName') },
  },
  source_sizes: {
    tags: {
      primaryKey: 'source',
      foreignKey:
        '(source) references status.sources (source)|@fieldName source|@foreignSingleFieldName size',
    },
    attribute: { source: named('sourceName') },
  },
  sites: {
    tags: { primaryKey: 'source,url', foreignKey: source('sites') },
    attribute: { source: named('sourceName') },
  },
  requests: {
    tags: {
      primaryKey: 'id',
      foreignKey: [
        run('requestList'),
        '(parent) references status.requests (id)|@fieldName parent|@foreignFieldName children',
        '(host) references status.hosts (host)|@fieldName host|@foreignFieldName requestList',
      ],
    },
    attribute: {
      run: named('runId'),
      parent: named('parentId'),
      host: named('hostName'),
      source: named('sourceName'),
      attempts: named('attemptCount'),
    },
  },
  attempts: {
    tags: {
      primaryKey: 'id',
      foreignKey: [
        run('attempts'),
        '(request) references status.requests (id)|@fieldName request|@foreignFieldName attempts',
        '(worker) references status.workers (id)|@fieldName worker|@foreignFieldName attempts',
      ],
    },
    attribute: {
      run: named('runId'),
      request: named('requestId'),
      worker: named('workerId'),
      source: named('sourceName'),
    },
  },
  downloads: {
    tags: {
      primaryKey: 'id',
      foreignKey: [
        run('downloads'),
        '(request) references status.requests (id)|@fieldName request|@foreignFieldName downloads',
      ],
    },
    attribute: {
      run: named('runId'),
      request: named('requestId'),
      attempt: named('attemptId'),
      source: named('sourceName'),
      host: named('hostName'),
    },
  },
  held_runs: { tags: { primaryKey: 'id' }, attribute: { run: named('number'), source: named('sourceName') } },
  queue: { tags: { primaryKey: 'id', name: 'queued_jobs' } },
  throughput: { tags: { primaryKey: 'id', name: 'hourly_throughputs' } },
  failures: { tags: { primaryKey: 'id' }, attribute: { source: named('sourceName') } },
  cron_lines: { tags: { primaryKey: 'line' }, attribute: { source: named('sourceName') } },
  state_changes: {
    tags: { primaryKey: 'id', foreignKey: source('stateChanges') },
    attribute: { source: named('sourceName') },
  },
  exports: { tags: { primaryKey: 'id' } },
  metrics: { tags: { primaryKey: 'id' } },
  rejects: {
    tags: {
      primaryKey: 'id',
      foreignKey: [
        run('rejectList'),
        '(source) references status.sources (source)|@fieldName source|@foreignFieldName rejectList',
      ],
    },
    attribute: { run: named('runId'), source: named('sourceName'), request: named('requestId') },
  },
  workers: { tags: { primaryKey: 'id' } },
  hosts: { tags: { primaryKey: 'host' }, attribute: { host: named('name') } },
  audit: { tags: { primaryKey: 'id', name: 'acts' } },
  event_records: {
    tags: { primaryKey: 'record', foreignKey: source('eventRecords') },
    attribute: { source: named('sourceName') },
  },
  possible_matches: { tags: { primaryKey: 'id' } },
}

export const tags = jsonPgSmartTags({
  version: 1,
  config: {
    class: Object.fromEntries(Object.entries(views).map(([name, view]) => [`status.${name}`, view])),
  },
})
