import { createHmac, timingSafeEqual } from 'node:crypto'

/** Seconds that a code stands (RFC 6238 §4.1). */
const stepSeconds = 30
const digits = 6

/** Bytes of a new secret: as many as SHA-1 gives (RFC 4226 §4, R6). */
export const totpSecretBytes = 20

/** Computes the code of a time step (RFC 6238 §4.2, RFC 4226 §5.3); SHA-1, as every authenticator app has it. */
export function computeTotp(secret: Uint8Array, step: number, length: number = digits): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = mac.readUInt8(mac.length - 1) & 0xf
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff
  return String(number % 10 ** length).padStart(length, '0')
}

/**
 * Finds the time step a code is of: this one, the one before or the one after (RFC 6238 §5.2).
 *
 * The caller spends the step: a code is good once.
 *
 * @param now - Epoch seconds.
 */
export function findTotpStep(secret: Uint8Array, code: string, now: number): number | undefined {
  const current = Math.floor(now / stepSeconds)
  const sent = Buffer.from(code)
  return [current, current - 1, current + 1].find((step) => {
    const expected = Buffer.from(computeTotp(secret, step))
    return sent.length === expected.length && timingSafeEqual(sent, expected)
  })
}
