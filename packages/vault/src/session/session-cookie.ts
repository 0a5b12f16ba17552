import type { SessionKeys } from './session-keys.ts'

/** What the cookie of a session says. */
export interface SessionCookie {
  readonly id: string
  /** Another one after each rotation. */
  readonly secret: string
}

export function formatSessionCookie(keys: SessionKeys, { id, secret }: SessionCookie): string {
  const text = `${id}.${secret}`
  return `${text}.${keys.sign(text)}`
}

/** Reads a cookie; `undefined` for what no key of ours has signed, without a look at the store. */
export function parseSessionCookie(keys: SessionKeys, value: string | undefined): SessionCookie | undefined {
  const [, id, secret, signature] = /^([\w-]{24})\.([\w-]{43})\.([\w-]{43})$/.exec(value ?? '') ?? []
  if (id === undefined || secret === undefined || signature === undefined) return undefined
  return keys.isSigned(`${id}.${secret}`, signature) ? { id, secret } : undefined
}
