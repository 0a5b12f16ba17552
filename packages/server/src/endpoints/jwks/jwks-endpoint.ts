import { PUBLIC_DOCUMENT_HEADERS } from '../../http/api-headers.ts'
import { idTokenLifetimeSeconds } from '../../id-token/id-token-issuer.ts'
import { choosePublishedKeys } from '../../id-token/published-keys.ts'
import { exportPublicJwk, getNewestSigningKey } from '../../id-token/signing-key.ts'
import type { Endpoint, ServerContext } from '../../server-context.ts'

/** The public keys (RFC 7517 §5) that ID tokens are verified with. The first key is created when somebody first asks for it. */
export function createJwksEndpoint(context: ServerContext): Endpoint {
  const { platform, store, now } = context
  return async () => {
    const known = await store.signingKeys.list()
    const keys = known.length > 0 ? known : [await getNewestSigningKey(context)]
    const published = choosePublishedKeys(keys, now(), idTokenLifetimeSeconds(platform))
    return { status: 200, headers: PUBLIC_DOCUMENT_HEADERS, body: JSON.stringify({ keys: published.map(exportPublicJwk) }) }
  }
}
