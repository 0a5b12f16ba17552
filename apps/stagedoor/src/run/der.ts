/**
 * Writes ASN.1 in its distinguished encoding (DER, ITU-T X.690), as far as a certificate needs it. It reads nothing: our input is our own.
 *
 * Node makes keys and signatures, but no certificates; a library that does is a dozen packages, for this one file.
 */
export const der = {
  sequence: (...parts: readonly Buffer[]): Buffer => encode(0x30, ...parts),
  set: (...parts: readonly Buffer[]): Buffer => encode(0x31, ...parts),
  /** `[number]` around whole values: EXPLICIT, or IMPLICIT of something constructed. */
  tagged: (number: number, ...parts: readonly Buffer[]): Buffer => encode(0xa0 + number, ...parts),
  /** `[number]` IMPLICIT of something primitive. */
  taggedBytes: (number: number, bytes: Buffer): Buffer => encode(0x80 + number, bytes),
  boolean: (value: boolean): Buffer => encode(0x01, Buffer.from([value ? 0xff : 0x00])),
  /** @param bytes - Big-endian, not negative: the highest bit of the first byte is 0. */
  integer: (bytes: Buffer): Buffer => encode(0x02, bytes),
  /** @param unusedBits - At the end of the last byte. */
  bitString: (bytes: Buffer, unusedBits = 0): Buffer => encode(0x03, Buffer.from([unusedBits]), bytes),
  octetString: (...parts: readonly Buffer[]): Buffer => encode(0x04, ...parts),
  utf8String: (text: string): Buffer => encode(0x0c, Buffer.from(text, 'utf8')),
  /** @param name - Dotted decimal: `2.5.29.17`. */
  objectIdentifier: (name: string): Buffer => encodeObjectIdentifier(name),
  time: (epochSeconds: number): Buffer => encodeTime(epochSeconds),
} as const

function encode(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), encodeLength(content.length), content])
}

function encodeLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return Buffer.from([0x80 + bytes.length, ...bytes])
}

function encodeObjectIdentifier(name: string): Buffer {
  const [first = 0, second = 0, ...rest] = name.split('.').map(Number)
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const septets = [arc % 128]
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) septets.unshift(0x80 + (left % 128))
    return septets
  })
  return encode(0x06, Buffer.from(bytes))
}

/** > CAs … MUST always encode certificate validity dates through the year 2049 as UTCTime; … in 2050 or later … as GeneralizedTime (RFC 5280 §4.1.2.5) */
function encodeTime(epochSeconds: number): Buffer {
  const digits = new Date(epochSeconds * 1000)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:T]/g, '')
  return digits < '2050' ? encode(0x17, Buffer.from(digits.slice(2), 'ascii')) : encode(0x18, Buffer.from(digits, 'ascii'))
}
