import t from 'tap'
import { refuseElsewhere } from '../../lib/addresses.ts'
import { knownSites, whereTo } from '../../sources/hosts.ts'
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

t.test('a host is the same however an operator writes it', async t => {
  const sites = [
    'https://www.müritz-lauf.de/Lauf?größe=1',
    'https://WWW.xn--mritz-lauf-9db.de:443/Lauf?größe=1',
    'http://club.example.org:80',
    'http://club.example.org:8080/x',
  ]
  const written = ['https://www.xn--mritz-lauf-9db.de/Lauf?größe=1', 'http://club.example.org', sites[3]]
  t.same(knownSites(sites), written)
  t.same(knownSites(['https://club.example.org:8O/', 'https://me:word@a.example']), [
    'https://club.example.org:8O/',
    'https://me:word@a.example',
  ])
  t.same(
    sourceNamed('json_ld')
      .requests(knownSites([...sites, 'https://club.example.org:8O/']))
      .map(({ url }) => url),
    [
      'https://www.xn--mritz-lauf-9db.de/robots.txt',
      'http://club.example.org/robots.txt',
      'http://club.example.org:8080/robots.txt',
      'https://club.example.org:8O/',
    ],
  )

  // As the database has them, redirects included.
  const hosts = ['www.müritz-lauf.de', 'club.example.org:443', 'shop.example.org:80', '[2606::1]:443']
  for (const url of ['https://xn--mritz-lauf-9db.de', 'https://club.example.org', 'https://shop.example.org'])
    t.doesNotThrow(() => refuseElsewhere(new URL(url), { hosts }), url)
  t.doesNotThrow(() => refuseElsewhere(new URL('https://[2606::1]/'), { hosts }))
  for (const url of ['https://mritz-lauf.de', 'https://club.example.org:8080'])
    t.throws(() => refuseElsewhere(new URL(url), { hosts }), { name: 'Refused' }, url)
})
