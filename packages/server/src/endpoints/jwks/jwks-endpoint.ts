import { PUBLIC_DOCUMENT_HEADERS } from '../../http/api-headers.ts'
import { createSigningKey, exportPublicJwk } from '../../id-token/signing-key.ts'
import type { Endpoint, ServerContext } from '../../server-context.ts'

/** The public keys (RFC 7517 §5) that ID tokens are verified with. The first key is created when somebody first asks for it. */
export function createJwksEndpoint({ store, now }: ServerContext): Endpoint {
  return async () => {
    const known = await store.signingKeys.list()
    const keys = known.length > 0 ? known : [await store.signingKeys.addFirst(await createSigningKey(now()))]
    return { status: 200, headers: PUBLIC_DOCUMENT_HEADERS, body: JSON.stringify({ keys: keys.map(exportPublicJwk) }) }
  }
}
