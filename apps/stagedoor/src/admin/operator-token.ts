import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** What lets an operator's program use the admin API. */
export interface OperatorToken {
  /** Who it is in the audit log. */
  readonly name: string
  readonly access: 'read' | 'write'
  /** SHA-256 of the token. */
  readonly digest: Uint8Array
}

const PREFIX = 'sd_op_'

/** Makes an operator token: a prefix by which a scanner knows a leaked one, 256 random bits, and a checksum. */
export function createOperatorToken(): string {
  const text = PREFIX + randomBytes(32).toString('base64url')
  return text + checksumOf(text)
}

/** Whether a text can be an operator token; says nothing about whether it is good. */
export function isOperatorToken(text: string): boolean {
  return /^sd_op_[\w-]{49}$/.test(text) && checksumOf(text.slice(0, -6)) === text.slice(-6)
}

/** SHA-256 of an operator token; all that a server needs to know of it. */
export function digestOperatorToken(text: string): Uint8Array {
  return createHash('sha256').update(text).digest()
}

/** Finds whose token it is. Compares with every one in the same time, whichever fits. */
export function findOperator(tokens: readonly OperatorToken[], text: string): OperatorToken | undefined {
  const digest = digestOperatorToken(text)
  let found: OperatorToken | undefined
  for (const token of tokens) if (token.digest.length === digest.length && timingSafeEqual(token.digest, digest)) found = token
  return found
}

function checksumOf(text: string): string {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(crc32(text))
  return bytes.toString('base64url')
}
