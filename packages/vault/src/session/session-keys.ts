import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { checkKeys, parseKeys } from '../sealing/parse-keys.ts'
import type { VaultKey } from '../sealing/vault-key.ts'

/** What is made of the keys for sessions. A key of the vault is used for nothing but to derive these (RFC 5869). */
export interface SessionKeys {
  /** Signs with the first key. */
  sign(text: string): string
  /** Whether any key has signed this. */
  isSigned(text: string, signature: string): boolean
  /**
   * Computes what may follow a secret, under each key, the first key first: the same in every process, and not without key, secret and nonce.
   */
  successors(secret: string, nonce: string): readonly string[]
}

/** @throws VaultError `keys_missing`, `key_malformed` */
export function createSessionKeys(keys: string | readonly VaultKey[]): SessionKeys {
  const ring = (typeof keys === 'string' ? parseKeys(keys) : checkKeys(keys)).map(({ key }) => ({
    signature: derive(key, 'stagedoor app session: signature'),
    succession: derive(key, 'stagedoor app session: succession'),
  }))
  const [first] = ring
  if (first === undefined) throw new Error('A checked ring has a key.')
  return {
    sign: (text) => mac(first.signature, text),
    isSigned: (text, signature) => ring.some((key) => isEqual(mac(key.signature, text), signature)),
    successors: (secret, nonce) => ring.map((key) => mac(key.succession, `${secret}.${nonce}`)),
  }
}

function derive(key: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, new Uint8Array(), purpose, 32))
}

function mac(key: Uint8Array, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url')
}

function isEqual(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right))
}
