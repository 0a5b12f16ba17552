import { hash } from 'node:crypto'

/** Makes a UUID out of a name: the same for the same name, at every start. */
export function stableUuid(name: string): string {
  const digits = hash('sha256', name, 'hex')
  // Version 8 (RFC 9562 §5.8): made in a way of our own.
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-8${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20, 32)}`
}

/** Makes a whole number of nine digits out of a name. */
export function stableNumber(name: string): number {
  return 100_000_000 + (Number.parseInt(hash('sha256', name, 'hex').slice(0, 12), 16) % 900_000_000)
}

/** Makes letters and digits out of a name. @param length - At most 32. */
export function stableCode(name: string, length: number): string {
  const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'
  const bytes = hash('sha256', name, 'buffer')
  return Array.from(bytes.subarray(0, length), (byte) => alphabet[byte % alphabet.length]).join('')
}
