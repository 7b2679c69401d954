/** States and provinces, and what country they tell. */
import { country as countryNamed, plain } from './countries.ts'
import type { Point } from './places.ts'

const tables = {
  USA: `AL=Alabama AK=Alaska AZ=Arizona AR=Arkansas CA=California CO=Colorado CT=Connecticut DE=Delaware FL=Florida GA=Georgia
    HI=Hawaii ID=Idaho IL=Illinois IN=Indiana IA=Iowa KS=Kansas KY=Kentucky LA=Louisiana ME=Maine MD=Maryland
    MA=Massachusetts MI=Michigan MN=Minnesota MS=Mississippi MO=Missouri MT=Montana NE=Nebraska NV=Nevada
    NH=New_Hampshire NJ=New_Jersey NM=New_Mexico NY=New_York NC=North_Carolina ND=North_Dakota OH=Ohio OK=Oklahoma
    OR=Oregon PA=Pennsylvania RI=Rhode_Island SC=South_Carolina SD=South_Dakota TN=Tennessee TX=Texas UT=Utah
    VT=Vermont VA=Virginia WA=Washington WV=West_Virginia WI=Wisconsin WY=Wyoming DC=District_of_Columbia`,
  // Written like states, they are countries of their own to ISO 3166 and to the gazetteer.
  PRI: 'PR=Puerto_Rico',
  GUM: 'GU=Guam',
  VIR: 'VI=Virgin_Islands',
  ASM: 'AS=American_Samoa',
  MNP: 'MP=Northern_Mariana_Islands',
  CAN: `AB=Alberta BC=British_Columbia MB=Manitoba NB=New_Brunswick NL=Newfoundland_and_Labrador NS=Nova_Scotia
    NT=Northwest_Territories NU=Nunavut ON=Ontario PE=Prince_Edward_Island QC=Quebec SK=Saskatchewan YT=Yukon`,
  AUS: `NSW=New_South_Wales QLD=Queensland SA=South_Australia TAS=Tasmania VIC=Victoria WA=Western_Australia
    ACT=Australian_Capital_Territory NT=Northern_Territory`,
}
type Country = keyof typeof tables
const territories = new Set<Country>(['PRI', 'GUM', 'VIR', 'ASM', 'MNP'])

/** South, north, west and east of what each country lies in; Hawaii by itself, or most of Mexico were within the USA. */
const boxes: Record<Country, [number, number, number, number][]> = {
  USA: [
    [24.4, 71.5, -180, -66.9],
    [18.8, 22.4, -160.6, -154.7],
  ],
  PRI: [[17.8, 18.6, -68, -65.2]],
  GUM: [[13.2, 13.7, 144.6, 145]],
  VIR: [[17.6, 18.5, -65.2, -64.5]],
  ASM: [[-14.6, -11, -171.2, -168.1]],
  MNP: [[14, 20.6, 144.8, 146.1]],
  CAN: [[41.6, 83.2, -141.1, -52.6]],
  AUS: [[-44, -9, 112.9, 159.2]],
}

/** Per country: code or plain name, to the code. */
const regions = Object.entries(tables).map(([of, table]) => {
  const pairs = table.split(/\s+/).map(pair => pair.split('=') as [string, string])
  const codes = pairs.flatMap(
    ([code, name]) =>
      [
        [plain(code), code],
        [plain(name.replaceAll('_', ' ')), code],
      ] as const,
  )
  return [of as Country, new Map<string, string>(codes)] as const
})

/**
 * A state or province by its code or name, with its country: 'Ga' is {USA, GA}, 'Québec' {CAN, QC}. The territories of the USA
 * are countries, also where `country` (alpha-3) is USA. Letters clash (WA, NT), and abroad they are somebody else's (CO is Como):
 * the country decides, else where the race is, if that is known. Without both the United States come first, then Canada. Null when unknown.
 */
export function region(
  text: string,
  country?: string | null,
  point?: Point | null,
): { country: string; region: string } | null {
  const key = plain(text)
  for (const [of, codes] of regions) {
    const code = codes.get(key)
    const isMeant = country
      ? country === of || (country === 'USA' && territories.has(of))
      : !point || liesIn(of, point)
    if (code && isMeant) return { country: of, region: code }
  }
  return null
}

function liesIn(country: Country, { latitude, longitude }: Point): boolean {
  return boxes[country].some(
    ([south, north, west, east]) =>
      latitude >= south && latitude <= north && longitude >= west && longitude <= east,
  )
}

/** Ends of countries that are sold to everybody. */
const sold = new Set(['ai', 'cc', 'co', 'fm', 'gg', 'io', 'me', 'tv', 'ws'])

/** The country of a site by the end of its host: alpha-3, or what stands there; null for .com and the like, which tell none. */
export function countryOfSite(host: string): string | null {
  const [, end = ''] = /\.([a-z]{2})(?::\d+)?$/.exec(host) ?? []
  return end && !sold.has(end) ? (countryNamed(end) ?? end) : null
}
