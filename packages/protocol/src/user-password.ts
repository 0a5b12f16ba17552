/** A person's own user name and password, as HTTP Basic carries them. Nothing in it has been verified. */
export interface UserPassword {
  readonly username: string
  readonly password: string
}

/**
 * Writes the `Authorization` header of a person's own user name and password (RFC 7617 §2, UTF-8).
 *
 * Nothing is form-encoded: that is for a client's id and secret (`formatBasicCredentials`, RFC 6749 §2.3.1).
 *
 * @throws TypeError for a user name with a colon, which the header cannot tell from the one between the two.
 */
export function formatUserPassword({ username, password }: UserPassword): string {
  if (username.includes(':')) throw new TypeError('A user name in HTTP Basic has no colon (RFC 7617 §2).')
  const bytes = new TextEncoder().encode(`${username}:${password}`)
  return `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`
}

/** Reads what {@link formatUserPassword} writes; `undefined` for anything else, also for text that is not UTF-8 and for control characters. */
export function parseUserPassword(header: string): UserPassword | undefined {
  const encoded = /^basic +([\w+/-]+={0,2})$/i.exec(header)?.[1]
  const pair = encoded === undefined ? undefined : decodeBase64(encoded)
  const colon = pair === undefined ? -1 : pair.indexOf(':')
  // > The user-id and password MUST NOT contain any control characters (RFC 7617 §2).
  if (pair === undefined || colon < 1 || /\p{Cc}/u.test(pair)) return undefined
  return { username: pair.slice(0, colon), password: pair.slice(colon + 1) }
}

function decodeBase64(text: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
