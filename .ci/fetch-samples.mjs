#!/usr/bin/env node
// Fetches the samples into DATABASE_URL by a worker of its own, as the public APIs would answer. Exit code of `ultrasearch fetch`.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import pg from 'pg'
import { startSampleServer } from '../samples/server.ts'
import { sources } from '../sources/index.ts'

const samples = await startSampleServer()
const urls = Object.keys(sources).map(name => [`SOURCE_${name.toUpperCase()}`, samples.base(name)])
const env = { ...process.env, ...Object.fromEntries(urls) }
const program = path.join(import.meta.dirname, '../scripts/ultrasearch.ts')
const start = (...args) => spawn(process.execPath, [program, ...args], { env, stdio: 'inherit' })

const worker = start('worker')
const database = new pg.Client({ connectionString: process.env.DATABASE_URL })
await database.connect()
// The worker registers the sources, and beats once it works.
for (let alive = false; !alive; await new Promise(resolve => setTimeout(resolve, 200))) {
  if (worker.exitCode !== null) process.exit(1)
  alive = (await database.query('select from ingest.workers')).rowCount > 0
}
for (const name of Object.keys(sources))
  for (const site of samples.sites(name)) await database.query('select status.add_site($1, $2)', [name, site])
await database.end()

const [code] = await once(start('fetch', '--all', '--wait'), 'exit')
worker.kill()
await once(worker, 'exit')
await samples.close()
process.exitCode = code
