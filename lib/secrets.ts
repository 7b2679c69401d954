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
  const { password } = new URL(url)
  hide(password)
  try {
    hide(decodeURIComponent(password))
  } catch {
    // Then it is meant as it is written.
  }
}

/** A text as it may be printed. */
export function withoutSecrets(text: string): string {
  let clean = text
  for (const secret of inOrder) if (clean.includes(secret)) clean = clean.replaceAll(secret, '***')
  return clean
}
