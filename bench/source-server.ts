/**
 * Two sources as their APIs answer, on loopback, from made-up races: a process of its own, so that what it takes is not
 * counted as the worker's. `node bench/source-server.ts 5000` says where it listens; GET /change has one of fifty changed.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { cap, codesOf, milesFrom } from '../samples/ultrasignup/api.ts'
import { type AhotuRow, makeRaces, type UltraSignupRow } from './races.ts'

const events = Number(process.argv[2] ?? 5_000)
const perPage = 100

let version = 0
let cells = new Map<string, UltraSignupRow[]>()
let pages: string[] = []
/** What was answered before: elsewhere it would be another machine that works it out. */
let answers = new Map<string, string | undefined>()

function fill(): void {
  const { ultrasignup, ahotu } = makeRaces(events, version)
  cells = new Map()
  for (const row of ultrasignup)
    for (const code of codesOf(row.Distances)) {
      const cell = `${row.EventDate.split('/')[0]} ${code}`
      const listed = cells.get(cell)
      if (listed) listed.push(row)
      else cells.set(cell, [row])
    }
  pages = []
  answers = new Map()
  const total = Math.max(1, Math.ceil(ahotu.length / perPage))
  for (let i = 0; i < total; i++) pages.push(page(total, ahotu.slice(i * perPage, (i + 1) * perPage)))
}

const page = (total_pages: number, races: AhotuRow[]): string => JSON.stringify({ total_pages, races })

/** At most 100 rows of a month and a length within a circle, the nearest first. */
function cell(query: URLSearchParams): string {
  const here = { latitude: Number(query.get('lat')), longitude: Number(query.get('lng')) }
  const rows = cells.get(`${query.get('m')} ${query.get('dist')}`) ?? []
  const found = rows
    .map(row => ({ row, miles: milesFrom(here, row) }))
    .filter(({ miles }) => miles <= Number(query.get('mi')))
    .sort((a, b) => a.miles - b.miles)
    .slice(0, cap)
  return JSON.stringify(found.map(({ row }) => row))
}

function answer({ pathname, searchParams }: URL): string | undefined {
  if (pathname === '/ultrasignup/service/events.svc/closestevents') return cell(searchParams)
  return pathname === '/ahotu/advanced-search.json'
    ? pages[Number(searchParams.get('page') ?? 1) - 1]
    : undefined
}

fill()
const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (url.pathname === '/change') {
    version++
    fill()
    response.end()
    return
  }
  const asked = `${url.pathname}${url.search}`
  if (!answers.has(asked)) answers.set(asked, answer(url))
  const text = answers.get(asked)
  response.writeHead(text === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(text)
})
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
