import { createHmac } from 'node:crypto'
import type { OpaqueTokenFormat } from '@stagedoor/platforms'
import type { SecretKey } from '../ports/records.ts'
import type { Random } from '../ports/world.ts'
import { formatSecret, hasFormat, keyOf, type OpaqueSecret, sealSecret, TIME_BYTES, writeTime } from './opaque-secret.ts'
import { sha256 } from './sha256.ts'

/**
 * A refresh token is prefix, base64url of *locator* and *secret half*, and a checksum where the format asks for one.
 *
 * The locator (issue time, 10 random bytes) stays the same for the life of the grant: it names the row, so a token of any age, spent or not,
 * finds the grant it belongs to and a replay can end it. It authenticates nothing; the SHA-256 of the whole text does.
 * The store keeps neither: the grant's id holds a digest of the locator, the row a digest of the text.
 *
 * Where a lost reply may be asked for again (`rotation: 'grace'`), the successor's secret half and the access token that comes with it are
 * not drawn but derived: HMAC-SHA-256, keyed with the predecessor's text, over a label and a nonce of 32 fresh random bytes kept in the row.
 * Whoever holds the predecessor can have them computed again; the row alone gives nobody anything, as it knows the predecessor only by digest;
 * and the predecessor alone tells nobody its successor, as the nonce is drawn at the rotation. An attacker who has both has what the
 * predecessor's holder has by right for the length of the retry window. With strict rotation there is no nonce and nothing to derive.
 */
export interface RefreshTokenSecret {
  readonly text: string
  /** Names the grant: issue time, then SHA-256 of the locator. */
  readonly grantId: SecretKey
  /** SHA-256 of the whole text. */
  readonly digest: Uint8Array
}

/** What the lookup of a presented refresh token needs. */
export type PresentedRefreshToken = Omit<RefreshTokenSecret, 'text'>

const LOCATOR_BYTES = 16
const LOCATOR_CHARACTERS = 22
const DERIVED_BYTES = 32

/** Bytes of nonce that a rotation with grace keeps. */
export const SUCCESSOR_NONCE_BYTES = 32

/** Creates the first refresh token of a grant. @param atMs - Epoch milliseconds. */
export function createRefreshToken(format: OpaqueTokenFormat, atMs: number, random: Random): RefreshTokenSecret {
  const bytes = writeTime(Buffer.allocUnsafe(format.bytes), atMs)
  bytes.set(random(format.bytes - TIME_BYTES), TIME_BYTES)
  return describe(formatSecret(format, bytes), bytes)
}

/** Names a grant that has no refresh token. */
export function createGrantId(atMs: number, random: Random): SecretKey {
  return keyOf(writeTime(Buffer.allocUnsafe(TIME_BYTES), atMs), random(32))
}

/** Reads a refresh token; `undefined` when it was certainly not issued under this format. */
export function readRefreshToken(format: OpaqueTokenFormat, text: string): PresentedRefreshToken | undefined {
  return hasFormat(format, text) ? describe(text, readLocator(format, text)) : undefined
}

/** Draws the successor of a refresh token: same locator, fresh secret half. */
export function drawSuccessor(format: OpaqueTokenFormat, predecessor: string, random: Random): RefreshTokenSecret {
  return succeed(format, predecessor, random(format.bytes - LOCATOR_BYTES))
}

/** Derives the successor of a refresh token; the same call gives the same successor. */
export function deriveSuccessor(format: OpaqueTokenFormat, predecessor: string, nonce: Uint8Array): RefreshTokenSecret {
  return succeed(format, predecessor, derive('refresh token', predecessor, nonce, format.bytes - LOCATOR_BYTES))
}

/**
 * Derives the access token that comes with a derived successor; the same call gives the same token.
 *
 * @param rotatedAt - Epoch seconds, as the row keeps them.
 */
export function deriveAccessToken(format: OpaqueTokenFormat, predecessor: string, nonce: Uint8Array, rotatedAt: number): OpaqueSecret {
  const bytes = writeTime(Buffer.allocUnsafe(format.bytes), rotatedAt * 1000)
  return sealSecret(format, bytes, derive('access token', predecessor, nonce, format.bytes - TIME_BYTES), TIME_BYTES)
}

/** Whether tokens of this format can be derived: what is drawn in them is no longer than what an HMAC gives. */
export function isDerivable(refreshToken: OpaqueTokenFormat, accessToken: OpaqueTokenFormat): boolean {
  return refreshToken.bytes - LOCATOR_BYTES <= DERIVED_BYTES && accessToken.bytes - TIME_BYTES <= DERIVED_BYTES
}

function succeed(format: OpaqueTokenFormat, predecessor: string, half: Uint8Array): RefreshTokenSecret {
  const bytes = Buffer.allocUnsafe(format.bytes)
  bytes.set(readLocator(format, predecessor))
  bytes.set(half, LOCATOR_BYTES)
  return describe(formatSecret(format, bytes), bytes)
}

function derive(label: string, predecessor: string, nonce: Uint8Array, length: number): Uint8Array {
  return createHmac('sha256', predecessor).update(`stagedoor successor v1: ${label}\0`).update(nonce).digest().subarray(0, length)
}

function readLocator(format: OpaqueTokenFormat, text: string): Buffer {
  const start = format.prefix.length
  return Buffer.from(text.slice(start, start + LOCATOR_CHARACTERS), 'base64url').subarray(0, LOCATOR_BYTES)
}

function describe(text: string, bytes: Buffer): RefreshTokenSecret {
  const locator = bytes.subarray(0, LOCATOR_BYTES)
  return { text, grantId: keyOf(locator, sha256(locator)), digest: sha256(text) }
}
