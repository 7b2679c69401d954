/** The same events in each format. All are written row by row: a million don't fit into memory. */

import { open } from 'node:fs/promises'
import { type BasicType, fileWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer'
import { csvLine } from '../csv.ts'
import { featureOf } from '../geojson.ts'
import { columns, type ExportedEvent } from './rows.ts'

type Format = {
  file: string
  contentType: string
  /** Begin such a file. */
  open(path: string): Promise<Output> | Output
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
    async open(path) {
      const handle = await open(path, 'w')
      let before = head
      return {
        async write(rows) {
          await handle.writeFile(before + rows.map(line).join(between))
          before = between
        },
        // Without rows there is a head all the same.
        async end() {
          await handle.writeFile((before === head ? head : '') + tail).finally(() => handle.close())
        },
      }
    },
  }
}
type Text = { head?: string; line: (row: ExportedEvent) => string; between?: string; tail?: string }

const ndjson = textFile('events.ndjson', 'application/x-ndjson', { line: row => `${JSON.stringify(row)}\n` })

const geojson = textFile('events.geojson', 'application/geo+json', {
  head: '{"type":"FeatureCollection","features":[\n',
  line: featureOf,
  between: ',\n',
  tail: '\n]}\n',
})

const csv = textFile('events.csv', 'text/csv; charset=utf-8', {
  head: csvLine(columns.map(({ name }) => name)),
  line: row => csvLine(columns.map(({ name }) => row[name])),
})

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
