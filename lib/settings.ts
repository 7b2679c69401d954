/**
 * The environment, read in this one file. A missing or wrong setting stops the process with one clear line.
 */
import { existsSync } from 'node:fs'
import { isIP } from 'node:net'
import path from 'node:path'
import { z } from 'zod'

/** A mistake of whoever runs the program: printed as one line, exit code 2, no stack. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** What a source or a store answered, which is no bug of ours: printed as one line too, exit code 1. */
export class OutsideError extends Error {
  override name = 'OutsideError'
}

function isAddressRange(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const most = { 4: 32, 6: 128 }[isIP(address)]
  return (
    most !== undefined &&
    more.length === 0 &&
    (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= most))
  )
}

/** Of the project, not of whoever runs it: doctor says so. */
export const defaultContact = 'https://github.com/ultrasearch'

// PostGraphile's libraries look at it when they are loaded; unset they print a notice, and then do the same.
process.env.GRAPHILE_ENV ??= 'production'

export type Role = 'viewer' | 'operator'
export type Credential = { role: Role; user: string; password: string }

/**
 * `operator:ops:secret,viewer:guest:secret`; `ops:secret` is an operator. A password holds no comma, and a colon only
 * where the role is said. Null: not to be read like this.
 */
function readCredential(text: string): Credential | null {
  const [first = '', second = '', ...rest] = text.split(':')
  const isRole = first === 'viewer' || first === 'operator'
  if (isRole && rest.length > 0 && second && rest.join(':'))
    return { role: first, user: second, password: rest.join(':') }
  return !isRole && rest.length === 0 && first && second
    ? { role: 'operator', user: first, password: second }
    : null
}

const milliseconds = z.coerce.number().int().positive()
const days = z.coerce.number().int().positive()

