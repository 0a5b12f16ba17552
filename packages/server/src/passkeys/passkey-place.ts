import type { PasskeyExpectation, PasskeyVerifier } from '../ports/passkey-verifier.ts'
import type { ServerContext } from '../server-context.ts'

/** Where passkeys of this server are good, and who checks them. */
export interface PasskeyPlace extends Pick<PasskeyExpectation, 'rpId' | 'origins'> {
  readonly verifier: PasskeyVerifier
}

/**
 * Finds where passkeys are good: at the host of the base URL, never at one that a request names. `undefined` where there are none.
 *
 * A passkey needs a name (WebAuthn §5.1.2): at an IP address it is the first further origin with a name, as `localhost` beside `127.0.0.1`.
 */
export function findPasskeyPlace({
  site,
  baseUrl,
  ownOrigins,
}: Pick<ServerContext, 'site' | 'baseUrl' | 'ownOrigins'>): PasskeyPlace | undefined {
  const verifier = site?.passkeyVerifier
  const rpId = [baseUrl, ...ownOrigins].map((url) => new URL(url).hostname).find((host) => !/^\[|^[\d.]+$/.test(host))
  if (verifier === undefined || rpId === undefined || site?.accounts !== undefined) return undefined
  return { verifier, rpId, origins: [...ownOrigins].filter((origin) => new URL(origin).hostname === rpId) }
}
