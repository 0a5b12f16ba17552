import type { EpochSeconds } from '../ports/records.ts'
import type { SigningKey } from '../ports/signing-key-store.ts'

/**
 * Chooses the keys to publish: the one in front, and each that was replaced so lately that an ID token of it may be alive.
 *
 * @param keys - Newest first; a key is replaced when the one before it in this list was created.
 */
export function choosePublishedKeys(keys: readonly SigningKey[], now: EpochSeconds, lifetimeSeconds: number): readonly SigningKey[] {
  return keys.filter((_, index) => {
    const replacedAt = keys[index - 1]?.createdAt
    return replacedAt === undefined || replacedAt + lifetimeSeconds > now
  })
}
