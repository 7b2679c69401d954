import t from 'tap'
import { sourceNamed } from '../../sources/index.ts'
import { readSamples, readText } from '../fixtures/samples.ts'

t.test('it asks nobody until somebody enables it', async t => t.equal(sourceNamed('ahotu').enabled, false))

t.test('the samples: any number of activities, also of unknown units', async t => {
  const { races, rejects, asked } = await readSamples(t, 'ahotu')
  t.same(rejects, [])
  t.equal(asked.length, 2, 'the first page asks for the second')
  t.match(races, [
    { name: 'Spartathlon', country: 'GRC', latitude: 37.9838, distances: [{ km: 246 }] },
    { name: 'Comrades Marathon', country: 'ZAF', distances: [{ km: 87 }] },
    { name: '24 Hours of Brive', latitude: null, distances: [{ hours: 24 }] },
    { name: 'Virtual 100 Miler', virtual: true, country: 'GBR' },
  ])
})

t.test('a page that is none', async t => {
  t.throws(() => readText('ahotu', { races: [] }, { url: 'advanced-search.json?page=1' }), {
    name: 'Unreadable',
  })
})
