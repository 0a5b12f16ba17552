/** Writes bytes as base64url without padding (RFC 4648 §5, RFC 7515 §2). */
export function encodeBase64url(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replace(/[+/=]/g, (found) => (found === '+' ? '-' : found === '/' ? '_' : ''))
}

/**
 * Reads base64url; `undefined` unless the text is exactly what {@link encodeBase64url} writes for some bytes.
 *
 * Padding, white space and stray low bits are refused (RFC 4648 §3.5): two spellings of one secret are a way around a comparison.
 */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let buffer = 0
  let bits = 0
  let length = 0
  for (let index = 0; index < text.length; index++) {
    const value = sextet(text.charCodeAt(index))
    if (value < 0) return undefined
    buffer = (buffer << 6) | value
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[length++] = buffer >> bits
  }
  return bits < 6 && (buffer & ((1 << bits) - 1)) === 0 ? bytes : undefined
}

function sextet(code: number): number {
  if (code >= 97 && code <= 122) return code - 71 // a–z
  if (code >= 65 && code <= 90) return code - 65 // A–Z
  if (code >= 48 && code <= 57) return code + 4 // 0–9
  if (code === 45) return 62 // -
  return code === 95 ? 63 : -1 // _
}
