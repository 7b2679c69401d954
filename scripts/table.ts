import { printable } from './printable.ts'

export type Cell = string | number | null | undefined

/** A plain text table: columns as wide as needed, numbers to the right. */
export function table(headings: string[], rows: Cell[][]): string {
  const text = [headings, ...rows.map(row => row.map(cell => printable(String(cell ?? ''))))]
  const widths = headings.map((_, i) => Math.max(...text.map(row => (row[i] ?? '').length)))
  const isNumber = headings.map((_, i) => rows.length > 0 && rows.every(row => typeof row[i] === 'number'))
  const line = (row: string[]) =>
    row
      .map((cell, i) => (isNumber[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd()
  return [...text.slice(0, 1), widths.map(width => '─'.repeat(width)), ...text.slice(1)].map(line).join('\n')
}
