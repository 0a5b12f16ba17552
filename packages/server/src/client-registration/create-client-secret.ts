import type { Random } from '../ports/world.ts'
import { sha256 } from '../secrets/sha256.ts'

/** A fresh client secret: 256 random bits, shown once, and what is kept of it. */
export interface ClientSecret {
  readonly text: string
  readonly digest: Uint8Array
  /** Its last four characters, by which its holder recognises it. */
  readonly ending: string
}

/** Whether a text has the form of our client secrets; says nothing about whether it is one. */
export function isClientSecretShaped(text: string): boolean {
  return /^[\w-]{43}$/.test(text)
}

/** Makes a client secret (RFC 6749 §2.3.1). */
export function createClientSecret(random: Random): ClientSecret {
  const text = Buffer.from(random(32)).toString('base64url')
  return { text, digest: sha256(text), ending: text.slice(-4) }
}
