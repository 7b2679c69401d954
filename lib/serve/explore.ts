/** The race explorer: public pages, which ask the Supabase themselves. Nothing here needs credentials or holds any. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { secureHeaders } from 'hono/secure-headers'
import { asset, explorerAsset } from './assets.ts'

export type Explorer = {
  /** Where readers ask, and with which key: never the service's. Null: nothing was set. */
  supabase: { url: string; anonKey: string } | null
  /** Tiles behind the outlines, `https://…/{z}/{x}/{y}.png`, and whom to thank for them. */
  tiles: { url: string; attribution: string } | null
}

const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.html': 'text/html',
}

// What both pages share.
const shared = ['/format.js', '/styles/theme.css']

/** The explorer's routes; `web` is the folder of the pages. Whatever isn't its own is left to others. */
export function exploreRoutes({ supabase, tiles }: Explorer, web: string): Hono {
  const app = new Hono()
  for (const part of ['/explore', '/explore/*', '/assets/*', ...shared])
    app.use(part, compress(), headers({ supabase, tiles }))
  const file = (c: Context, name: string) => {
    const full = path.join(web, name)
    return existsSync(full) ? send(c, readFileSync(full, 'utf8'), path.extname(name)) : c.notFound()
  }
  const page = (c: Context) => file(c, 'explore/index.html')
  app.get('/explore', page)
  app.get('/explore/event/:id{[0-9]+}', page)
  app.get('/explore/config.json', c => c.json({ supabase, tiles }))
  for (const name of shared) app.get(name, c => file(c, name))
  // Parts of installed packages: no secret to anybody.
  app.get('/assets/*', c => {
    const text = explorerAsset(c.req.path) ?? asset(c.req.path)
    return text === null ? c.notFound() : send(c, text, path.extname(c.req.path))
  })
  app.get('/explore/:name{[a-z]+\\.(js|css)}', c => file(c, `explore/${c.req.param('name')}`))
  return app
}

function send(c: Context, text: string, extension: string): Response {
  return c.body(text, 200, {
    'Content-Type': `${types[extension]}; charset=utf-8`,
    'Cache-Control': 'no-cache',
  })
}

function headers({ supabase, tiles }: Explorer) {
  const self = "'self'"
  const none = ["'none'"]
  const tileHost = tiles ? [new URL(tiles.url.replace('{s}', 'a')).origin.replace('//a.', '//*.')] : []
  const secure = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: none,
      scriptSrc: [self],
      styleSrc: [self],
      imgSrc: [self, 'data:', ...tileHost],
      connectSrc: [self, ...(supabase ? [new URL(supabase.url).origin] : [])],
      baseUri: none,
      formAction: none,
      frameAncestors: none,
    },
    xFrameOptions: 'DENY',
    // Tiles and the Supabase need not learn what was looked for.
    referrerPolicy: 'strict-origin-when-cross-origin',
    strictTransportSecurity: false,
    permissionsPolicy: { camera: [], geolocation: ['self'], microphone: [] },
  })
  return secure
}
