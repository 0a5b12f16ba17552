let table: Int32Array | undefined

/**
 * Computes the CRC-32 of a text's UTF-8 bytes (ISO 3309, polynomial 0xEDB88320, as in zlib), as an unsigned 32-bit number.
 *
 * Finds typing errors in a token without asking the database; proves nothing about who made it.
 */
export function crc32(text: string): number {
  table ??= createTable()
  // A token is ASCII: its characters are its bytes, and encoding them would cost more than the sum.
  const bytes = /[\u0080-\uffff]/.test(text) ? new TextEncoder().encode(text) : undefined
  const length = bytes?.length ?? text.length
  let crc = -1
  for (let index = 0; index < length; index++) {
    const byte = bytes?.[index] ?? text.charCodeAt(index)
    crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0)
  }
  return ~crc >>> 0
}

function createTable(): Int32Array {
  return Int32Array.from({ length: 256 }, (_, byte) => {
    let remainder = byte
    for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0)
    return remainder
  })
}
