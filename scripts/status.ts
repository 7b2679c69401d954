/** How every source is doing, and what keeps downloads waiting. */
import type pg from 'pg'
import { table } from './table.ts'
import { withDatabase } from './target.ts'

type Source = {
  source: string
  enabled: boolean
  attribution: string
  unread_share: number | null
  records: number
  last_status: string | null
  last_reason: string | null
  published_at: Date | null
  erased_reason: string | null
}
type Host = { host: string; state: string; until: Date | null; why: string | null; waiting: number }
type Size = { source: string; snapshot_bytes: number }
type Storage = { size: string; reason: string | null }

type Status = {
  sources: Source[]
  sizes: Size[]
  hosts: Host[]
  workers: object[]
  storage: Storage
  gazetteer: { attribution: string } | null
}

async function readStatus(pool: pg.Pool): Promise<Status> {
  const rows = async <Row extends object>(query: string): Promise<Row[]> =>
    (await pool.query<Row>(query)).rows
  const [sources, sizes, hosts, workers, [storage], [gazetteer = null]] = await Promise.all([
    rows<Source>('select * from status.sources order by source'),
    rows<Size>('select * from status.source_sizes order by source'),
    rows<Host>('select * from status.hosts order by host'),
    rows('select * from status.workers order by started_at'),
    rows<Storage>('select * from status.storage'),
    rows<{ attribution: string }>('select * from status.gazetteer'),
  ])
  return { sources, sizes, hosts, workers, storage: storage as Storage, gazetteer }
}

/** `ultrasearch status`: exits 1 when the last run of a source failed or is held, or downloads pause. */
export function showStatus({ json }: { json: boolean }): Promise<number> {
  return withDatabase(async pool => {
    const status = await readStatus(pool)
    console.log(json ? JSON.stringify(status) : told(status))
    const isBad = status.sources.some(s => s.last_status === 'failed' || s.last_status === 'held')
    return isBad || status.storage.reason ? 1 : 0
  })
}

function told({ sources, sizes, hosts, workers, storage, gazetteer }: Status): string {
  const stored = new Map(sizes.map(({ source, snapshot_bytes }) => [source, snapshot_bytes]))
  const attributions = [...sources.map(s => s.attribution), ...(gazetteer ? [gazetteer.attribution] : [])]
  return [
    table(
      ['source', 'last run', 'published', 'records', 'unread', 'stored', 'reason'],
      sources.map(s => [
        s.source,
        s.erased_reason ? 'erased' : (s.last_status ?? (s.enabled ? 'never fetched' : 'disabled')),
        s.published_at?.toISOString(),
        s.records,
        s.unread_share === null ? '' : `${(100 * s.unread_share).toFixed(1)} %`,
        megabytes(stored.get(s.source) ?? 0),
        s.erased_reason ?? s.last_reason,
      ]),
    ),
    '',
    ...hosts.filter(({ state }) => state === 'resting' || state === 'paused').map(quiet),
    `${workers.length} worker${workers.length === 1 ? '' : 's'} alive. The database holds ${storage.size}.`,
    ...(storage.reason ? [storage.reason] : []),
    '',
    ...new Set(attributions),
  ].join('\n')
}

/** A host that is not asked now, and why. */
function quiet({ host, state, until, why, waiting }: Host): string {
  const end = until ? ` until ${until.toISOString()}` : ''
  return `${host} is ${state}${end}, ${waiting} requests wait: ${why}`
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e6 ? 3 : 1)} MB`
}
