import type { VaultRecord } from '../ports/vault-store.ts'
import type { FoundSession, HasHeaders } from './app-sessions.ts'
import type { SessionCookie } from './session-cookie.ts'
import { digestSecret, formatRecord, openSession, readCookie, type SessionParts, writeCookie } from './session-parts.ts'
import { decideSession, parseSessionRecord, type SessionRecord } from './session-record.ts'

/**
 * Finds the session of a request, and gives its browser another cookie when that one is old enough.
 *
 * Of any number of requests with one cookie, in any number of processes, one rotates, by compare and set; the others find what it wrote and
 * give the same successor. No answer takes the cookie away: it could meet the one of a sign-in on its way.
 */
export async function findSession(parts: SessionParts, request: HasHeaders): Promise<FoundSession> {
  const cookie = readCookie(parts, request)
  if (cookie === undefined) return NOBODY
  for (;;) {
    const stored = await parts.store.read({ collection: 'session', key: cookie.id })
    const record = stored && parseSessionRecord(stored.body)
    if (stored === undefined || record === undefined) return NOBODY
    const found = await apply(parts, cookie, { stored, record })
    if (found !== undefined) return found
  }
}

const NOBODY: FoundSession = { session: undefined, setCookie: undefined }

interface Kept {
  readonly stored: VaultRecord
  readonly record: SessionRecord
}

/** Does what is decided; `undefined` when somebody else wrote meanwhile. */
async function apply(parts: SessionParts, cookie: SessionCookie, kept: Kept): Promise<FoundSession | undefined> {
  const { stored, record } = kept
  const secretDigest = digestSecret(cookie.secret)
  switch (decideSession(record, secretDigest, parts.policy, parts.now())) {
    case 'go_on':
      return { session: openSession(parts, stored, record), setCookie: undefined }
    case 'confirm':
      return confirm(parts, kept)
    case 'rotate':
      return rotate(parts, cookie, kept)
    case 'give_again':
      return giveAgain(parts, cookie, kept)
    case 'reused':
      if (!(await parts.store.erase(stored, stored.version))) return undefined
      parts.reused?.({ userId: stored.owner, sessionId: stored.key })
      return NOBODY
    case 'over':
      await parts.store.erase(stored, stored.version)
      return NOBODY
  }
}

async function confirm(parts: SessionParts, { stored, record }: Kept): Promise<FoundSession | undefined> {
  const now = parts.now()
  const next = { ...record, previous: record.previous && { ...record.previous, succeededAt: now } }
  if (!(await parts.store.write(formatRecord(parts, stored, next), stored.version))) return undefined
  return { session: openSession(parts, stored, next), setCookie: undefined }
}

async function rotate(parts: SessionParts, { id, secret }: SessionCookie, { stored, record }: Kept): Promise<FoundSession | undefined> {
  const nonce = parts.draw(16)
  const [successor = ''] = parts.keys.successors(secret, nonce)
  const next: SessionRecord = {
    ...record,
    seenAt: parts.now(),
    secretDigest: digestSecret(successor),
    previous: { secretDigest: record.secretDigest, nonce, succeededAt: null },
  }
  if (!(await parts.store.write(formatRecord(parts, stored, next), stored.version))) return undefined
  return { session: openSession(parts, stored, next), setCookie: writeCookie(parts, { id, secret: successor }, next) }
}

function giveAgain(parts: SessionParts, { id, secret }: SessionCookie, { stored, record }: Kept): FoundSession {
  const successors = parts.keys.successors(secret, record.previous?.nonce ?? '')
  // Absent when the key that made it has left the ring: the browser keeps what it has, until that is over.
  const successor = successors.find((one) => digestSecret(one) === record.secretDigest)
  const session = openSession(parts, stored, record)
  return { session, setCookie: successor === undefined ? undefined : writeCookie(parts, { id, secret: successor }, record) }
}
