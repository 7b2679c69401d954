/**
 * JSON that Postgres takes: it refuses U+0000 and halves of surrogate pairs, which hostile or broken pages contain.
 * `JSON.stringify` escapes both, and each escape is met as a whole here, so an escaped backslash before it is safe.
 */
export function jsonForPostgres(value: unknown): string {
  const json = JSON.stringify(value)
  // Nearly always there is neither, and most escapes are of quotes.
  if (!/\\u(?:0000|d)/.test(json)) return json
  return json.replaceAll(/\\(?:u0000|ud[89a-f][0-9a-f]{2}|.)/g, sequence =>
    sequence.length > 2 ? '\ufffd' : sequence,
  )
}
