/** The same events in each format. All are written row by row: a million don't fit into memory. */

import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { type BasicType, fileWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer'
import { columns, type ExportedEvent } from './rows.ts'

type Format = {
  file: string
  contentType: string
  /** Begin such a file. */
  open(path: string): Output
}
type Output = {
  write(rows: ExportedEvent[]): Promise<void> | void
  end(): Promise<void> | void
}

/** A file of text: `head`, each row as `line` says, with `between` them, `tail`. */
function textFile(
  file: string,
  contentType: string,
  { head = '', line, between = '', tail = '' }: Text,
): Format {
  return {
    file,
    contentType,
    open(path) {
      const stream = createWriteStream(path)
      let isFirst = true
      stream.write(head)
      return {
        async write(rows) {
          const text = rows.map(line).join(between)
          const isRoom = stream.write(isFirst ? text : between + text)
          isFirst = false
          if (!isRoom) await once(stream, 'drain')
        },
        async end() {
          stream.end(tail)
          await finished(stream)
        },
      }
    },
  }
}
type Text = { head?: string; line: (row: ExportedEvent) => string; between?: string; tail?: string }

const ndjson = textFile('events.ndjson', 'application/x-ndjson', { line: row => `${JSON.stringify(row)}\n` })

const geojson = textFile('events.geojson', 'application/geo+json', {
  head: '{"type":"FeatureCollection","features":[\n',
  line({ id, latitude, longitude, ...properties }) {
    const geometry = latitude === null ? null : { type: 'Point', coordinates: [longitude, latitude] }
    return JSON.stringify({ type: 'Feature', id, geometry, properties: { id, ...properties } })
  },
  between: ',\n',
  tail: '\n]}\n',
})

const csv = textFile('events.csv', 'text/csv; charset=utf-8', {
  head: `${columns.map(({ name }) => name).join()}\r\n`,
  line: row => `${columns.map(({ name }) => cell(row[name])).join()}\r\n`,
})

/** RFC 4180. What a spreadsheet would take for a formula is kept from being one. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const parquetTypes: Record<string, BasicType> = {
  int: 'INT32',
  id: 'INT64',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  text: 'STRING',
  json: 'JSON',
}

const parquet: Format = {
  file: 'events.parquet',
  contentType: 'application/vnd.apache.parquet',
  open(path) {
    const writer = fileWriter(path)
    const columnData = (rows: ExportedEvent[]) =>
      columns.map(({ name, type }) => ({
        name,
        type: parquetTypes[type] as BasicType,
        data: rows.map(row => (type === 'id' ? BigInt(row[name] as number) : row[name])),
      }))
    const output = new ParquetWriter({ writer, schema: schemaFromColumnData({ columnData: columnData([]) }) })
    return {
      write: rows => output.write({ columnData: columnData(rows), rowGroupSize: rows.length }),
      end: () => void output.finish(),
    }
  },
}

export const formats = [geojson, csv, ndjson, parquet]
