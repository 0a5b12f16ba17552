import { createHash } from 'node:crypto'
import type { VaultRecord } from '../ports/vault-store.ts'
import type { AppUrl } from '../web/app-url.ts'
import { findCookie, formatSetCookie } from '../web/cookies.ts'
import type { AppSession, HasHeaders, SessionSummary } from './app-sessions.ts'
import { checkCsrf, createCsrfToken } from './csrf.ts'
import { requestHeaders } from './request-headers.ts'
import { formatSessionCookie, parseSessionCookie, type SessionCookie } from './session-cookie.ts'
import type { SessionKeys } from './session-keys.ts'
import type { AppSessionOptions } from './session-options.ts'
import { type SessionPolicy, type SessionRecord, sessionEnd } from './session-record.ts'

/** What the acts of sessions work with. */
export interface SessionParts extends Pick<AppSessionOptions, 'store'> {
  readonly reused: AppSessionOptions['reused'] | undefined
  readonly app: AppUrl
  readonly origins: readonly string[]
  readonly keys: SessionKeys
  readonly policy: SessionPolicy
  /** Epoch seconds, whole. */
  now(): number
  /** Random bytes, base64url. */
  draw(length: number): string
}

const COOKIE = 'session'

export function readCookie({ app, keys }: SessionParts, request: HasHeaders): SessionCookie | undefined {
  return parseSessionCookie(keys, findCookie(requestHeaders(request), app.cookieName(COOKIE)))
}

/** Writes the cookie for as long as the session waits for somebody to come back. */
export function writeCookie({ app, keys, policy, now }: SessionParts, cookie: SessionCookie, record: SessionRecord): string {
  const maxAgeSeconds = Math.max(0, sessionEnd(record, policy) - now())
  return formatSetCookie({ name: app.cookieName(COOKIE), value: formatSessionCookie(keys, cookie), maxAgeSeconds, isSecure: app.isSecure })
}

export function removeCookie({ app }: SessionParts): string {
  return formatSetCookie({ name: app.cookieName(COOKIE), value: '', maxAgeSeconds: 0, isSecure: app.isSecure })
}

/** Writes a record as the store keeps it, with a version that nobody has seen. */
export function formatRecord(
  { draw, policy }: SessionParts,
  { key, owner }: Pick<VaultRecord, 'key' | 'owner'>,
  record: SessionRecord,
): VaultRecord {
  return { collection: 'session', key, owner, version: draw(12), dueAt: sessionEnd(record, policy), body: JSON.stringify(record) }
}

export function digestSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

export function summarise({ policy }: SessionParts, id: string, record: SessionRecord): SessionSummary {
  const { startedAt, seenAt, about } = record
  return { id, startedAt, seenAt, expiresAt: sessionEnd(record, policy), about }
}

export function openSession(parts: SessionParts, { key, owner }: Pick<VaultRecord, 'key' | 'owner'>, record: SessionRecord): AppSession {
  return {
    ...summarise(parts, key, record),
    userId: owner,
    csrfToken: () => createCsrfToken(parts, key),
    checkCsrf: (request, token) => checkCsrf(parts, key, { request, token }),
  }
}
