import type { ServerContext } from '../server-context.ts'
import { idTokenLifetimeSeconds } from './id-token-issuer.ts'
import { createSigningKey, getNewestSigningKey } from './signing-key.ts'

/**
 * Makes a new key for ID tokens; from now on they are signed with it, by every server of the same store.
 * The keys before it stay published for as long as an ID token of theirs lives.
 *
 * @returns `kid` of the new key (RFC 7517 §4.5).
 * @throws TypeError where OpenID Connect is not spoken.
 */
export async function rotateSigningKey(context: Pick<ServerContext, 'platform' | 'store' | 'now'>): Promise<string> {
  const { platform, store, now } = context
  if (!platform.openid) throw new TypeError(`${platform.name} does not speak OpenID Connect and signs no ID tokens.`)
  // So that there is one to replace: whoever has seen no key yet must not find two at first sight.
  await getNewestSigningKey(context)
  const key = await createSigningKey(now())
  await store.signingKeys.rotate(key, now() - idTokenLifetimeSeconds(platform))
  return key.id
}
