/** All events as files, with a manifest that says what they are. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { JobHelpers } from 'graphile-worker'
import type pg from 'pg'
import type { Bucket } from '../bucket.ts'
import { formats } from './formats.ts'
import { exportedEvents } from './rows.ts'

export type Manifest = {
  /** The last publication that is in it. */
  published_at: string
  generated_at: string
  events: number
  files: { name: string; path: string; type: string; bytes: number; sha256: string }[]
  /** Whom to name, and on which terms. */
  sources: {
    name: string
    title: string
    home_page: string
    attribution: string
    licence: string
    events: number
  }[]
}
export type Export = { folder: string; published_at: Date }

/** The manifest of the last good export. */
export const manifestName = 'manifest.json'

/**
 * Write all events to `bucket`: its files, then what was written, and last `manifest.json`, by which readers find them. So
 * they see the export before until this one is whole; nor is it switched where `isOurs` says that another worker has taken over,
 * whose export may be newer. Answers the manifest.
 */
export async function writeExport(
  { withPgClient }: Pick<JobHelpers, 'withPgClient'>,
  bucket: Bucket,
  { folder, published_at }: Export,
  isOurs: () => Promise<boolean>,
  stop: AbortSignal,
): Promise<Manifest> {
  const local = await mkdtemp(path.join(os.tmpdir(), 'ultrasearch-export-'))
  try {
    const { events, sources } = await withPgClient(client => writeFiles(client, local, stop))
    const files = await Promise.all(
      formats.map(({ file, contentType }) => described(local, folder, file, contentType)),
    )
    const manifest: Manifest = {
      published_at: published_at.toISOString(),
      generated_at: new Date().toISOString(),
      events,
      files,
      sources,
    }
    const last = path.join(local, manifestName)
    await writeFile(last, `${JSON.stringify(manifest, null, 2)}\n`)
    for (const { name, path: to, type } of files) {
      stop.throwIfAborted()
      await bucket.put(to, path.join(local, name), type)
    }
    await bucket.put(`${folder}/${manifestName}`, last, 'application/json')
    if (await isOurs()) await bucket.put(manifestName, last, 'application/json')
    return manifest
  } finally {
    await rm(local, { recursive: true, force: true })
  }
}

/** The files of an export that was begun, for whoever removes them. */
export const filesOf = (folder: string): string[] =>
  [...formats.map(({ file }) => file), manifestName].map(file => `${folder}/${file}`)

/** Each format's file of all events, in a folder; answers what they tell. */
export async function writeFiles(
  client: pg.ClientBase,
  folder: string,
  stop: AbortSignal,
): Promise<Pick<Manifest, 'events' | 'sources'>> {
  const outputs = await Promise.all(formats.map(format => format.open(path.join(folder, format.file))))
  let events = 0
  const perSource = new Map<string, number>()
  await client.query('begin transaction isolation level repeatable read read only')
  try {
    for await (const rows of exportedEvents(client)) {
      stop.throwIfAborted()
      await Promise.all(outputs.map(output => output.write(rows)))
      events += rows.length
      for (const { sources } of rows)
        for (const name of sources as string[]) perSource.set(name, (perSource.get(name) ?? 0) + 1)
    }
    const { rows } = await client.query(
      `select name, title, home_page, attribution, licence from ingest.sources where may_export order by name`,
    )
    const sources = rows.map(source => ({ ...source, events: perSource.get(source.name) ?? 0 }))
    return { events, sources: sources.filter(source => source.events > 0) }
  } finally {
    await client.query('rollback').finally(() => Promise.all(outputs.map(output => output.end())))
  }
}

async function described(
  local: string,
  folder: string,
  name: string,
  type: string,
): Promise<Manifest['files'][number]> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path.join(local, name)), hash)
  const { size } = await stat(path.join(local, name))
  return { name, path: `${folder}/${name}`, type, bytes: size, sha256: hash.digest('hex') }
}
