/** What the pages take from installed packages: these files, and nothing else of node_modules. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of an installed package. */
function packageFolder(name: string): string {
  const file = fileURLToPath(import.meta.resolve(name))
  const end = path.join('node_modules', name)
  return file.slice(0, file.lastIndexOf(end) + end.length)
}

/** Where packages are installed. */
const modules = path.dirname(packageFolder('lit-html'))
const client = path.join(packageFolder('graphql-ws'), 'dist')
// The client's other half, whose name is a hash.
const common = readdirSync(client).filter(name => /^common-[\w-]+\.js$/.test(name))

const folders: [url: string, folder: string, files: string[]][] = [
  [
    '/assets/lit-html/',
    packageFolder('lit-html'),
    ['lit-html.js', 'directive.js', 'directive-helpers.js', 'directives/keyed.js', 'directives/repeat.js'],
  ],
  ['/assets/graphql-ws/', client, ['client.js', ...common]],
]

const files = new Map(
  folders.flatMap(([url, folder, names]) =>
    names.map(name => [url + name, path.join(folder, name)] as const),
  ),
)

// What the race explorer takes besides, as scripts that set a global each: not all of these libraries have modules for browsers.
const explorers = new Map(
  [
    ['leaflet.js', 'leaflet/dist/leaflet.js'],
    ['leaflet.css', 'leaflet/dist/leaflet.css'],
    ['supercluster.js', 'supercluster/dist/supercluster.min.js'],
    ['topojson.js', 'topojson-client/dist/topojson-client.min.js'],
    ['supabase.js', '@supabase/supabase-js/dist/umd/supabase.js'],
    ['codes.json', 'i18n-iso-countries/codes.json'],
    ['land.json', 'world-atlas/countries-50m.json'],
  ].map(([url, file = '']) => [`/assets/${url}`, path.join(modules, file)]),
)

/** The text of a file that the race explorer takes from a package, or null. */
export function explorerAsset(url: string): string | null {
  const file = explorers.get(url)
  if (file) return readFileSync(file, 'utf8')
  return url.startsWith('/assets/lit-html/') ? asset(url) : null
}

/** The text of an ES module by its path, or null. */
export function asset(url: string): string | null {
  const file = files.get(url)
  return file ? readFileSync(file, 'utf8') : null
}
