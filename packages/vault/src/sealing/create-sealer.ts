import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto'
import { encodeBase64url } from '@stagedoor/protocol'
import { createDataKeys } from './data-keys.ts'
import { type Envelope, NONCE_BYTES, parseEnvelope, TAG_BYTES, tampered } from './envelope.ts'
import { createKeyRing } from './key-ring.ts'
import type { KeySource } from './key-source.ts'
import type { SealedPlace, Sealer } from './sealer.ts'
import type { VaultKeys } from './vault-key.ts'

export interface SealerOptions {
  /** `undefined` is `keys_missing`, so that an environment variable can be passed as it is. */
  readonly keys: VaultKeys | undefined
  /** Must be cryptographic: a nonce that comes twice gives the key away. */
  readonly random: (length: number) => Uint8Array
  /** Epoch seconds. */
  readonly now: () => number
}

const ALGORITHM = 'aes-256-gcm'

/**
 * Creates what seals every token that the vault keeps: AES-256-GCM (NIST SP 800-38D) with a random nonce.
 *
 * Authenticated with the text: envelope version, key id, collection, record and column. A random nonce allows a key 2^32 texts.
 *
 * @throws VaultError `keys_missing`, `key_malformed`.
 */
export function createSealer(options: SealerOptions): Sealer {
  const source = createSource(options)
  return {
    async seal(text, place) {
      const { head, key } = await source.takeCurrent()
      const nonce = options.random(NONCE_BYTES)
      return `${head}.${encodeBase64url(nonce)}.${encodeBase64url(encrypt(key, { head, nonce }, { text, place }))}`
    },

    async open(text, place) {
      const envelope = parseEnvelope(text)
      return decrypt(await source.find(envelope.head), envelope, place)
    },

    isCurrent: (text) => source.isCurrent(parseEnvelope(text).head),
  }
}

function createSource({ keys = [], random, now }: SealerOptions): KeySource {
  if (typeof keys === 'string' || !('kms' in keys)) return createKeyRing(keys)
  const dataKeys = createDataKeys(keys.kms, { random, now })
  if (keys.keys === undefined) return dataKeys
  const ring = createKeyRing(keys.keys)
  return { ...dataKeys, find: (head) => (head.startsWith('sdv1.') ? ring : dataKeys).find(head) }
}

function encrypt(key: KeyObject, { head, nonce }: Omit<Envelope, 'sealed'>, { text, place }: { text: string; place: SealedPlace }): Buffer {
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(writeContext(head, place))
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
}

function decrypt(key: KeyObject, { head, nonce, sealed }: Envelope, place: SealedPlace): string {
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(writeContext(head, place))
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8')
  } catch {
    throw tampered()
  }
}

/** JSON, so that no two places are written alike. */
function writeContext(head: string, { collection, key, column }: SealedPlace): Buffer {
  return Buffer.from(JSON.stringify([head, collection, key, column]))
}
