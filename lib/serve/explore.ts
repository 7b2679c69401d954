/** The race explorer: public pages, which ask the Supabase themselves. Nothing here needs credentials or holds any. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Context, Hono } from 'hono'
import { explorerAsset } from './assets.ts'

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

/** Of `web/`, and nothing else of it: what is the operators' stays theirs. */
const own = [
  'format.js',
  'styles/theme.css',
  ...[
    'api',
    'event',
    'filters',
    'list',
    'main',
    'map',
    'outlines',
    'policy',
    'question',
    'state',
    'words',
  ].map(name => `explore/${name}.js`),
  ...['layout', 'filters', 'races', 'map', 'event'].map(name => `explore/${name}.css`),
]

/** The explorer's routes; `web` is the folder of the pages. Whatever isn't its own is left to others. */
export function exploreRoutes({ supabase, tiles }: Explorer, web: string): Hono {
  const app = new Hono()
  const file = (c: Context, name: string) => send(c, readFileSync(path.join(web, name), 'utf8'), name)
  app.get('/explore', c => file(c, 'explore/index.html'))
  app.get('/explore/', c => c.redirect('/explore', 301))
  app.get('/explore/event/:id{[0-9]{1,15}}', c => file(c, 'explore/index.html'))
  app.get('/explore/config.json', c => c.json({ supabase, tiles }, 200, { 'Cache-Control': 'no-store' }))
  for (const name of own) app.get(`/${name}`, c => file(c, name))
  // Parts of installed packages: no secret to anybody. The others are the operators'.
  app.get('/assets/*', async (c, next) => {
    const text = explorerAsset(c.req.path)
    return text === null ? next() : send(c, text, c.req.path, 'public, max-age=3600')
  })
  return app
}

const send = (c: Context, text: string, name: string, cache = 'no-cache'): Response =>
  c.body(text, 200, {
    'Content-Type': `${types[path.extname(name)]}; charset=utf-8`,
    'Cache-Control': cache,
  })

/** Where else the explorer may get things from: tiles, if there are any, and answers. */
export const elsewhere = ({ supabase, tiles }: Explorer): { tiles: string[]; answers: string[] } => ({
  tiles: tiles ? [new URL(tiles.url.replace('{s}', 'a')).origin.replace('//a.', '//*.')] : [],
  answers: supabase ? [new URL(supabase.url).origin] : [],
})
