/**
 * Where requests may go: to the hosts of their source, and never into the network that a worker stands in. A calendar
 * that names, redirects to or resolves to an inner address is refused, unless the operator allows that address.
 */
import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import { BlockList, isIP, isIPv6 } from 'node:net'
import { settings } from './settings.ts'

/** Why a request was not made; asking again won't help. */
export class Refused extends Error {
  override name = 'Refused'
}

/** Where a request may go, redirects included: to these hosts (with their port, if any), with or without www. */
export type WhereTo = {
  hosts: string[]
  /** The one among them that may be at a private address, because the operator named it. */
  trusted?: string
}

/** Only http and https, only the source's own hosts, and nothing that logs in. */
export function refuseElsewhere(url: URL, { hosts, trusted }: WhereTo): void {
  if (!/^https?:$/.test(url.protocol)) throw new Refused(`${url.protocol} is neither http nor https.`)
  if (url.username || url.password) throw new Refused(`A URL of ${url.host} holds a password.`)
  const bare = (host: string): string => host.replace(/^www\./, '')
  const isIt = (host: string): boolean => bare(host) === bare(url.host)
  // There may be thousands: nearly all are written as in a URL.
  if (!hosts.some(isIt) && !hosts.some(host => isIt(asInUrl(host))))
    throw new Refused(`${url.host} is none of the hosts of this source (${named(hosts)}).`)
  if (url.host !== trusted) refuseInner(url)
}

/** A host as a URL has it, whoever wrote it down: punycode, small letters, and no port that is some scheme's own. */
function asInUrl(host: string): string {
  return (URL.parse(`http://${host}`)?.host ?? host).replace(/:443$/, '')
}

// IANA's special-purpose registries, as far as they aren't reachable from everywhere, and tunnels, whose ends aren't seen.
const inner = listOf(
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24',
  '192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4',
  '::/96 ::ffff:0:0:0/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8',
)

function listOf(...texts: string[]): BlockList {
  const list = new BlockList()
  for (const range of texts.join(' ').split(' ').filter(Boolean)) {
    const [address = '', bits] = range.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    list.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family)
  }
  return list
}

/** Whether an address (no name) is one that anybody on the internet would reach, or that the operator allows. */
export function isOpen(address: string): boolean {
  return !isInner(address) || isIn(listOf(...settings().PRIVATE_ADDRESSES), address)
}

/** Whether an address (no name) is of this machine or of a private network. */
export const isInner = (address: string): boolean => isIn(inner, address)

function isIn(list: BlockList, address: string): boolean {
  const plain = address.split('%')[0] ?? ''
  const meant = embedded(plain) ?? plain
  return list.check(meant, isIPv6(meant) ? 'ipv6' : 'ipv4')
}

/** The IPv4 address that an IPv6 one stands for: mapped (::ffff:0:0/96), or translated by the network (64:ff9b::/96). */
function embedded(address: string): string | null {
  if (!isIPv6(address)) return null
  // The URL parser writes every spelling of an address in one way.
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [, high, low] = /^(?:::ffff:|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short) ?? []
  if (high === undefined || low === undefined) return null
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)]
  return [a >> 8, a & 255, b >> 8, b & 255].join('.')
}

/** The first of them, since this is written down with each refusal, and there may be thousands. */
function named(hosts: string[]): string {
  const most = 5
  if (hosts.length <= most) return hosts.join(', ') || 'it has none'
  return `${hosts.slice(0, most).join(', ')} and ${(hosts.length - most).toLocaleString('en')} more`
}

function refusal(host: string, address: string): Refused {
  const at = host === address ? 'is' : `is at ${address},`
  return new Refused(`${host} ${at} a private address: PRIVATE_ADDRESSES must list it to allow it.`)
}

/** Refuse a URL whose host is written as an inner address; names are looked at when they are looked up. */
function refuseInner(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) && !isOpen(host)) throw refusal(host, host)
}

type Found = (error: Error | null, address: string | LookupAddress[], family?: number) => void

/** `dns.lookup` that finds open addresses only. What it answers is what is connected to: no second look-up can differ. */
export function lookupOpen(name: string, options: LookupOptions, found: Found): void {
  lookup(name, { ...options, all: true }, (error, addresses) => {
    if (error) return found(error, [])
    const open = addresses.filter(({ address }) => isOpen(address))
    const [first] = open
    if (!first) return found(refusal(name, addresses[0]?.address ?? ''), [])
    return options.all ? found(null, open) : found(null, first.address, first.family)
  })
}
