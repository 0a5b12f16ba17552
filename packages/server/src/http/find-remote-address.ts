import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/**
 * Finds whose request it is: behind so many proxies of ours the address that the outermost of them wrote into `X-Forwarded-For`.
 *
 * Each proxy adds at the end whom it heard, so what stands further left came from outside, where anybody can write anything.
 *
 * @param trustedProxies - 0 does not look at the header at all.
 */
export function findRemoteAddress(request: Pick<IncomingMessage, 'headers' | 'socket'>, trustedProxies: number): string | null {
  const connected = request.socket.remoteAddress ?? null
  if (trustedProxies === 0) return connected
  const header = request.headers['x-forwarded-for'] ?? ''
  const forwarded = (typeof header === 'string' ? header : header.join(',')).split(',').map((address) => address.trim())
  // Fewer than there are proxies: the request came by another way, and only the connection can be believed.
  const address = withoutPort(forwarded.at(-trustedProxies) ?? '')
  return isIP(address) === 0 ? connected : address
}

/** Some proxies write the port as well: `203.0.113.9:4711`, `[2001:db8::1]:4711`. */
function withoutPort(text: string): string {
  const [, v4, v6] = /^(?:([\d.]+):\d+|\[([^\]]+)\](?::\d+)?)$/.exec(text) ?? []
  return v4 ?? v6 ?? text
}
