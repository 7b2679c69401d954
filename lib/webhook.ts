/** What operators are told, as Slack's incoming webhooks take it; Mattermost, Rocket.Chat and Discord (with /slack) do too. */
import { request } from 'undici'
import { hideAddress, withoutSecrets } from './secrets.ts'

/** A change in how a source is, as `ingest.begin_notice` answers it. */
export type Change = {
  id: number
  source: string
  title: string
  state: string
  since: Date | null
  why: string | null
  noticed_at: Date
  /** What was told of the source before, and since when it was so. */
  before: string | null
  before_since: Date | null
}

export type Message = { text: string; attachments: Attachment[] }
type Attachment = {
  color: string
  fallback: string
  title: string
  title_link?: string
  text?: string
  ts: number
}

const colors: Record<string, string> = {
  failing: 'danger',
  held: 'warning',
  stale: 'warning',
  fresh: 'good',
}

/** What Slack shows of a long text anyway; an error may quote a page. */
const longest = 500

/** One message for all of them. `statusUrl` is where the status page is, for links. */
export function messageOf(changes: Change[], statusUrl?: string): Message {
  const lines = changes.map(saying)
  const text = lines.length === 1 ? (lines[0] as string) : `${lines.length} changes:\n${lines.join('\n')}`
  return {
    text: escaped(text),
    attachments: changes.map((change, i) => ({
      color: colors[change.state] ?? 'warning',
      fallback: escaped(lines[i] as string),
      title: escaped(`${change.title}: ${change.state}`),
      ...(statusUrl && { title_link: new URL(`#/source/${change.source}`, statusUrl).href }),
      ...(change.why && { text: escaped(change.why) }),
      ts: Math.floor((change.since ?? change.noticed_at).getTime() / 1_000),
    })),
  }
}

function saying({ source, state, since, noticed_at, before, before_since }: Change): string {
  const from = since ?? noticed_at
  if (state !== 'fresh') return `${source} is ${state} since ${time(from)}.`
  const lasted = before_since ? `, after ${span(from.getTime() - before_since.getTime())}` : ''
  return `${source} is fresh again since ${time(from)}; it was ${before}${lasted}.`
}

const time = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

function span(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000))
  if (minutes < 60) return `${minutes} min`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`
}

/** What sources say must not call people (<!channel>) nor hide where a link goes (<https://…|text>). */
function escaped(text: string): string {
  const short = text.length > longest ? `${text.slice(0, longest)}…` : text
  return short.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Longer than Slack ever takes, shorter than anybody waits. */
const timeoutMs = 10_000

/**
 * Post it. Throws, with a reason that names no more of the address than its host, when it was not taken. `key` is the
 * same whenever the same is told again, for receivers that look at it: whoever dies after posting tells twice.
 */
export async function post(url: string, message: unknown, key: string, stop?: AbortSignal): Promise<void> {
  const { host } = new URL(url)
  hideAddress(url)
  const tooLong = AbortSignal.timeout(timeoutMs)
  // A redirect is not followed: elsewhere is not where the operator wanted it told.
  const { statusCode, body } = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(message),
    signal: stop ? AbortSignal.any([tooLong, stop]) : tooLong,
  }).catch(error => {
    stop?.throwIfAborted()
    const { code } = (error.cause ?? error) as { code?: string }
    const why = tooLong.aborted
      ? `did not answer within ${timeoutMs / 1_000} s`
      : `can't be reached (${code ?? error.name})`
    throw new Error(`The webhook at ${host} ${why}.`)
  })
  // Slack answers a word, as "invalid_token"; others may answer a page, and quote the address. Half a secret would not be found.
  const said = withoutSecrets(await body.text().catch(() => '')).slice(0, 100)
  if (statusCode > 299)
    throw new Error(`The webhook at ${host} answered ${statusCode}${said && `: ${said}`}.`)
}
