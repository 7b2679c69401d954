import { promisify } from 'node:util'
import t from 'tap'
import { isOpen, lookupOpen, refuseElsewhere } from '../../lib/addresses.ts'

t.test('both sides of each limit of what is reached from everywhere', async t => {
  const ranges: Record<string, [before: string | null, first: string, last: string, after: string | null]> = {
    'this network': [null, '0.0.0.0', '0.255.255.255', '1.0.0.0'],
    'private, class A': ['9.255.255.255', '10.0.0.0', '10.255.255.255', '11.0.0.0'],
    'carrier-grade NAT': ['100.63.255.255', '100.64.0.0', '100.127.255.255', '100.128.0.0'],
    loopback: ['126.255.255.255', '127.0.0.0', '127.255.255.255', '128.0.0.0'],
    'link-local': ['169.253.255.255', '169.254.0.0', '169.254.255.255', '169.255.0.0'],
    'private, class B': ['172.15.255.255', '172.16.0.0', '172.31.255.255', '172.32.0.0'],
    'private, class C': ['192.167.255.255', '192.168.0.0', '192.168.255.255', '192.169.0.0'],
    'multicast and beyond': ['223.255.255.255', '224.0.0.0', '255.255.255.255', null],
    'unspecified and loopback': [null, '::', '::1', '1::'],
    'unique local': ['fbff::', 'fc00::', 'fdff:ffff::', null],
    'link-local of IPv6': [null, 'fe80::', 'febf:ffff::', null],
    'multicast of IPv6': [null, 'ff00::', 'ffff::', null],
    'IPv4 in IPv6': ['::ffff:9.255.255.255', '::ffff:10.0.0.0', '::ffff:10.255.255.255', '::ffff:11.0.0.0'],
    'IPv4 behind NAT64': [
      '64:ff9b::9.9.9.9',
      '64:ff9b::10.0.0.0',
      '64:ff9b::10.255.255.255',
      '64:ff9b::11.0.0.0',
    ],
    '6to4': ['2001:ffff::', '2002::', '2002:ffff::', '2003::'],
  }
  for (const [name, [before, first, last, after]] of Object.entries(ranges)) {
    t.notOk(isOpen(first) || isOpen(last), name)
    for (const beside of [before, after]) if (beside) t.ok(isOpen(beside), `beside ${name}`)
  }
  t.ok(isOpen('93.184.216.34') && isOpen('2606:4700::1111'))
  t.notOk(isOpen('fe80::1%eth0'))
})

t.test('a refusal names a few of the hosts, however many there are', t => {
  const said = (count: number) => () =>
    refuseElsewhere(new URL('https://other.example/'), {
      hosts: Array.from({ length: count }, (_, i) => `${i}.example`),
    })
  const five = '0.example, 1.example, 2.example, 3.example, 4.example'
  t.throws(said(0), { message: 'other.example is none of the hosts of this source (it has none).' })
  t.throws(said(5), { message: `other.example is none of the hosts of this source (${five}).` })
  t.throws(said(10_000), {
    message: `other.example is none of the hosts of this source (${five} and 9,995 more).`,
  })
  t.end()
})

t.test('a name is looked up to what may be connected to, in both ways of asking', async t => {
  const look = promisify(lookupOpen)
  await t.rejects(look('localhost', { all: true }), {
    name: 'Refused',
    message: /^localhost is at (127|::1).*private/,
  })
  await t.rejects(look('localhost', {}), { name: 'Refused' })
  await t.rejects(look('calendar.invalid', {}), { code: /^E/ })
})
