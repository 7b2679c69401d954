/**
 * Runs as OpenTelemetry traces. What a trace would say is in the attempts already: so nothing travels through the queue,
 * and what crashed has its span too. Ids are made of the attempts', and a run that is sent again is the same trace.
 */
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'

/** A run that has ended, as `ingest.ended_runs` answers it. Times are in microseconds since 1970. */
export type EndedRun = {
  id: number
  source: string
  number: number
  trigger: string
  status: string
  reason: string | null
  trace_id: string
  tick: Date | null
  began_us: number
  ended_us: number
}

/** An attempt of it, as `ingest.run_spans` answers it. */
export type Attempt = {
  id: number
  parent: number | null
  task: string
  number: number
  worker: string
  outcome: string
  error: string | null
  request: number | null
  page: string | null
  http_status: number | null
  began_us: number
  ended_us: number
}

// As the library's enums have them.
const internal: ReadableSpan['kind'] = 0
const client: ReadableSpan['kind'] = 2
const unset: ReadableSpan['status'] = { code: 0 }
const error: ReadableSpan['status']['code'] = 2

/** What collectors take at once by default, several times over, is 4 MB; a span is some 700 bytes. */
const spansAtOnce = 2_000

const resource = resourceFromAttributes({ 'service.name': 'ultrasearch' }).merge(
  detectResources({ detectors: [envDetector] }),
)

type Refusal = (Error & { code?: number }) | undefined

// What the collector can't read or finds too large; all else (a wrong password, no room, no collector) may be set right.
const forGood = [400, 413, 422]

/** Where traces go by the environment (OTEL_EXPORTER_OTLP_…). */
export function openExporter() {
  const exporter = new OTLPTraceExporter()
  return {
    /** Send a run. Throws when it was not taken; answers why where it would never be. */
    async send(run: EndedRun, attempts: Attempt[]): Promise<string | null> {
      const spans = spansOf(run, attempts)
      for (let i = 0; i < spans.length; i += spansAtOnce) {
        const some = spans.slice(i, i + spansAtOnce)
        const error = await new Promise<Refusal>(resolve =>
          exporter.export(some, ({ error }) => resolve(error)),
        )
        if (error?.code && forGood.includes(error.code)) return `HTTP ${error.code}: ${error.message}`
        if (error) throw error
      }
      return null
    },
    close: () => exporter.shutdown(),
  }
}

/** A trace: the run, from its tick to its end, and under it each attempt, below the one that caused it. */
export function spansOf(run: EndedRun, attempts: Attempt[]): ReadableSpan[] {
  const traceId = run.trace_id.replaceAll('-', '')
  const whole = traceId.slice(0, 16)
  const spanId = (id: number | null): string => (id === null ? whole : id.toString(16).padStart(16, '0'))
  const span = (facts: Facts): ReadableSpan => ({
    name: facts.name,
    kind: facts.kind ?? internal,
    spanContext: () => ({ traceId, spanId: facts.spanId, traceFlags: 1 }),
    ...(facts.parent && { parentSpanContext: { traceId, spanId: facts.parent, traceFlags: 1 } }),
    startTime: time(facts.began_us),
    endTime: time(facts.ended_us),
    duration: time(facts.ended_us - facts.began_us),
    status: facts.error === null ? unset : { code: error, message: facts.error },
    attributes: withoutNulls(facts.attributes),
    links: [],
    events: [],
    ended: true,
    resource,
    instrumentationScope: { name: 'ultrasearch' },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  })
  const { source, id, status, reason, number, trigger, tick, began_us, ended_us } = run
  const ofRun = { 'ultrasearch.source': source, 'ultrasearch.run': id }
  const ok = status === 'published' || status === 'partial'
  return [
    span({
      name: `run ${source}`,
      spanId: whole,
      began_us,
      ended_us,
      error: ok ? null : `${status}${reason ? `: ${reason}` : ''}`,
      attributes: {
        ...ofRun,
        'ultrasearch.number': number,
        'ultrasearch.trigger': trigger,
        'ultrasearch.status': status,
        'ultrasearch.tick': tick?.toISOString() ?? null,
      },
    }),
    ...attempts.map(attempt =>
      span({
        name: attempt.task,
        ...(attempt.task === 'download' && { kind: client }),
        spanId: spanId(attempt.id),
        parent: spanId(attempt.parent),
        began_us: attempt.began_us,
        ended_us: attempt.ended_us,
        error: attempt.outcome === 'done' ? null : (attempt.error ?? attempt.outcome),
        attributes: {
          ...ofRun,
          'ultrasearch.attempt': attempt.id,
          'ultrasearch.attempt.number': attempt.number,
          'ultrasearch.outcome': attempt.outcome,
          'ultrasearch.worker': attempt.worker,
          'ultrasearch.request': attempt.request,
          'ultrasearch.page': attempt.page,
          'http.response.status_code': attempt.http_status,
        },
      }),
    ),
  ]
}

type Facts = {
  name: string
  kind?: ReadableSpan['kind']
  spanId: string
  parent?: string
  began_us: number
  ended_us: number
  error: string | null
  attributes: Record<string, string | number | null>
}

function withoutNulls(values: Facts['attributes']): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string | number] => entry[1] !== null),
  )
}

const time = (us: number): ReadableSpan['startTime'] => [Math.floor(us / 1_000_000), (us % 1_000_000) * 1_000]
