import { z } from 'zod'

const anHttpUrl = z.httpUrl()

/** Longer ones are no links that people follow. */
const longest = 2_000

/**
 * A link that is safe to show: http or https, a public host name, no user or password in it. 'www.example.org' gets
 * https. Null for anything else, `javascript:` and its friends above all.
 */
export function httpUrl(text: string | null | undefined): string | null {
  const given = text?.trim() ?? ''
  if (given === '' || given.length > longest) return null
  const hasScheme = /^[a-z][a-z0-9+.-]*:/i.test(given) && !/^[a-z0-9.-]+\.[a-z]+:\d/i.test(given)
  const url = URL.parse(hasScheme ? given : `https://${given.replace(/^\/+/, '')}`)
  if (!url || url.username || url.password) return null
  const { href } = url
  return href.length <= longest && anHttpUrl.safeParse(href).success ? href : null
}

/** A link as it stands on a page, which may leave out what is the page's own: '/race.html', 'race.html?x=1', '#race'. */
export function linkOn(page: string, text: string): string | null {
  const given = text.trim()
  const isRelative = /^[/#?.]/.test(given) || /^[^/:?#]+\.(?:html?|php|aspx?|jsp)(?:[?#]|$)/i.test(given)
  return httpUrl(isRelative ? URL.parse(given, page)?.href : given)
}
