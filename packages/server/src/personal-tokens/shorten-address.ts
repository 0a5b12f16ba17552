import { isIP } from 'node:net'

/**
 * Shortens an address to the network it is in: /24 of IPv4, /48 of IPv6. Enough to tell home from a stranger, and no more.
 *
 * @returns `null` for what is no address.
 */
export function shortenAddress(address: string | null): string | null {
  const text = (address ?? '').replace(/^::ffff:(?=[\d.]+$)/i, '')
  if (isIP(text) === 4) return `${text.split('.').slice(0, 3).join('.')}.0/24`
  if (isIP(text) !== 6) return null
  const [head = '', tail] = (text.split('%')[0] ?? '').split('::')
  const groups = head.split(':').filter(Boolean)
  const after = tail === undefined ? 0 : tail.split(':').filter(Boolean).length
  const whole = [...groups, ...Array.from({ length: Math.max(0, 8 - groups.length - after) }, () => '0')]
  const first = whole.slice(0, 3).map((group) => Number.parseInt(group, 16).toString(16))
  return `${first.join(':').replace(/(?:(?:^|:)0)+$/, '')}::/48`
}
