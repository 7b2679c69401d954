/** What must never be printed, whatever message it got into. */

const secrets = new Set<string>()
let inOrder: string[] = []

/** A shorter one would be found in words that are none; and is none. */
const shortest = 4

/** From now on these are left out of what is logged, as they are and as JSON and URLs write them. */
export function hide(...texts: (string | undefined)[]): void {
  for (const text of texts) {
    if (!text || text.length < shortest) continue
    for (const form of [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text)]) secrets.add(form)
  }
  // One may be part of another.
  inOrder = [...secrets].sort((a, b) => b.length - a.length)
}

/** A connection string's password, as written there and as it is. */
export function hidePasswordOf(url: string): void {
  if (!URL.canParse(url)) return
  const { password, search, searchParams } = new URL(url)
  const written = [...search.matchAll(/[?&]password=([^&]*)/g)].map(([, text]) => text)
  hide(password, decoded(password), ...written, ...searchParams.getAll('password'))
}

/** A connection string as it may be shown: Postgres takes a password before the host and in the query. */
export function withoutPassword(url: string): string {
  const shown = new URL(url)
  shown.password = ''
  if (shown.searchParams.has('password')) shown.searchParams.delete('password')
  return shown.href
}

/** An address that is a secret, and each part of it that may be one: whoever answers there may quote it. */
export function hideAddress(address: string): void {
  const { pathname, search, searchParams } = new URL(address)
  const segments = pathname.split('/').flatMap(part => [part, decoded(part)])
  hide(address)
  hidePasswordOf(address)
  hide(...[pathname, search, ...segments, ...searchParams.values()].filter(isTelling))
}

/** Not a word that such addresses have as well (services, webhook, workflows), for that is found in what is no secret. */
const isTelling = (part: string): boolean => part.length >= 8 && !/^[a-z]{1,15}$/i.test(part)

/** As it is; where it can't be decoded it is meant as it is written. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A text as it may be printed. */
export function withoutSecrets(text: string): string {
  let clean = text
  for (const secret of inOrder) if (clean.includes(secret)) clean = clean.replaceAll(secret, '***')
  return clean
}
