import { encodeBase64url } from '@stagedoor/protocol'
import { KEY_BYTES } from './vault-key.ts'

/**
 * Makes a new key as `STAGEDOOR_VAULT_KEYS` takes it: `id:key`. To rotate, put it before the keys that are there.
 *
 * @param random - Gives as many random bytes as it is asked for.
 */
export function createKeyText(random: (length: number) => Uint8Array): string {
  return `k${Buffer.from(random(4)).toString('hex')}:${encodeBase64url(random(KEY_BYTES))}`
}
