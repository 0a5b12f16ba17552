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
 * not drawn but derived: HMAC-SHA-512, keyed with the predecessor's text, over a label and a nonce (the time and 32 fresh random bytes) kept
 * in the row; the first half of what it gives goes into the refresh token, the second into the access token.
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
/** For each of the two tokens: half of what HMAC-SHA-512 gives. */
const DERIVED_BYTES = 32
const SUCCESSOR_LABEL = 'stagedoor successors v1\0'

const NONCE_RANDOM_BYTES = 32

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

/** The tokens that take the place of a refresh token. */
export interface DerivedSuccessors {
  readonly refreshToken: RefreshTokenSecret
  readonly accessToken: OpaqueSecret
}

/**
 * Draws what a rotation with grace keeps, so that its tokens can be derived again: its time, then 32 random bytes.
 * The time goes into the access token in milliseconds, as into any other: tokens that are issued together lie side by side in the index.
 *
 * @param atMs - Epoch milliseconds.
 */
export function createSuccessorNonce(atMs: number, random: Random): Uint8Array {
  const nonce = writeTime(Buffer.allocUnsafe(TIME_BYTES + NONCE_RANDOM_BYTES), atMs)
  nonce.set(random(NONCE_RANDOM_BYTES), TIME_BYTES)
  return nonce
}

/** Derives the successor of a refresh token and the access token that comes with it; the same call gives the same tokens. */
export function deriveSuccessors(
  formats: { readonly refreshToken: OpaqueTokenFormat; readonly accessToken: OpaqueTokenFormat },
  predecessor: string,
  nonce: Uint8Array,
): DerivedSuccessors {
  const derived = createHmac('sha512', predecessor).update(SUCCESSOR_LABEL).update(nonce).digest()
  const { refreshToken, accessToken } = formats
  const bytes = Buffer.allocUnsafe(accessToken.bytes)
  bytes.set(nonce.subarray(0, TIME_BYTES))
  return {
    refreshToken: succeed(refreshToken, predecessor, derived.subarray(0, refreshToken.bytes - LOCATOR_BYTES)),
    accessToken: sealSecret(
      accessToken,
      bytes,
      derived.subarray(DERIVED_BYTES, DERIVED_BYTES + accessToken.bytes - TIME_BYTES),
      TIME_BYTES,
    ),
  }
}

/** Whether tokens of this format can be derived: what is drawn in them is no longer than half of what the HMAC gives. */
export function isDerivable(refreshToken: OpaqueTokenFormat, accessToken: OpaqueTokenFormat): boolean {
  return refreshToken.bytes - LOCATOR_BYTES <= DERIVED_BYTES && accessToken.bytes - TIME_BYTES <= DERIVED_BYTES
}

function succeed(format: OpaqueTokenFormat, predecessor: string, half: Uint8Array): RefreshTokenSecret {
  const bytes = Buffer.allocUnsafe(format.bytes)
  bytes.set(readLocator(format, predecessor))
  bytes.set(half, LOCATOR_BYTES)
  return describe(formatSecret(format, bytes), bytes)
}

function readLocator(format: OpaqueTokenFormat, text: string): Buffer {
  const start = format.prefix.length
  return Buffer.from(text.slice(start, start + LOCATOR_CHARACTERS), 'base64url').subarray(0, LOCATOR_BYTES)
}

function describe(text: string, bytes: Buffer): RefreshTokenSecret {
  const locator = bytes.subarray(0, LOCATOR_BYTES)
  return { text, grantId: keyOf(locator, sha256(locator)), digest: sha256(text) }
}
