import t from 'tap'
import { noRealData, realFile } from '../fixtures/real-data.ts'
import { readSamples, readText } from '../fixtures/samples.ts'

const request = { url: 'data/upcoming.json' }
const row = {
  s: 'a-50k-ia',
  name: 'A 50K',
  date: '2027-05-15',
  city: 'Ames',
  state: 'IA',
  lat: 42,
  lng: -93.6,
  geo: 'venue',
  d: ['50K'],
  url: '',
}

t.test('the samples: the ultras, with coordinates only where they are of a venue', async t => {
  const { races, rejects } = await readSamples(t, 'runraceusa')
  t.same(rejects, [])
  t.equal(races.length, 7)
  const found = (id: string) => races.find(race => race.id === id)
  t.match(found('flatrock-50k-ks-2026'), {
    latitude: null,
    region: 'KS',
    country: 'USA',
    distances: [{ km: 50 }, { km: 101 }],
  })
  t.match(found('ozark-trail-100-mo-2026'), { latitude: 37.9681, longitude: -91.3549, city: 'Steelville' })
})

t.test('without a list the name is read, and a bad row is a reject with its id', async t => {
  const { races, rejects } = readText(
    'runraceusa',
    {
      races: [
        { ...row, d: [], state: 'PR' },
        { ...row, s: 'b', date: 'soon' },
      ],
    },
    request,
  )
  t.match(races, [
    { id: 'a-50k-ia-2027', region: 'PR', country: 'PRI', distanceText: 'A 50K', distances: [{ km: 50 }] },
  ])
  t.match(rejects, [{ id: 'b-soon', reason: /not written like a day/ }])
  t.throws(() => readText('runraceusa', [], request), { name: 'Unreadable' })
})

t.test('a race is off where its name says so', async t => {
  const named = (name: string) => readText('runraceusa', { races: [{ ...row, name }] }, request).races
  t.match(named('CANCELLED Iowa 50K 2027'), [{ name: 'Iowa 50K', status: 'cancelled' }])
  t.match(named('12th Iowa 50K – POSTPONED'), [{ name: 'Iowa 50K', edition: 12, status: 'postponed' }])
  t.match(named('POSTPONED: 12th Iowa 50K'), [{ name: 'Iowa 50K', edition: 12, status: 'postponed' }])
  t.match(named('Iowa 50K (cancelled 2026)'), [{ name: 'Iowa 50K (cancelled 2026)', status: 'scheduled' }])
})

t.test('real rows', { skip: noRealData }, async t => {
  const { races, rejects } = readText('runraceusa', realFile('runraceusa/upcoming.shape.json'), request)
  t.same(rejects, [])
  t.match(races, [
    { name: 'Prairie Ultra 50K', city: 'Dallas Center', latitude: null, distances: [{ km: 50 }, { km: 25 }] },
  ])
})
