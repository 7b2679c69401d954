/** Many sources at once, each with a slow server of its own on loopback, and a copy of the program that knows them. */
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeRaces } from './races.ts'

const perPage = 10
const root = path.join(import.meta.dirname, '..')

/** slow_1, slow_2, … */
export const slowNames = (many: number): string[] => Array.from({ length: many }, (_, i) => `slow_${i + 1}`)

/** A source is a file: copy the program to a folder and write them there, Ahotu's under other names. Answers its script. */
export function copyProgram(dir: string, names: string[]): string {
  mkdirSync(dir, { recursive: true })
  for (const part of ['lib', 'parsing', 'scripts', 'sources', 'sql', 'tasks', 'crontab', 'package.json'])
    cpSync(path.join(root, part), path.join(dir, part), { recursive: true })
  symlinkSync(path.join(root, 'node_modules'), path.join(dir, 'node_modules'))
  for (const name of names)
    writeFileSync(
      path.join(dir, 'sources', `${name}.ts`),
      `import ahotu from './ahotu.ts'\nexport default { ...ahotu, name: '${name}', interval: 0 }\n`,
    )
  return path.relative(root, path.join(dir, 'scripts/ultrasearch.ts'))
}

export type Servers = {
  /** What a worker has to be told: SOURCE_SLOW_1=http://127.0.0.1:…/ */
  environment: Record<string, string>
  /** Answer a source's pages after other milliseconds than the rest. */
  slow(name: string, ms: number): void
  close(): void
}

/** A server for each, which takes its time for a page. Each source lists races of its own. */
export async function startServers(names: string[], pages: number, ms: number): Promise<Servers> {
  const all = makeRaces(names.length * pages * perPage * 2).ahotu
  const environment: Record<string, string> = {}
  const delays = new Map<string, number>()
  const servers: Server[] = []
  for (const [i, name] of names.entries()) {
    const own = all.slice(i * pages * perPage, (i + 1) * pages * perPage)
    const server = createServer(async (request, response) => {
      const page = Number(new URL(request.url ?? '/', 'http://localhost').searchParams.get('page') ?? 1)
      await sleep(delays.get(name) ?? ms)
      const races = own.slice((page - 1) * perPage, page * perPage)
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ total_pages: pages, races }))
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    servers.push(server)
    environment[`SOURCE_${name.toUpperCase()}`] =
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  }
  return {
    environment,
    slow: (name, ms) => delays.set(name, ms),
    close() {
      for (const server of servers) server.close().closeAllConnections()
    },
  }
}
