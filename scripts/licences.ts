/**
 * What the packages of the lock file are under, and whether each may be: `npm run check`, and `npm run licences` for the list.
 * Also that each is the very one that was locked, and that none runs code when it is installed but those named in package.json.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'

export type Package = {
  license?: string
  dev?: boolean
  integrity?: string
  hasInstallScript?: boolean
}

/** Whoever passes the image on need only name them. */
const permissive = new Set(
  'MIT MIT-0 ISC 0BSD BSD-2-Clause BSD-3-Clause Apache-2.0 BlueOak-1.0.0 Unlicense CC0-1.0 Python-2.0'.split(
    ' ',
  ),
)
/** Tools too that are used and not passed on: their files stay as they are. */
const forTools = new Set(['MPL-2.0', 'CC-BY-3.0'])
/** What a package says in its licence file only. */
const unsaid: Record<string, string> = { 'jsonc-simple-parser': 'MIT' }

/** Of `A OR B` one is enough, `A AND B` are both wanted. */
function isAllowed(licence: string, isTool: boolean): boolean {
  const one = (name: string): boolean => permissive.has(name) || (isTool && forTools.has(name))
  return licence
    .replace(/^\(|\)$/g, '')
    .split(' OR ')
    .some(all => all.split(' AND ').every(one))
}

const nameOf = (place: string): string =>
  place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)

const licenceOf = (place: string, { license }: Package): string =>
  license ?? unsaid[nameOf(place)] ?? 'not said'

/** What each package is under, as `licence → names`. */
export function licencesOf(packages: Record<string, Package>): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const [place, one] of Object.entries(packages)) {
    const licence = licenceOf(place, one)
    if (place !== '') found.set(licence, [...(found.get(licence) ?? []), nameOf(place)])
  }
  return found
}

/** What is wrong with the packages of a lock file, in sentences. `scripted` may run code when they are installed. */
export function complaints(packages: Record<string, Package>, scripted: string[]): string[] {
  return Object.entries(packages).flatMap(([place, one]) => {
    if (place === '') return []
    const name = nameOf(place)
    const licence = licenceOf(place, one)
    return [
      ...(isAllowed(licence, one.dev === true)
        ? []
        : [`${name}: its licence (${licence}) is not among those allowed.`]),
      ...(one.integrity ? [] : [`${name}: it may be replaced, since the lock file has no integrity of it.`]),
      ...(one.hasInstallScript &&
      !scripted.some(allowed => name === allowed || name.startsWith(`${allowed}/`))
        ? [`${name}: it runs code when it is installed.`]
        : []),
    ]
  })
}

if (import.meta.main) {
  const read = (file: string) => JSON.parse(readFileSync(path.join(import.meta.dirname, '..', file), 'utf8'))
  const { packages } = read('package-lock.json') as { packages: Record<string, Package> }
  // Of the embedded Postgres npm installs one platform's, and each makes links when it is.
  const scripted = Object.keys(read('package.json').allowScripts).map(name => name.split('/')[0] ?? '')
  const wrong = complaints(packages, scripted)
  const list = [...licencesOf(packages)].sort(([, a], [, b]) => b.length - a.length)
  if (process.argv.includes('--list'))
    for (const [licence, names] of list)
      console.log(`${licence} (${names.length}): ${[...new Set(names)].sort().join(', ')}`)
  else console.log(`${Object.keys(packages).length - 1} packages under ${list.length} licences`)
  for (const complaint of wrong) console.error(complaint)
  process.exitCode = wrong.length > 0 ? 1 : 0
}
