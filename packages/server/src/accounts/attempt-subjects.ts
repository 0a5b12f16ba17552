import { sha256 } from '../secrets/sha256.ts'

/** What attempts are counted against, as the store knows it. */
export function attemptSubject(kind: 'account' | 'browser' | 'network' | 'mail' | 'second_factor', name: string): Uint8Array {
  return sha256(`${kind}:${name}`)
}

/** Two spellings of one name are one account. */
export function foldIdentifier(identifier: string): string {
  return identifier.normalize('NFKC').toLowerCase().normalize('NFKC').trim()
}

/**
 * Names the network an address is in: itself, or for IPv6 its /64, of which every customer of a provider has many addresses.
 *
 * @returns `unknown` where the runtime does not tell: all of those share one count.
 */
export function networkOf(remoteAddress: string | null): string {
  if (remoteAddress === null) return 'unknown'
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(remoteAddress)?.[1]
  if (mapped !== undefined || !remoteAddress.includes(':')) return mapped ?? remoteAddress
  const [head = '', tail] = remoteAddress.toLowerCase().split('%')[0]?.split('::') ?? []
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  return [...before, ...zeros, ...after].slice(0, 4).join(':')
}
