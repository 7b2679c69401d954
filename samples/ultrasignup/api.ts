/** How UltraSignup's closest-events service behaves: filters by month, distance code and circle, at most 100 rows. */

import { moveDay } from '../days.ts'
import type { Answer } from '../server.ts'

type Row = {
  EventDate: string
  EventDateEnd: string | null
  EventDateOriginal?: string
  Distances: string
  Latitude: string
  Longitude: string
  VirtualEvent: boolean
}

export const sample = 'closestevents.json'
export const cap = 100

/** 'M/D/YYYY' to 'YYYY-MM-DD' and back. */
const toIso = (day: string): string => {
  const [month = '', date = '', year = ''] = day.split('/')
  return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
}
const fromIso = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number)
  return `${month}/${date}/${year}`
}

export function move(row: Row, years: (start: string) => number): Row {
  const by = years(toIso(row.EventDate))
  const moved = (day: string | null) => day && fromIso(moveDay(toIso(day), by))
  const day = moved(row.EventDate) as string
  return { ...row, EventDate: day, EventDateOriginal: day, EventDateEnd: moved(row.EventDateEnd) }
}

export function answer(url: URL, rows: Row[]): Answer {
  if (url.pathname !== '/service/events.svc/closestevents') {
    return {
      status: 404,
      type: 'text/html',
      body: '<!DOCTYPE html><html><body>Endpoint not found.</body></html>',
    }
  }
  const query = url.searchParams
  const here = { latitude: Number(query.get('lat') ?? 0), longitude: Number(query.get('lng') ?? 0) }
  const miles = Number(query.get('mi') ?? 50_000)
  const months = query.get('m')?.split(',').map(Number)
  const codes = query.get('dist')?.split(',').map(Number)
  const found = rows
    .map(row => ({ row, miles: milesFrom(here, row) }))
    .filter(({ row, miles: away }) => away <= miles && !(query.get('virtual') === '0' && row.VirtualEvent))
    .filter(({ row }) => !months || months.includes(Number(row.EventDate.split('/')[0])))
    .filter(({ row }) => !codes || codesOf(row.Distances).some(code => codes.includes(code)))
    .sort((a, b) => a.miles - b.miles)
    .slice(0, cap)
  return { status: 200, type: 'application/json', body: JSON.stringify(found.map(({ row }) => row)) }
}

/** What the codes mean is written nowhere. Here: one class per length, so that a race with several is in several. */
export function codesOf(distances: string): number[] {
  const lower = distances.toLowerCase()
  const classes: [number, RegExp][] = [
    [4, /\b5[0-9] ?k/],
    [5, /\b50 ?m/],
    [6, /100 ?k/],
    [7, /100 ?(m|$)/],
    [8, /\d ?h/],
    [9, /200/],
    [3, /marathon|26\.2/],
  ]
  const codes = classes.filter(([, said]) => said.test(lower)).map(([code]) => code)
  return codes.length > 0 ? codes : [1]
}

/** Great-circle miles; a row without coordinates is nowhere, and found by a circle round the whole earth only. */
export function milesFrom(
  here: { latitude: number; longitude: number },
  row: Pick<Row, 'Latitude' | 'Longitude'>,
): number {
  const [latitude, longitude] = [Number(row.Latitude), Number(row.Longitude)]
  if (!latitude && !longitude) return 12_450
  const radians = Math.PI / 180
  const h =
    Math.sin(((latitude - here.latitude) * radians) / 2) ** 2 +
    Math.cos(here.latitude * radians) *
      Math.cos(latitude * radians) *
      Math.sin(((longitude - here.longitude) * radians) / 2) ** 2
  return 2 * 3958.8 * Math.asin(Math.min(1, Math.sqrt(h)))
}
