import { pieces } from './distance-compounds.ts'
import { hasScript, meaning, scriptWords } from './distance-scripts.ts'

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
const letters = '[\\p{L}\\p{M}]+'
const scripted = new RegExp(pattern.source.replace(letters, scriptWords), 'gu')
const fractions: Record<string, number> = { '½': 0.5, '¼': 0.25, '¾': 0.75 }

/** Full-width forms, dashes, blanks and commas of other scripts as ASCII, one for one, so that places stay the same. */
export function plain(text: string): string {
  // Most texts have nothing to change.
  if (!/[^\n\t\x20-\x5f\x61-\x7e]/.test(text)) return text
  return text
    .replaceAll(/[\uff01-\uff5e]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll(/[\u2018\u2019\u0060\u00b4]/g, "'")
    .replaceAll(/[\u00d7\u2715]/g, 'x')
    .replaceAll(/[\u3001\u30fb]/g, ',')
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

/** The pieces of a word that is written as one: 'Stunden' and 'lauf'. */
function compound(token: Token): Token[] {
  const found = token.text.length === token.word.length ? pieces(token.word) : null
  if (!found) return [token]
  let { start } = token
  return found.map(({ text, word }, i) => {
    const end = start + text.length
    const piece = {
      ...token,
      text: token.text.slice(start - token.start, end - token.start),
      word,
      start,
      end,
    }
    start = end
    return { ...piece, tight: i > 0 || token.tight }
  })
}

/** The tokens of a text made plain before, in order. */
export function tokens(text: string): Token[] {
  const found: Token[] = []
  const isScripted = hasScript(text)
  let last = 0
  for (const { 0: match, index: start } of text.matchAll(isScripted ? scripted : pattern)) {
    const code = match.charCodeAt(0)
    const digit = (code >= 48 && code <= 57) || (code === 46 && match.length > 1)
    const fraction = digit ? undefined : fractions[match]
    const type = digit || fraction ? 'number' : /^[\p{L}\p{M}]/u.test(match) ? 'word' : 'sign'
    const token: Token = {
      type,
      text: match,
      word: isScripted ? meaning(match.toLowerCase()) : match.toLowerCase(),
      value: fraction ?? (digit ? numberOf(match) : 0),
      start,
      end: start + match.length,
      tight: start === last && start > 0,
    }
    // Numbers stand at words of these scripts without a blank, and are none the less numbers.
    last = isScripted && type === 'word' && hasScript(match) ? -1 : token.end
    if (type === 'number') found.push(...split(token))
    else if (type === 'word') found.push(...compound(token))
    else found.push(token)
  }
  return found
}
