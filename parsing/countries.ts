/** Names and codes of countries. Tables of names come from i18n-iso-countries; what sport calls them is ours. */
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
// Its front door reads the names in all languages at once.
import iso from 'i18n-iso-countries/index.js'

/** IOC codes that differ from ISO 3166-1 alpha-3, and what race calendars use besides: "GER=DEU". */
const differing = `
  ALG=DZA ANG=AGO ANT=ATG ARU=ABW ASA=ASM BAH=BHS BAN=BGD BAR=BRB BER=BMU BHU=BTN BIZ=BLZ BOT=BWA BRN=BHR BRU=BRN BUL=BGR
  BUR=BFA CAM=KHM CAY=CYM CGO=COG CHA=TCD CHI=CHL CRC=CRI CRO=HRV DEN=DNK ENG=GBR ESA=SLV FIJ=FJI GAM=GMB GBS=GNB GEQ=GNQ
  GER=DEU GRE=GRC GRN=GRD GUA=GTM GUI=GIN HAI=HTI HON=HND INA=IDN IRI=IRN ISV=VIR IVB=VGB KOS=XKX KSA=SAU KUW=KWT LAT=LVA
  LBA=LBY LES=LSO MAD=MDG MAS=MYS MAW=MWI MGL=MNG MON=MCO MRI=MUS MTN=MRT MYA=MMR NCA=NIC NED=NLD NEP=NPL NGR=NGA NIG=NER
  NIR=GBR OMA=OMN PAR=PRY PHI=PHL PLE=PSE POR=PRT PUR=PRI RSA=ZAF SAM=WSM SCO=GBR SEY=SYC SIN=SGP SKN=KNA SLO=SVN SOL=SLB
  SRI=LKA SUD=SDN SUI=CHE TAN=TZA TGA=TON TOG=TGO TPE=TWN TRI=TTO UAE=ARE URU=URY VAN=VUT VIE=VNM VIN=VCT WAL=GBR ZAM=ZMB
  ZIM=ZWE`
const ioc = new Map(
  differing
    .trim()
    .split(/\s+/)
    .map(pair => pair.split('=') as [string, string]),
)

/** Names that no table has: parts of a country that race on their own, and what people say. */
const said = {
  england: 'GBR',
  scotland: 'GBR',
  wales: 'GBR',
  'northern ireland': 'GBR',
  'great britain': 'GBR',
  uk: 'GBR',
  'u k': 'GBR',
  holland: 'NLD',
  'the netherlands': 'NLD',
  'la reunion': 'REU',
  'ile de la reunion': 'REU',
  guyane: 'GUF',
  macau: 'MAC',
  kosovo: 'XKX',
  'czech republic': 'CZE',
  turkey: 'TUR',
  'hong kong china': 'HKG',
  'macao china': 'MAC',
  'south korea': 'KOR',
  'north macedonia': 'MKD',
  'cape verde': 'CPV',
  'united states': 'USA',
  'u s a': 'USA',
  'u s': 'USA',
  'cote d ivoire': 'CIV',
} as const

/** Lower case, without marks, everything else than letters a blank: how names are compared. */
export function plain(text: string): string {
  return text
    .slice(0, 200)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
}

let byName: Map<string, string> | undefined

/** Every name in every language of the table, read when the first name is asked for: 78 files, some 10 ms. */
function names(): Map<string, string> {
  if (byName) return byName
  byName = new Map()
  const require = createRequire(import.meta.url)
  const folder = path.join(path.dirname(require.resolve('i18n-iso-countries')), 'langs')
  for (const file of readdirSync(folder)) {
    const { countries } = require(path.join(folder, file)) as { countries: Record<string, string | string[]> }
    for (const [alpha2, spellings] of Object.entries(countries)) {
      const alpha3 = iso.alpha2ToAlpha3(alpha2)
      if (!alpha3) continue
      // Among languages the first wins; English is read last and wins over all.
      for (const name of [spellings].flat())
        if (!byName.has(plain(name)) || file === 'en.json') byName.set(plain(name), alpha3)
    }
  }
  for (const [name, alpha3] of Object.entries(said)) byName.set(name, alpha3)
  return byName
}

/** ISO 3166-1 alpha-3 of an IOC code (GER, SUI, RSA …); null for one we don't know. Kosovo is XKX. */
export function countryOfIoc(code: string): string | null {
  const upper = code.trim().toUpperCase()
  return ioc.get(upper) ?? (iso.isValid(upper) && upper.length === 3 ? upper : null)
}

/**
 * ISO 3166-1 alpha-3 of a country's name in any usual language, or of its ISO or IOC code; null when unknown. Two
 * letters are read as a country ("CA" is Canada): where a state may stand instead, ask `region` first.
 */
export function country(text: string): string | null {
  const upper = text.trim().toUpperCase()
  if (/^[A-Z]{2}$/.test(upper) && upper !== 'UK') return alpha3(upper)
  if (/^[A-Z]{3}$/.test(upper)) return iso.isValid(upper) ? upper : countryOfIoc(upper)
  return names().get(plain(text)) ?? null
}

/** ISO 3166-1 alpha-3 of an alpha-2 code; Kosovo's XK is XKX. */
export function alpha3(alpha2: string): string | null {
  return alpha2 === 'XK' ? 'XKX' : (iso.alpha2ToAlpha3(alpha2) ?? null)
}

/** ISO 3166-1 alpha-2 of an alpha-3 code. */
export function alpha2(alpha3: string): string | null {
  return alpha3 === 'XKX' ? 'XK' : (iso.alpha3ToAlpha2(alpha3) ?? null)
}