// Names and addresses of inner networks too, which zod's own httpUrl refuses.
const webAddress = z
  .string()
  .refine(text => /^https?:\/\//.test(text) && URL.canParse(text), 'must be an http or https URL')
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')

const schema = z.object({
  /** The Postgres to work in; without it the embedded one in `.data/` is used. Session mode (port 5432 on Supabase). */
  DATABASE_URL: postgresUrl.optional(),
  /**
   * The Postgres of the Celery system, for `ultrasearch import`, which reads the tables that its search_path finds; another schema
   * than public is named by `?options=-c%20search_path%3D<schema>`.
   */
  OLD_DATABASE_URL: postgresUrl.optional(),
  SUPABASE_URL: webAddress.optional(),
  SUPABASE_ANON_KEY: z.string().min(1).optional(),
  SUPABASE_SERVICE_ROLE_KEY: z.string().min(1).optional(),
  /** With it, `ultrasearch serve` takes tokens that say role ultrasearch_viewer or ultrasearch_operator (HS256, with exp). */
  SUPABASE_JWT_SECRET: z
    .string()
    .min(32, 'must have 32 characters at least: it could be guessed from a token')
    .optional(),
  /** Who may look at the status, and who may act: `operator:ops:secret,viewer:guest:secret`, or `ops:secret` for both. */
  STATUS_AUTH: z
    .string()
    .default('')
    .transform(text => text.split(',').filter(Boolean).map(readCredential))
    .refine(
      (all): all is Credential[] => !all.includes(null),
      'must be role:user:password, with commas between; the role is viewer or operator',
    ),
  /** Where `ultrasearch serve` listens. Any other address than loopback needs credentials. */
  STATUS_HOST: z.string().min(1).default('127.0.0.1'),
  STATUS_PORT: z.coerce.number().int().min(0).max(65_535).default(5555),
  /** Where the status page is for people, for links to it. */
  STATUS_URL: webAddress.optional(),
  /** Map tiles behind the explorer's outlines, `https://tile.example.org/{z}/{x}/{y}.png`, and whom to thank for them. */
  EXPLORE_TILES_URL: webAddress
    .regex(/^https?:\/\/[^/]+\/.*\{z\}/, 'must be an http or https URL with {z}, {x} and {y} in its path')
    .optional(),
  EXPLORE_TILES_ATTRIBUTION: z.string().min(1).default('Tiles: see their provider'),
  /** Told, as Slack takes it, when a source becomes failing, held or stale, or is well again; its address is a secret. */
  NOTIFY_WEBHOOK_URL: webAddress.optional(),
  /** Where runs are sent as OpenTelemetry traces when they have ended; what else OTEL_… says, its exporter reads itself. */
  OTEL_EXPORTER_OTLP_ENDPOINT: webAddress.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: webAddress.optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().default(''),
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: z.string().default(''),
  /** Where the embedded Postgres and the local Supabase keep their files. */
  DATA_DIR: z.string().min(1).default('.data'),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug']).default('info'),
  /** Jobs at once in one worker process. */
  CONCURRENCY: z.coerce.number().int().min(1).max(100).default(10),
  /** A file of places in GeoNames' format, instead of all towns with 500 inhabitants. */
  GAZETTEER_FILE: z.string().min(1).optional(),
  /** How the sources may reach whoever runs this: a URL or an e-mail address. */
  CONTACT: z
    .httpUrl()
    // It goes into a header, which takes Latin letters only.
    .transform(text => new URL(text).href)
    .or(z.email())
    .default(defaultContact),
  /** One request, from connecting to the last byte. */
  REQUEST_TIMEOUT_MS: milliseconds.default(30_000),
  /** Largest body taken, decoded: the largest honest page seen is under 2 MB. */
  MAX_BODY_BYTES: z.coerce.number().int().positive().default(20_000_000),
  /** Inner addresses that downloads may go to all the same, as `10.1.2.3` or `10.0.0.0/8`, with commas between. */
  PRIVATE_ADDRESSES: z
    .string()
    .default('')
    .transform(text =>
      text
        .split(',')
        .map(part => part.trim())
        .filter(Boolean),
    )
    .refine(
      parts => parts.every(isAddressRange),
      'must be addresses or ranges (10.0.0.0/8), with commas between',
    ),
  /** One upload, its turn to publish included: a million events take minutes, and others may be before it. */
  UPLOAD_TIMEOUT_MS: milliseconds.default(1_800_000),
  /** A worker beats this often … */
  BEAT_MS: milliseconds.default(1_000),
  /** … and is declared dead after this silence. */
  DEAD_AFTER_MS: milliseconds.default(10_000),
  /** A worker whose event loop stands still this long stops beating: the longest honest parse seen takes 6 s. */
  WEDGED_AFTER_MS: milliseconds.default(60_000),
  /** Where a worker answers whether it works (/healthz) and what it does (/metrics); nowhere when left out … */
  HEALTH_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  /** … at this address. Any other than loopback needs credentials (STATUS_AUTH), and asks for them before /metrics. */
  HEALTH_HOST: z.string().min(1).default('127.0.0.1'),
  /** A worker whose loop, beats, claims or notifications have stood still this long is said to be ill. */
  HEALTH_AFTER_MS: milliseconds.default(45_000),
  /** How long attempts and downloads are kept, and the bytes that came with them … */
  KEEP_ATTEMPTS_DAYS: days.default(90),
  /** … requests, the readings that they rest on and, where nothing else rests on them, their runs … */
  KEEP_RUNS_DAYS: days.default(180),
  /** … and, where that is longer, readings and pages: what is older and nothing rests on any more goes. */
  KEEP_READINGS_DAYS: days.default(30),
  /** Pages older than this are put away, if all who have the tasks prune and archive say so; left out, they stay in the database … */
  ARCHIVE_AFTER_DAYS: days.optional(),
  /** … in this private bucket of SUPABASE_URL's Storage, or a folder of that name in DATA_DIR that all workers share. */
  ARCHIVE_BUCKET: z.string().min(1).default('archive'),
  /** All events are written to files here after each publication: a public bucket of SUPABASE_URL's Storage … */
  EXPORT_BUCKET: z.string().min(1).default('exports'),
  /** … or, without SUPABASE_URL and SUPABASE_SERVICE_ROLE_KEY, a folder of that name in DATA_DIR; kept this long. */
  KEEP_EXPORTS_DAYS: days.default(30),
  /** Downloads pause from 95 % of this size of the database on. */
  MAX_DATABASE_BYTES: z.coerce.number().int().positive().optional(),
  /** Running jobs get this long to finish after SIGTERM; then they are broken off and given back. */
  SHUTDOWN_MS: milliseconds.default(30_000),
})
/** What may be set; what doesn't stand here is `SOURCE_…`, or a library's. */
export const settingNames: string[] = Object.keys(schema.shape)

// Whoever beats seldom is always silent to others, and never steady enough to find others dead.
const timed = schema.refine(({ BEAT_MS, DEAD_AFTER_MS }) => DEAD_AFTER_MS >= 3 * BEAT_MS, {
  path: ['DEAD_AFTER_MS'],
  message: 'must be at least three times BEAT_MS',
})
export type Settings = z.infer<typeof schema> & { sourceUrls: Record<string, string> }

/** A source's name is its file's. */
const isSource = (name: string): boolean =>
  existsSync(path.join(import.meta.dirname, '../sources', `${name}.ts`))

/**
 * `SOURCE_DUV=http://…` overrides the base URL of the source `duv`. Builders set others (SOURCE_COMMIT, SOURCE_DATE_EPOCH), which are
 * neither of a source nor an address. An address of no source is refused where the sources are registered: a name was misspelt.
 */
function sourceUrls(environment: NodeJS.ProcessEnv): Record<string, string> {
  const urls: Record<string, string> = {}
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith('SOURCE_') || !value) continue
    const source = name.slice('SOURCE_'.length).toLowerCase()
    if (!value.includes('://') && !isSource(source)) continue
    if (!URL.canParse(value) || !/^https?:/.test(value)) {
      throw new UsageError(`${name} must be an http or https URL.`)
    }
    urls[source] = value.endsWith('/') ? value : `${value}/`
  }
  return urls
}

/** Values are never repeated in the message: a connection string holds a password. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const read = timed.safeParse(given)
  if (!read.success) {
    throw new UsageError(
      read.error.issues.map(issue => `${issue.path.join('.')} is wrong: ${issue.message}.`).join(' '),
    )
  }
  return { ...read.data, sourceUrls: sourceUrls(environment) }
}

let cached: Settings | undefined

/** The settings of this process. */
export function settings(): Settings {
  cached ??= readSettings(process.env)
  return cached
}
