/** Numbers in words, as organisers write them in their languages: 6, 12, 24, 48 hours, 50 and 100 km or miles. */
import { type Item, item } from './distance-numbers.ts'
import type { Token } from './distance-tokens.ts'
import { unitWords } from './distance-words.ts'

const table = [
  'half ½ quarter ¼ one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 twenty 20',
  'thirty 30 forty 40 fifty 50 sixty 60 hundred 100',
  'sechs 6 acht 8 zehn 10 zwölf 12 zwoelf 12 vierundzwanzig 24 achtundvierzig 48 fünfzig 50 sechzig 60 hundert 100 einhundert 100',
  'quatre 4 huit 8 dix 10 douze 12 vingt 20 quarante 40 cinquante 50 soixante 60 cent 100',
  'sei 6 otto 8 dieci 10 dodici 12 ventiquattro 24 quarantotto 48 cinquanta 50 sessanta 60 cento 100',
  'cuatro 4 seis 6 ocho 8 diez 10 doce 12 veinticuatro 24 cuarenta 40 cincuenta 50 sesenta 60 cien 100',
  'quatro 4 oito 8 dez 10 doze 12 vinte 20 quarenta 40 cinquenta 50 sessenta 60 cem 100',
  'zes 6 tien 10 twaalf 12 vierentwintig 24 achtenveertig 48 vijftig 50 zestig 60 honderd 100',
  'sex 6 tolv 12 tjugofyra 24 fyrtioåtta 48 femtio 50 hundra 100 seks 6 tjuefire 24 femti 50 hundre 100 hundrede 100',
  'cztery 4 sześć 6 dwanaście 12 dwadzieścia 20 pięćdziesiąt 50 sto 100 šest 6 dvanáct 12 dvacet 20 padesát 50',
]
const parts: Record<string, number> = { '½': 0.5, '¼': 0.25 }
/** Otto Mile is a name. */
const english = new Set(table.slice(0, 2).join(' ').split(' '))
const isEnglish = /^(?:miles?|milers?|hours?|days?)$/
const words: ReadonlyMap<string, number> = new Map(
  table.flatMap(line =>
    [...line.matchAll(/(\S+) (\S+)/g)].map(([, word = '', value = '']): [string, number] => [
      word,
      parts[value] ?? Number(value),
    ]),
  ),
)
const links = new Set(['-', 'e', 'y', 'et'])

/** "twenty-four", "vinte e quatro", "one hundred": the value, and the place after it. */
function valueAt(list: Token[], at: number): { value: number; next: number } | null {
  const first = words.get(list[at]?.word ?? '')
  if (first === undefined) return null
  const link = links.has(list[at + 1]?.word ?? '') ? 1 : 0
  const second = words.get(list[at + 1 + link]?.word ?? '') ?? 0
  if (second === 100 && first >= 1 && first < 10 && !link) return { value: first * 100, next: at + 2 }
  const isTens = first >= 20 && first < 100 && first % 10 === 0
  if (isTens && second >= 1 && second < 10) return { value: first + second, next: at + 2 + link }
  return { value: first, next: at + 1 }
}

/** Letters that are words of their own in names ('Six K') are no units here. */
const isLong = (word: string) => word.length > 3 || /^(km|ore|uur|hrs|std)$/.test(word)

/** "Six Hour", "half mile", "vinte e quatro horas": a number in words before a unit. */
export function spelledNumber(list: Token[], at: number): { item: Item; next: number } | null {
  const found = valueAt(list, at)
  if (!found) return null
  const { value, next } = found
  const hyphen = list[next]?.word === '-' ? 1 : 0
  const word = list[next + hyphen]
  const unit = unitWords.get(word?.word ?? '')
  if (!word || !unit || !isLong(word.word) || (value < 1 && unit.unit === 'day')) return null
  const before = list[at - 1]
  if (before?.type === 'number' || before?.word === '-' || words.has(before?.word ?? '')) return null
  if (isEnglish.test(word.word) && !english.has(list[at]?.word ?? '')) return null
  const amount = unit.factor === 1 ? value : Math.round(value * unit.factor * 100) / 100
  return {
    item: { ...item('measure', list[at] as Token, word, [amount], unit.unit), spelled: true },
    next: next + hyphen + 1,
  }
}
