import { secp256k1 } from '@noble/curves/secp256k1.js'
import { keccak_256 } from '@noble/hashes/sha3.js'

/**
 * Signs a text as an Ethereum wallet does (EIP-191, version 0x45 `personal_sign`).
 *
 * @param privateKey - 32 bytes.
 * @returns `0x` and 65 bytes in hex: r, s, and 27 or 28.
 */
export function signPersonalMessage(text: string, privateKey: Uint8Array): string {
  const [recovery = 0, ...rs] = secp256k1.sign(hashPersonalMessage(text), privateKey, { prehash: false, format: 'recovered' })
  return `0x${Buffer.from([...rs, recovery + 27]).toString('hex')}`
}

/** Recovers the address that signed `text`; `undefined` when no key could have made this signature. */
export function recoverAddress(text: string, signature: Uint8Array): string | undefined {
  const v = signature[64] ?? 0
  const recovery = v >= 27 ? v - 27 : v
  if (signature.length !== 65 || recovery > 3) return undefined
  try {
    const recovered = Uint8Array.of(recovery, ...signature.subarray(0, 64))
    return addressOfPoint(secp256k1.recoverPublicKey(recovered, hashPersonalMessage(text), { prehash: false }))
  } catch {
    return undefined // r or s is no number of the curve
  }
}

/** Derives the address of a private key: `0x` and the last 20 bytes of the Keccak-256 of its public point, lower case. */
export function addressOf(privateKey: Uint8Array): string {
  return addressOfPoint(secp256k1.getPublicKey(privateKey))
}

/** Tells whether 32 bytes are a private key; all but one in 2^127 are. */
export function isPrivateKey(bytes: Uint8Array): boolean {
  return secp256k1.utils.isValidSecretKey(bytes)
}

function addressOfPoint(point: Uint8Array): string {
  const uncompressed = secp256k1.Point.fromBytes(point).toBytes(false)
  return `0x${Buffer.from(keccak_256(uncompressed.subarray(1)).subarray(12)).toString('hex')}`
}

/** > 0x19 <0x45 (E)> <thereum Signed Message:\n" + len(message)> <data to sign> (EIP-191) */
function hashPersonalMessage(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'utf8')
  return keccak_256(Buffer.concat([Buffer.from(`\x19Ethereum Signed Message:\n${bytes.length}`, 'latin1'), bytes]))
}
