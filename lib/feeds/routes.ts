/** Feeds over HTTP, for anybody: whatever the status beside them needs. */
import { createHash } from 'node:crypto'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { accepts } from 'hono/accepts'
import { isAway } from '../connection-errors.ts'
import { log } from '../log.ts'
import { calendarOf } from './calendar.ts'
import { type Format, formats } from './formats.ts'
import type { Library } from './library.ts'
import { linkedDataOf } from './linked-data.ts'
import { BadQuestion, readQuestion } from './question.ts'

/** Five minutes: the sources are asked once a day, and a race that is called off should be known by noon. */
const maxAge = 300

export type FeedOptions = {
  library: Library
  /** Where people find this server; null: where they asked. */
  baseUrl: string | null
  whyNotReady: () => Promise<string | null>
  /** There is a page for each race, at /explore/event/{id}. */
  hasPages?: boolean
}

export function feeds({ library, baseUrl, whyNotReady, hasPages = false }: FeedOptions): Hono {
  const app = new Hono()
  // Where STATUS_URL has a path, ours come after it.
  const at = (c: Context, path: string): string =>
    (baseUrl ?? new URL(c.req.url).origin).replace(/\/+$/, '') + path
  // Links by the name that somebody called us are for them alone.
  const cached = (etag: string) => ({
    ETag: etag,
    'Cache-Control': `${baseUrl ? 'public' : 'private'}, max-age=${maxAge}`,
  })
  const unchanged = (c: Context, etag: string): Response => c.body(null, 304, cached(etag))
  const forAll: MiddlewareHandler = async (c, next) => {
    const reason = await whyNotReady()
    if (reason) return c.json({ message: reason }, 503)
    await next()
    // It is for everybody, and so for every page; whom to name for it, and on which terms, is told beside it.
    c.header('Access-Control-Allow-Origin', '*')
    c.header('Access-Control-Expose-Headers', 'ETag, Link')
    c.header('Link', `<${at(c, '/events/sources.json')}>; rel="license"`, { append: true })
  }

  app.get('/events/:name{[0-9]{1,15}(?:\\.ics)?}', forAll, async c => {
    const [number, isCalendar] = c.req.param('name').split('.')
    const id = Number(number)
    // Calendars and news link here: people get the page, programs the data.
    if (hasPages && !isCalendar) {
      c.header('Vary', 'Accept')
      if (prefersPage(c)) return c.redirect(at(c, `/explore/event/${id}`), 303)
    }
    const etag = await etagOf(library, c)
    if (etag.isKnown) return unchanged(c, etag.value)
    const event = await library.find(id)
    if (!event) return c.json({ message: `No source lists event ${id}: it never was, or is no longer.` }, 404)
    const self = at(c, `/events/${event.id}`)
    if (event.id !== id) return c.redirect(isCalendar ? `${self}.ics` : self, 307)
    const sources = await library.sources()
    if (isCalendar) {
      const text = calendarOf([event], () => self, sources, false)
      return c.body(text, 200, { 'Content-Type': formats.ics.contentType, ...cached(etag.value) })
    }
    const body = JSON.stringify(linkedDataOf(event, self, sources))
    return c.body(body, 200, { 'Content-Type': data, ...cached(etag.value) })
  })

  app.get('/events/sources.json', forAll, async c => c.json(await library.sources()))

  app.get('/:file{events\\.(?:ics|rss|geojson|csv)}', forAll, async c => {
    const format: Format = formats[c.req.param('file').slice('events.'.length) as keyof typeof formats]
    const url = new URL(c.req.url)
    const asked = readQuestion(url.searchParams)
    // Of races until a day of long ago all are meant.
    const from = aMonthAgo()
    const question = { ...(!(asked.to && asked.to < from) && { from }), ...format.usual, ...asked }
    const etag = await etagOf(library, c)
    if (etag.isKnown) return unchanged(c, etag.value)
    const [{ events, next }, all] = await Promise.all([library.ask(question), library.sources()])
    const secret = all.filter(({ may_export }) => format.isData && !may_export).map(({ name }) => name)
    const told = events.filter(({ sources }) => !sources.some(name => secret.includes(name)))
    const sources = all.filter(({ name }) => told.some(event => event.sources.includes(name)))
    // Whoever subscribes by a page's own address gets that page again, not the one after it.
    const self = at(c, url.pathname + url.search)
    if (next) {
      url.searchParams.set('cursor', next)
      c.header('Link', `<${at(c, url.pathname + url.search)}>; rel="next"`)
    }
    const links = {
      self,
      of: (id: number) => at(c, `/events/${id}`),
      isCut: next !== null,
    }
    return c.body(format.write(told, links, sources), 200, {
      'Content-Type': format.contentType,
      ...cached(etag.value),
    })
  })

  app.onError((error, c) => {
    const { code, hint } = error as { code?: string; hint?: string }
    if (error instanceof BadQuestion) return c.json({ message: error.message }, 400)
    if (code?.startsWith('22')) return c.json({ message: error.message, hint }, 400)
    if (code === '57014') return c.json({ message: 'This took too long. Ask for less at once.' }, 503)
    if (isAway(error)) {
      c.header('Retry-After', '60')
      return c.json({ message: "The database can't be reached. Try again in a minute." }, 503)
    }
    log.error({ err: error }, 'A feed failed')
    return c.json({ message: "Something went wrong here: it is in the server's log." }, 500)
  })
  return app
}

/** Races of long ago would fill a calendar, oldest first. */
const aMonthAgo = (): string => new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10)

const data = 'application/ld+json'
const prefersPage = (c: Context): boolean =>
  accepts(c, { header: 'Accept', supports: [data, 'application/json', 'text/html'], default: data }) ===
  'text/html'

/** The answer's name, known before it is made: the version of what readers find, and the URL. */
async function etagOf(library: Library, c: Context): Promise<{ value: string; isKnown: boolean }> {
  const hash = createHash('sha256')
    .update(c.req.url + aMonthAgo())
    .digest('base64url')
    .slice(0, 16)
  const value = `W/"${await library.version()}-${hash}"`
  const known = (c.req.header('if-none-match') ?? '').split(',').map(tag => tag.trim())
  return { value, isKnown: known.includes(value) || known.includes(value.slice(2)) }
}
