let table: Int32Array | undefined

/**
 * Computes the CRC-32 of a text's UTF-8 bytes (ISO 3309, polynomial 0xEDB88320, as in zlib), as an unsigned 32-bit number.
 *
 * Finds typing errors in a token without asking the database; proves nothing about who made it.
 */
export function crc32(text: string): number {
  table ??= createTable()
  let crc = -1
  for (const byte of new TextEncoder().encode(text)) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0)
  return ~crc >>> 0
}

function createTable(): Int32Array {
  return Int32Array.from({ length: 256 }, (_, byte) => {
    let remainder = byte
    for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0)
    return remainder
  })
}
