/** The bytes of a page for people to look at. They come from outside: nothing of them may work as a page of ours. */
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type pg from 'pg'

type Row = { body: Buffer; content_type: string | null }

/** A page is some MB; the worker keeps none that is larger. */
const largest = 64_000_000

/** What shows a snapshot: as plain text where it is text, else as a file to keep; null when there is none. */
export async function showSnapshot(pool: pg.Pool, sha256: string): Promise<Response | null> {
  const { rows } = await pool.query<Row>('select body, content_type from status.snapshot($1)', [sha256])
  if (!rows[0]) return null
  const body = await promisify(gunzip)(rows[0].body, { maxOutputLength: largest })
  const type = rows[0].content_type ?? ''
  return new Response(new Uint8Array(body), {
    headers: isText(type)
      ? { 'content-type': `text/plain; charset=${charsetOf(type)}`, 'content-disposition': 'inline' }
      : {
          'content-type': 'application/octet-stream',
          'content-disposition': `attachment; filename="${sha256}"`,
        },
  })
}

const isText = (type: string): boolean => /^(text\/|application\/([\w.-]+\+)?(json|xml)\b)/i.test(type)

// Names of two kinds only: utf-7 and its like can hide tags.
const charsetOf = (type: string): string =>
  /charset="?(utf-8|iso-8859-\d{1,2}|windows-125\d)\b/i.exec(type)?.[1]?.toLowerCase() ?? 'utf-8'
