import { idTokenLifetimeSeconds } from '../id-token/id-token-issuer.ts'
import { choosePublishedKeys } from '../id-token/published-keys.ts'
import { rotateSigningKey } from '../id-token/rotate-signing-key.ts'
import type { EpochSeconds } from '../ports/records.ts'
import type { AdminContext } from './admin-context.ts'
import { AdminError } from './admin-error.ts'
import { recordOperatorAct } from './record-operator-act.ts'

/** A key for ID tokens, without its private half. */
export interface ShownSigningKey {
  /** Its `kid` (RFC 7517 §4.5). */
  readonly id: string
  readonly algorithm: 'ES256'
  readonly createdAt: EpochSeconds
  /** `signs`: ID tokens are signed with it now. `published`: some that it signed may be alive. `retired`: neither. */
  readonly state: 'signs' | 'published' | 'retired'
}

/** Lists the keys that sign ID tokens, newest first. */
export async function listSigningKeys({ platform, store, now }: AdminContext): Promise<{ readonly keys: readonly ShownSigningKey[] }> {
  const keys = await store.signingKeys.list()
  const published = new Set(choosePublishedKeys(keys, now(), idTokenLifetimeSeconds(platform)))
  const stateOf = (index: number, isPublished: boolean): ShownSigningKey['state'] => {
    if (index === 0) return 'signs'
    return isPublished ? 'published' : 'retired'
  }
  return {
    keys: keys.map((key, index) => ({
      id: key.id,
      algorithm: key.algorithm,
      createdAt: key.createdAt,
      state: stateOf(index, published.has(key)),
    })),
  }
}

/** Makes a new key; ID tokens are signed with it from now on, by every process of the same database. @throws AdminError `unsupported`. */
export async function rotateSigningKeys(context: AdminContext): Promise<{ readonly keyId: string }> {
  if (!context.platform.openid)
    throw new AdminError('unsupported', `${context.platform.name} does not speak OpenID Connect: it signs no ID tokens.`)
  const keyId = await rotateSigningKey(context)
  await recordOperatorAct(context, 'keys.rotated', { kind: 'key', id: keyId })
  return { keyId }
}
