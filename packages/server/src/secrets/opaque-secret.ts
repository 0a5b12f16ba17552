import { hash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { OpaqueTokenFormat, PlatformDescription } from '@stagedoor/platforms'
import type { SecretKey } from '../ports/records.ts'
import type { Random } from '../ports/world.ts'
import { sha256 } from './sha256.ts'

/** Bytes of issue time at the start of every opaque secret: milliseconds, big-endian, good until the year 10889. */
export const TIME_BYTES = 6
const TIME_CHARACTERS = 8
const DIGEST_BYTES = 32
const CHECKSUM_BYTES = 4
const CHECKSUM_CHARACTERS = 6

/** A fresh secret: the text for its holder, and the key under which a store keeps it. */
export interface OpaqueSecret {
  readonly text: string
  readonly key: SecretKey
}

/**
 * Creates an opaque secret: prefix, base64url of issue time and random bytes, and a checksum where the format asks for one.
 *
 * Time comes first so that fresh rows lie side by side in an index; it is no secret and authenticates nothing.
 * The key keeps the time and a SHA-256 of the whole text, so a stolen database gives nobody a secret.
 *
 * @param atMs - Epoch milliseconds.
 */
export function createOpaqueSecret(format: OpaqueTokenFormat, atMs: number, random: Random): OpaqueSecret {
  return sealSecret(format, writeTime(Buffer.allocUnsafe(format.bytes), atMs), random(format.bytes - TIME_BYTES), TIME_BYTES)
}

/**
 * Completes a secret whose first bytes are written: adds the rest, encodes it, and works out its key.
 *
 * @param rest - Goes in at `offset` and must fill `bytes`.
 */
export function sealSecret(format: OpaqueTokenFormat, bytes: Buffer, rest: Uint8Array, offset: number): OpaqueSecret {
  bytes.set(rest, offset)
  const text = formatSecret(format, bytes)
  return { text, key: keyOf(bytes, sha256(text)) }
}

/** Writes a secret's bytes as its holder sees them. */
export function formatSecret(format: OpaqueTokenFormat, bytes: Buffer): string {
  const text = format.prefix + bytes.toString('base64url')
  return format.checksum ? text + checksumOf(text) : text
}

/**
 * Reads a secret's key from its text, without a database.
 *
 * @returns `undefined` when it was certainly not issued under this format: length, prefix, alphabet or checksum are wrong.
 */
export function readOpaqueSecret(format: OpaqueTokenFormat, text: string): SecretKey | undefined {
  if (!hasFormat(format, text)) return undefined
  const start = format.prefix.length
  // Written in place: every request with a token comes by here.
  const key = Buffer.allocUnsafe(TIME_BYTES + DIGEST_BYTES)
  key.write(text.slice(start, start + TIME_CHARACTERS), 0, 'base64url')
  key.write(hash('sha256', text, 'hex'), TIME_BYTES, 'hex')
  return key
}

/** Whether the text has the shape of the format: length, prefix, alphabet and checksum. Says nothing about whether it is good. */
export function hasFormat(format: OpaqueTokenFormat, text: string): boolean {
  const end = format.prefix.length + charactersFor(format.bytes)
  if (text.length !== (format.checksum ? end + CHECKSUM_CHARACTERS : end)) return false
  if (!text.startsWith(format.prefix) || !BASE64URL.test(text)) return false
  return !format.checksum || checksumOf(text.slice(0, end)) === text.slice(end)
}

/** Writes the issue time into the first bytes. */
export function writeTime(bytes: Buffer, atMs: number): Buffer {
  bytes.writeUIntBE(Math.floor(atMs), 0, TIME_BYTES)
  return bytes
}

/** Joins a secret's time and a digest to a {@link SecretKey}. */
export function keyOf(time: Uint8Array, digest: Uint8Array): SecretKey {
  const key = Buffer.allocUnsafe(TIME_BYTES + digest.length)
  for (let i = 0; i < TIME_BYTES; i++) key[i] = time[i] ?? 0
  key.set(digest, TIME_BYTES)
  return key
}

// Prefixes are made of the same letters, so one pass checks the whole text.
const BASE64URL = /^[\w-]*$/

function charactersFor(bytes: number): number {
  return Math.ceil((bytes * 4) / 3)
}

const checksumBytes = Buffer.alloc(CHECKSUM_BYTES)

function checksumOf(text: string): string {
  checksumBytes.writeUInt32BE(crc32(text), 0)
  return checksumBytes.toString('base64url')
}

/** Format of the authorization codes of a platform: prefixed where its tokens are, so that nothing betrays an emulator. */
export function codeFormat(platform: PlatformDescription): OpaqueTokenFormat {
  return { prefix: platform.tokens.accessTokenFormat.prefix === '' ? '' : 'sd_ac_', bytes: 38, checksum: false }
}

/** Format of the device codes of a platform; prefixed as its authorization codes are. */
export function deviceCodeFormat(platform: PlatformDescription): OpaqueTokenFormat {
  return { prefix: platform.tokens.accessTokenFormat.prefix === '' ? '' : 'sd_dc_', bytes: 38, checksum: false }
}

/** Format of the browser session cookie. */
export const browserSessionFormat: OpaqueTokenFormat = { prefix: 'sd_bs_', bytes: 38, checksum: false }

/** Format of the id of an authorization transaction. */
export const transactionFormat: OpaqueTokenFormat = { prefix: 'sd_tx_', bytes: 38, checksum: false }

/** Format of the cookie that recognises a browser before anyone has signed in. */
export const browserFormat: OpaqueTokenFormat = { prefix: 'sd_br_', bytes: 38, checksum: false }
