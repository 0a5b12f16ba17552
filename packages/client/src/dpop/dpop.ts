import type { ClientPart } from '../parts/client-part.ts'
import { configurationError } from '../stagedoor-error.ts'
import { createDpopKey, generateKeyPair } from './dpop-key.ts'
import { indexedDbKeys } from './indexed-db-keys.ts'
import type { KeyStorePort } from './key-store-port.ts'
import { createProvingFetch, DPOP_SCHEME } from './proving-fetch.ts'

export interface DpopOptions {
  /** Where the key is kept; default: IndexedDB, memory where there is none. */
  readonly keys?: KeyStorePort
}

/**
 * Binds tokens to a key that never leaves this browser (RFC 9449): `createClient({ …, with: [dpop()] })`. Whoever copies the tokens has no
 * use for them, at the API or for a refresh. Script in the page can still use the key while it runs there, so this replaces no other care.
 *
 * Where the platform binds no tokens it changes nothing. `getAccessToken()` gives a token that is of no use by itself: call `client.fetch()`.
 * The key is opened when the client is made; a session from before is bound with its next refresh.
 *
 * @throws {@link StagedoorError} `configuration` by `createClient()`: there is no WebCrypto, as on plain http away from localhost.
 */
export function dpop({ keys = indexedDbKeys }: DpopOptions = {}): ClientPart {
  return {
    adapt(context) {
      const { platform, part } = context
      if (platform.tokens.dpop === undefined || context.credentials !== undefined) return {}
      if (globalThis.crypto?.subtle === undefined) throw configurationError('DPoP needs https, or localhost.')
      const key = keys.find(context.namespace, generateKeyPair).then(createDpopKey)
      let thumbprint: string | undefined
      key.then(
        (opened) => {
          thumbprint = opened.thumbprint
        },
        () => undefined, // every request that needs it says so
      )
      return {
        scheme: DPOP_SCHEME,
        platform: {
          ...platform,
          tokenResponse: { tokenType: DPOP_SCHEME },
          resources: { ...platform.resources, authorizationSchemes: [DPOP_SCHEME] },
        },
        // A click must open its window at once: a key that is not there yet is bound with the code instead.
        part: { ...part, authorizationParameters: () => ({ dpop_jkt: thumbprint }) },
        fetch: createProvingFetch(context, key),
      }
    },
  }
}
