import t from 'tap'
import duv from '../../sources/duv.ts'
import { plan, readPage } from '../../sources/page.ts'
import { duvRows, noRealData } from '../fixtures/real-data.ts'

const row = {
  EventID: '1',
  EventName: 'Taubertal 100',
  City: 'Rothenburg',
  Country: 'GER',
  Startdate: '2027-10-02',
  Enddate: '0000-00-00 00:00:00',
  Length: '100km',
  Duration: '',
  Results: '',
}

function read(url: string, answer: object) {
  return readPage(duv, { text: JSON.stringify(answer), request: { url } })
}
const query = (text: string) => `json/mcalendar.php?${text}`
const urls = (requests: { url: string }[]) => requests.map(({ url }) => url.replace(query(''), ''))

t.test('the first answer names the other countries', async t => {
  const [first] = duv.requests()
  const { requests, full } = read(first?.url ?? '', {
    Races: [],
    FltCountryValues: ['all', 'AUT', 'GER', 'SUI'],
  })
  t.equal(full, false)
  t.same(urls(requests), [
    'year=futur&country=AUT&perpage=400&plain=1',
    'year=futur&country=SUI&perpage=400&plain=1',
  ])
  t.same(plan(requests)[0], { key: requests[0]?.url, context: undefined })
})

t.test('hours are hours, whatever lap is run in them; a backyard is one', async t => {
  const distances = (facts: object) => read('x', { Races: [{ ...row, ...facts }] }).races[0]?.distances
  t.match(distances({ Length: '1,461km', Duration: '6h' }), [{ hours: 6 }])
  t.equal(distances({ Length: '1,461km', Duration: '6h' })?.length, 1)
  t.match(distances({ Length: '45,5km' }), [{ km: 45.5 }])
  t.match(distances({ Length: '100mi,100km' }), [{ unit: 'mile' }, { km: 100 }])
  t.match(distances({ EventType: '10', Length: '', Duration: '49h' }), [{ kind: 'backyard', hours: null }])
})

t.test('further pages are asked for by the first', async t => {
  const url = query('year=futur&country=USA&perpage=400&plain=1')
  const answer = { Races: [row], Pagination: { MaxPage: '3' } }
  t.same(
    urls(read(url, answer).requests),
    ['page=2', 'page=3'].map(page => `${url.replace(query(''), '')}&${page}`),
  )
  t.same(read(`${url}&page=2`, answer).requests, [], 'and by no other')
})

t.test("at 4,000 rows a country is cut into years, a year into months, and a month can't be cut", async t => {
  const answer = { Races: [row], Pagination: { MaxPage: 10 } }
  const country = read(query('year=futur&country=USA&perpage=400&plain=1'), answer)
  t.equal(country.full, true)
  t.same(
    urls(country.requests).map(text => text.slice(0, 29)),
    [2027, 2028, 2029]
      .map(year => `from=${year}-01-01&to=${year}-12-31`)
      .concat('from=2030-01-01&to=2199-12-31'),
  )
  const year = read(query('from=2028-01-01&to=2028-12-31&order=asc&country=USA&perpage=400&plain=1'), answer)
  t.equal(year.requests.length, 12)
  t.match(urls(year.requests)[1], /^from=2028-02-01&to=2028-02-29&order=asc&country=USA/)
  const month = read(query('from=2028-02-01&to=2028-02-29&order=asc&country=USA&perpage=400&plain=1'), answer)
  t.match(month, { full: true, requests: { length: 0 } })
})

t.test('a row says its race', async t => {
  const { races, rejects } = read(query('country=GER'), {
    Races: [
      row,
      { ...row, EventID: '2', EventName: 'Taubertal 50', Length: '50', Enddate: '2027-10-03 00:00:00' },
      { ...row, EventID: '3', Length: '', Duration: '15:37h', Results: 'R', Enddate: '2027-10-01' },
      {
        ...row,
        EventID: '4',
        Enddate: '2027-10-02',
        Country: 'USA',
        City: 'Silverton, CO',
        Length: '250km/6stages',
        Results: 'O',
        EventType: '4',
      },
      { ...row, EventID: '5', Country: 'FRA', City: 'Saint-Pierre, La Réunion' },
      { ...row, EventID: '6', Country: 'FRA', City: 'Cilaos (Île de la Réunion)' },
      { ...row, EventID: '7', Country: 'FRA', City: 'Saint-Pierre' },
    ],
  })
  t.same(rejects, [])
  t.match(races, [
    {
      id: '1',
      startDate: '2027-10-02',
      endDate: null,
      country: 'DEU',
      status: 'scheduled',
      distances: [{ km: 100 }],
    },
    { id: '2', group: races[0]?.group, endDate: '2027-10-03', distances: [{ km: 50 }] },
    { id: '3', group: races[0]?.group, endDate: null, status: 'cancelled', distances: [{ hours: 15.62 }] },
    {
      id: '4',
      endDate: null,
      city: 'Silverton',
      region: 'CO',
      country: 'USA',
      place: 'Silverton, CO, USA',
      status: 'postponed',
      eventType: 'stage race',
    },
    { id: '5', city: 'Saint-Pierre, La Réunion', country: 'REU' },
    { id: '6', country: 'REU' },
    { id: '7', country: 'FRA' },
  ])
  t.match(races[3]?.distances, [{ kind: 'stage', km: 250, stages: 6 }])
  t.not(races[3]?.group, races[0]?.group)
})

t.test('a bad row is a reject with its id and reason, a bad page is unreadable', async t => {
  const { races, rejects } = read(query('country=GER'), {
    Races: [
      row,
      { ...row, EventID: '2', Startdate: '2027-02-30' },
      { ...row, EventID: 'x' },
      { ...row, EventID: '4', EventName: ' ' },
      7,
    ],
  })
  t.equal(races.length, 1)
  t.match(rejects, [
    { id: '2', reason: '"2027-02-30" is no day of the calendar.', raw: { EventName: row.EventName } },
    { id: 'x', reason: /^EventID: / },
    { id: '4', reason: /^name: / },
    { id: null, raw: 7 },
  ])
  for (const answer of [[], {}, { Races: 'none' }])
    t.throws(() => read(query('country=GER'), answer), {
      name: 'Unreadable',
      message: /This is no DUV calendar/,
    })
  t.throws(() => readPage(duv, { text: '{"Races":', request: { url: query('') } }), {
    message: /This is no JSON/,
  })
})

t.test('the real rows of Germany', { skip: noRealData }, async t => {
  const { races, rejects } = read(query('country=GER'), { Races: duvRows() })
  t.equal(races.length, 190)
  t.same(rejects, [])
  t.ok(races.every(({ distances }) => distances.length > 0))
})
