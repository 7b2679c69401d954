/** A number (NaN where it can't be one, like a date with dots), a word, or one sign. */
export type Token = {
  type: 'number' | 'word' | 'sign'
  text: string
  /** The text in lower case. */
  word: string
  value: number
  start: number
  end: number
  /** No blank before it. */
  tight: boolean
}

const pattern = /(?<![\p{L}\d])\.\d+|\d+(?:[.,]\d+)*|[½¼¾]|[\p{L}\p{M}]+|\n|[^\s]/gu
const fractions: Record<string, number> = { '½': 0.5, '¼': 0.25, '¾': 0.75 }

/** Full-width forms, dashes, blanks and commas of other scripts as ASCII, one for one, so that places stay the same. */
export function plain(text: string): string {
  return text
    .replaceAll(/[\uff01-\uff5e]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll(/[\u2018\u2019\u0060\u00b4]/g, "'")
    .replaceAll(/[\u00d7\u2715]/g, 'x')
    .replaceAll('\u3001', ',')
    .replaceAll(/[\r\v\f\u2028\u2029]/g, '\n')
}

/** 1,000 is a thousand, 52,4 and 42,195 have a decimal comma; 1.000 could be either and is none. */
function numberOf(text: string): number {
  if (text.length > 12) return Number.NaN
  if (/^\d+$/.test(text) || /^\d*\.\d+$/.test(text))
    return /^[1-9]\d{0,2}\.000$/.test(text) ? Number.NaN : Number(text)
  if (/^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(text)) {
    const thousands = Number(text.replaceAll(',', ''))
    return thousands > 12_000 && text.indexOf(',') === text.lastIndexOf(',') && !text.includes('.')
      ? Number(text.replace(',', '.'))
      : thousands
  }
  return /^\d+,\d+$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN
}

/** 6,12,24 is three numbers, since groups of a thousand have three digits. */
function split(token: Token): Token[] {
  const texts = token.text.split(',')
  if (!Number.isNaN(token.value) || texts.length < 3 || texts.some(text => text.includes('.'))) return [token]
  let start = token.start
  return texts.flatMap((text, i): Token[] => {
    const at = start
    start += text.length + 1
    const number: Token = {
      type: 'number',
      text,
      word: text,
      value: numberOf(text),
      start: at,
      end: at + text.length,
      tight: i > 0 || token.tight,
    }
    return i === 0
      ? [number]
      : [{ ...number, type: 'sign', text: ',', word: ',', value: 0, start: at - 1, end: at }, number]
  })
}

/** The tokens of a text made plain before, in order. */
export function tokens(text: string): Token[] {
  const found: Token[] = []
  let last = 0
  for (const { 0: match, index: start } of text.matchAll(pattern)) {
    const code = match.charCodeAt(0)
    const digit = (code >= 48 && code <= 57) || (code === 46 && match.length > 1)
    const fraction = digit ? undefined : fractions[match]
    const type = digit || fraction ? 'number' : /^[\p{L}\p{M}]/u.test(match) ? 'word' : 'sign'
    const token: Token = {
      type,
      text: match,
      word: match.toLowerCase(),
      value: fraction ?? (digit ? numberOf(match) : 0),
      start,
      end: start + match.length,
      tight: start === last && start > 0,
    }
    last = token.end
    found.push(...(type === 'number' ? split(token) : [token]))
  }
  return found
}
