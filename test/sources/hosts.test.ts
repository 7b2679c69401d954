import t from 'tap'
import { whereTo } from '../../sources/hosts.ts'
import { sourceNamed } from '../../sources/index.ts'

t.test('downloads go to the hosts of the base URL, to those a source names, or to its sites', async t => {
  const duv = sourceNamed('duv')
  t.same(whereTo(duv, duv.baseUrl, []), { hosts: ['statistik.d-u-v.org'] })
  t.same(whereTo({ ...duv, hosts: ['api.example.org'] }, duv.baseUrl, []), {
    hosts: ['statistik.d-u-v.org', 'api.example.org'],
  })
  t.same(whereTo(sourceNamed('json_ld'), '', ['a.example', 'b.example']), {
    hosts: ['a.example', 'b.example'],
  })
})

t.test('a base URL that the operator put in its place is the only host, and trusted', async t => {
  for (const name of ['duv', 'json_ld'])
    t.same(
      whereTo({ ...sourceNamed(name), hosts: ['api.example.org'] }, 'http://127.0.0.1:8080/x/', [
        'a.example',
      ]),
      {
        hosts: ['127.0.0.1:8080'],
        trusted: '127.0.0.1:8080',
      },
    )
})
