import t from 'tap'
import {
  coordinates,
  country,
  countryOfIoc,
  countryOfSite,
  placeKeys,
  region,
  town,
} from '../../parsing/places.ts'

t.test('countries by name, ISO and IOC code', async t => {
  const known = {
    ...{
      Germany: 'DEU',
      Deutschland: 'DEU',
      'Côte d’Ivoire': 'CIV',
      España: 'ESP',
      'United States': 'USA',
      USA: 'USA',
    },
    ...{
      UK: 'GBR',
      'Great Britain': 'GBR',
      Scotland: 'GBR',
      GB: 'GBR',
      de: 'DEU',
      FRA: 'FRA',
      GER: 'DEU',
      RSA: 'ZAF',
    },
    ...{
      'South Korea': 'KOR',
      'Hong Kong': 'HKG',
      'The Netherlands': 'NLD',
      Turkey: 'TUR',
      'Czech Republic': 'CZE',
    },
  }
  for (const [text, code] of Object.entries(known)) t.equal(country(text), code, text)
  for (const text of ['', 'Atlantis', 'XX', 'ZZZ', '123', 'x'.repeat(1e6)]) t.equal(country(text), null)
})

t.test('IOC codes, also those that are another country in ISO', async t => {
  const codes = {
    GER: 'DEU',
    SUI: 'CHE',
    NED: 'NLD',
    RSA: 'ZAF',
    POR: 'PRT',
    CRO: 'HRV',
    DEN: 'DNK',
    KOS: 'XKX',
    USA: 'USA',
  }
  for (const [ioc, iso] of Object.entries(codes)) t.equal(countryOfIoc(ioc), iso)
  t.equal(countryOfIoc('BRN'), 'BHR', 'Bahrain; in ISO it is Brunei')
  t.equal(countryOfIoc(' ger '), 'DEU')
  for (const code of ['', 'XXX', 'all', 'DE']) t.equal(countryOfIoc(code), null, code)
})

t.test('regions tell their country, unless the country tells them apart', async t => {
  t.same(region('CA'), { country: 'USA', region: 'CA' })
  t.same(region('Ga'), { country: 'USA', region: 'GA' })
  t.same(region('British Columbia'), { country: 'CAN', region: 'BC' })
  t.same(region('Québec'), { country: 'CAN', region: 'QC' })
  t.same(region('WA'), { country: 'USA', region: 'WA' })
  t.same(region('WA', 'AUS'), { country: 'AUS', region: 'WA' })
  t.same(region('nt', 'AUS'), { country: 'AUS', region: 'NT' })
  t.equal(region('BC', 'USA'), null)
  const puertoRico = { country: 'PRI', region: 'PR' }
  for (const known of [null, 'USA', 'PRI']) t.same(region('PR', known), puertoRico)
  t.equal(region('PR', 'BRA'), null, 'Paraná')
  t.same(region('NT', null, { latitude: -23.7, longitude: 133.9 }), { country: 'AUS', region: 'NT' })
  t.same(region('CO', 'USA', { latitude: 45.8, longitude: 9.1 }), { country: 'USA', region: 'CO' })
  for (const text of ['', 'Bayern', 'UK', 'XX']) t.equal(region(text), null, text)
})

t.test('a site may tell its country', async t => {
  const sites = {
    'trail.it': 'ITA',
    'a.org.uk': 'GBR',
    'a.us:8080': 'USA',
    'a.eu': 'eu',
    'a.com': null,
    'a.co': null,
  }
  for (const [host, code] of Object.entries(sites)) t.equal(countryOfSite(host), code, host)
})

t.test('a town may name its region', async t => {
  t.same(town('Silverton, CO', 'USA'), { city: 'Silverton', region: 'CO' })
  t.same(town('Canmore, Alberta', 'CAN'), { city: 'Canmore', region: 'AB' })
  t.same(town('Silverton, CO', 'DEU'), { city: 'Silverton, CO', region: null }, 'of another country')
  t.same(town('Silverton, CO', null), { city: 'Silverton, CO', region: null })
  t.same(town('Washington', 'USA'), { city: 'Washington', region: null })
  t.same(town('Asheville NC', 'USA'), { city: 'Asheville', region: 'NC' })
  t.same(town('Asheville nc', 'USA'), { city: 'Asheville nc', region: null }, 'small letters may be a word')
  t.same(town('Roma RM', 'ITA'), { city: 'Roma RM', region: null })
  t.same(town('', 'USA'), { city: null, region: null })
})

t.test('coordinates are on the globe or null', async t => {
  t.same(coordinates('33.9102', '-83.8527'), { latitude: 33.9102, longitude: -83.8527 })
  t.same(coordinates(0, 10), { latitude: 0, longitude: 10 })
  t.same(coordinates(-90, 180), { latitude: -90, longitude: 180 })
  const bad = [
    [0, 0],
    ['0', '0.0'],
    ['', ''],
    [null, 1],
    [91, 0],
    [12, 181],
    [12, -233.5],
    ['1e1', '5'],
    ['x', '5'],
    [Number.NaN, 1],
  ]
  for (const [latitude, longitude] of bad)
    t.equal(coordinates(latitude, longitude), null, `${latitude} ${longitude}`)
})

t.test('names of towns are compared without what differs between lists', async t => {
  t.same(placeKeys('München'), ['munchen'])
  t.same(placeKeys('St. Louis'), ['saint louis'])
  t.same(placeKeys("Mt. D'Or"), ['mount dor'])
  t.same(placeKeys('Biel/Bienne'), ['biel bienne', 'biel', 'bienne'])
  t.same(placeKeys('48720 Rosendahl'), ['rosendahl'])
  t.same(placeKeys('Dietfurt an der Altmühl'), ['dietfurt an der altmuhl', 'dietfurt'])
  t.same(placeKeys('Rothenburg o.T.'), ['rothenburg o t', 'rothenburg'])
  t.same(placeKeys('Cortina d’Ampezzo'), ['cortina dampezzo'])
  t.same(placeKeys('near Moab'), ['near moab', 'moab'])
  t.same(placeKeys('Praha 4'), ['praha 4', 'praha'])
  t.same(placeKeys('København NV'), ['københavn nv', 'københavn'])
  t.same(placeKeys('N. Vancouver'), ['n vancouver', 'north vancouver'])
  t.same(placeKeys('LaGrange'), ['lagrange', 'la grange'])
  t.same(placeKeys('S. Martino'), ['s martino', 'south martino'])
  t.same(placeKeys(''), [])
  t.ok(placeKeys('a/b '.repeat(1e5)).length <= 6)
})
