/** What is asked for, as the address holds it: everything that is shared by sharing the link. */

const lists = ['countries', 'regions', 'kinds', 'surfaces', 'registration', 'months']
const numbers = ['near_lat', 'near_lng', 'radius_km', 'min_km', 'max_km', 'min_gain']
const texts = ['query', 'from', 'to', 'sort']
const flags = ['include_virtual', 'include_cancelled']

/**
 * @typedef {Record<string, any>} Question Named as the parameters of search_events.
 */

/** Today where the reader is. */
export const today = () => new Intl.DateTimeFormat('sv').format(new Date())

/** @param {string} search @returns {Question} */
export function readQuestion(search) {
  const given = new URLSearchParams(search)
  /** @type {Question} */
  const question = {}
  for (const name of texts) if (given.get(name)) question[name] = given.get(name)
  for (const name of numbers)
    if (given.get(name) && Number.isFinite(Number(given.get(name)))) question[name] = Number(given.get(name))
  for (const name of lists) if (given.get(name)) question[name] = given.get(name)?.split(',')
  for (const name of flags) if (given.get(name) === '1') question[name] = true
  // A link that somebody cut in half shows what is left of it.
  if ((question.near_lat == null) !== (question.near_lng == null)) {
    delete question.near_lat
    delete question.near_lng
  }
  if (question.near_lat == null) {
    delete question.radius_km
    if (question.sort === 'distance') delete question.sort
  }
  // Regions are chosen of a country that is.
  const within = question.regions?.filter((/** @type {string} */ one) =>
    question.countries?.includes(one.slice(0, 3)),
  )
  if (within?.length) question.regions = within
  else delete question.regions
  if (!question.query && question.sort === 'relevance') delete question.sort
  for (const name of ['from', 'to'])
    if (!/^\d{4}-\d\d-\d\d$/.test(question[name] ?? '')) delete question[name]
  return question
}

/** @param {Question} question @returns {string} `?…`, or nothing. */
export function writeQuestion(question) {
  const all = new URLSearchParams()
  for (const name of [...texts, ...numbers, ...lists, ...flags]) {
    const value = question[name]
    if (value == null || value === '' || value === false || (Array.isArray(value) && !value.length)) continue
    all.set(name, value === true ? '1' : String(value))
  }
  const text = all.toString().replaceAll('%2C', ',')
  return text && `?${text}`
}

/** The filters as search_events and event_points take them: races to come, unless other days are asked for. @param {Question} question */
export function parameters({ sort: _, ...question }) {
  return {
    ...question,
    ...(!(question.to && question.to < today()) && { from: question.from ?? today() }),
    ...(question.months && { months: question.months.map(Number) }),
  }
}
