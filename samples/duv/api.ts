/** How DUV's calendar behaves: a byte order mark, every value a string, pages of 400, 4,000 rows at most, odd errors. */

import { moveDay } from '../days.ts'
import type { Answer } from '../server.ts'

type Row = {
  Country: string
  Startdate: string
  Enddate: string
  Year?: string
  Month?: string
  Day?: string
}

export const sample = 'mcalendar.json'
const mostRows = 4_000
const bom = '\ufeff'

/** Countries that the real calendar lists, with or without a race. */
const countries =
  `ALB ALG AND ARG ARU ATA AUS AUT AZE BEL BER BHU BIH BIZ BLR BOL BOT BRA BRU BUL BUR CAM CAN CAY CHA CHI CHN
  CIV CMR COL CPV CRC CRO CUB CYP CZE DEN DJI DOM ECU EGY ESA ESP EST FIJ FIN FRA FRO GBR GEO GER GRE GRL GUA GUM HKG HON
  HUN INA IND IRI IRL ISL ISR ITA IVB JOR JPN KAZ KEN KGZ KOR KOS KSA KUW LAO LAT LBA LBN LES LIE LTU LUX MAC MAD MAR MAS
  MDA MEX MGL MKD MLI MLT MNE MON MOZ MRI MTN MYA NAM NCA NED NEP NOR NZL OMA PAK PAN PAR PER PHI POL POR PUR PYF QAT ROU
  RSA RUS SEN SEY SGP SLO SMR SRB SRI STP SUI SVK SWE TAN THA TPE TRI TUN TUR UAE UKR URU USA UZB VEN VIE ZAM ZIM`.split(
    /\s+/,
  )

export function move(row: Row, years: (start: string) => number): Row {
  const by = years(row.Startdate)
  const Startdate = moveDay(row.Startdate, by)
  const Enddate = row.Enddate.startsWith('0000')
    ? row.Enddate
    : moveDay(row.Enddate.slice(0, 10), by) + row.Enddate.slice(10)
  const [Year, Month, Day] = Startdate.split('-')
  return { ...row, Startdate, Enddate, Year, Month, Day }
}

export function answer(url: URL, rows: Row[]): Answer {
  const query = url.searchParams
  if (url.pathname !== '/json/mcalendar.php')
    return { status: 404, type: 'text/html', body: '<html>Not Found</html>' }
  if (query.has('from') && !query.has('order'))
    return page('<br />\n<b>Warning</b>:  Undefined array key "order"\n[]')
  const country = query.get('country') ?? 'all'
  const listed = [...new Set([...countries, ...rows.map(row => row.Country)])].sort()
  if (country !== 'all' && !listed.includes(country)) return page('')

  const [from, to] = [query.get('from') ?? '0000', query.get('to') ?? '9999']
  const found = rows
    .filter(
      row => (country === 'all' || row.Country === country) && row.Startdate >= from && row.Startdate <= to,
    )
    .sort((a, b) => (a.Startdate < b.Startdate ? -1 : a.Startdate > b.Startdate ? 1 : 0))
    .slice(0, mostRows)
  const perPage = Number(query.get('perpage') ?? 400)
  const [number, last] = [Number(query.get('page') ?? 1), Math.ceil(found.length / perPage)]
  return page(
    bom +
      JSON.stringify({
        nlsText: {},
        URLs: {},
        ...(!query.has('plain') && { FltCountryValues: ['all', ...listed] }),
        ...(last > 1 && {
          Pagination: { MaxPage: last, NextPageURL: number < last ? `?page=${number + 1}` : null },
        }),
        Races: found.slice((number - 1) * perPage, number * perPage),
      }),
  )
}

function page(body: string): Answer {
  return { status: 200, type: 'application/json; charset=utf-8', body }
}
