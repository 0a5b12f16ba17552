import { decodeBase64url } from '@stagedoor/protocol'
import { VaultError } from '../vault-error.ts'
import { KEY_BYTES, type VaultKey } from './vault-key.ts'

/**
 * Reads keys from a text: `id:key`, several separated by comma, semicolon or white space; the key is 32 bytes in base64url or base64.
 *
 * @throws VaultError `keys_missing`, `key_malformed` (names the position, never the text).
 */
export function parseKeys(text: string): readonly VaultKey[] {
  return checkKeys(
    text
      .split(/[\s,;]+/)
      .filter((part) => part !== '')
      .map(parseKey),
  )
}

/**
 * Reads the keys of `STAGEDOOR_VAULT_KEYS`.
 *
 * @param environment - `process.env`, or where your host keeps secrets.
 * @throws VaultError `keys_missing`, with the command that makes a key; `key_malformed`.
 */
export function keysFromEnvironment(environment: Readonly<Record<string, string | undefined>>): readonly VaultKey[] {
  return parseKeys(environment.STAGEDOOR_VAULT_KEYS ?? '')
}

/** Checks what a ring is made of: at least one key, 32 bytes each, no id twice. */
export function checkKeys(keys: readonly VaultKey[]): readonly VaultKey[] {
  if (keys.length === 0) throw new VaultError('keys_missing', MISSING)
  const seen = new Set<string>()
  for (const [index, { id, key }] of keys.entries()) {
    const position = `Key ${index + 1}`
    if (!/^[\w-]{1,64}$/.test(id)) throw malformed(`${position} needs an id before it: up to 64 letters, digits, "-" and "_", then ":"`)
    // Without its id: where the two have changed places, that is the key.
    if (key.length !== KEY_BYTES) throw malformed(`${position} has ${key.length} bytes: it must have ${KEY_BYTES}`)
    if (seen.has(id)) throw malformed(`${position} has the id "${id}" of a key before it: each key needs its own`)
    seen.add(id)
  }
  return keys
}

/** Prints a new key: the command needs nothing but Node. */
const MISSING = `The vault has no key to seal tokens with, and keeps none unsealed. Make one, and put it where your app gets its secrets:

  STAGEDOOR_VAULT_KEYS=$(node -p "'k1:' + crypto.randomBytes(32).toString('base64url')")

then pass keys: process.env.STAGEDOOR_VAULT_KEYS. Keep a copy where your database backups are not.`

function parseKey(part: string, index: number): VaultKey {
  const position = `Key ${index + 1}`
  const colon = part.indexOf(':')
  if (colon < 1) throw malformed(`${position} needs an id before it, as in "k1:…"`)
  const key = decodeBase64url(
    part
      .slice(colon + 1)
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replace(/={1,2}$/, ''),
  )
  if (key === undefined) throw malformed(`${position} is not written in base64url: it may be cut or have quotes around it`)
  return { id: part.slice(0, colon), key }
}

function malformed(detail: string): VaultError {
  return new VaultError('key_malformed', `${detail}.`)
}
