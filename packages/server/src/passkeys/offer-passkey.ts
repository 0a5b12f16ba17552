import type { PasskeyOffer } from '../ports/passkey-pages.ts'
import type { SecretKey } from '../ports/records.ts'
import { StoreUnavailableError } from '../ports/store.ts'
import { beginCeremony } from '../second-factors/ceremonies.ts'
import type { ServerContext } from '../server-context.ts'
import { findPasskeyPlace } from './passkey-place.ts'

/** Makes the challenge with which a sign-in page asks for a passkey; `null` where there are none. A page without it is still a page. */
export async function offerPasskey(context: ServerContext, browserKey: SecretKey | undefined): Promise<PasskeyOffer | null> {
  const place = findPasskeyPlace(context)
  if (place === undefined || browserKey === undefined) return null
  try {
    return { challenge: await beginCeremony(context, { purpose: 'passkey_sign_in', browserKey }), rpId: place.rpId }
  } catch (error) {
    if (error instanceof StoreUnavailableError) return null
    throw error
  }
}
