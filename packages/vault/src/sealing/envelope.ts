import { decodeBase64url } from '@stagedoor/protocol'
import { VaultError } from '../vault-error.ts'

/** Bytes of a nonce (NIST SP 800-38D §5.2.1.1: 96 bits are what GCM is made for). */
export const NONCE_BYTES = 12
/** Bytes of a tag: the longest there is. */
export const TAG_BYTES = 16

/**
 * A sealed text, taken apart: `head.nonce.sealed`.
 *
 * The head says version and key: `sdv1.<key id>` for a key of the ring, `sdw1.<root key id>.<wrapped data key>` for one of a key service.
 */
export interface Envelope {
  readonly head: string
  readonly nonce: Uint8Array
  /** Ciphertext, and the tag behind it. */
  readonly sealed: Uint8Array
}

/** Takes an envelope apart; every part has one spelling, so that no byte can change unseen. */
export function parseEnvelope(text: string): Envelope {
  const sealedAt = text.lastIndexOf('.')
  const nonceAt = text.lastIndexOf('.', sealedAt - 1)
  if (nonceAt < 1) throw tampered()
  const nonce = decodeBase64url(text.slice(nonceAt + 1, sealedAt))
  const sealed = decodeBase64url(text.slice(sealedAt + 1))
  if (nonce?.length !== NONCE_BYTES || sealed === undefined || sealed.length < TAG_BYTES) throw tampered()
  return { head: text.slice(0, nonceAt), nonce, sealed }
}

/** One error for every change: which byte it was helps an attacker alone. */
export function tampered(): VaultError {
  return new VaultError('record_tampered', 'A sealed text does not open: it was changed, cut, or copied from another place.')
}
