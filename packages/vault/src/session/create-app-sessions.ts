import { randomBytes } from 'node:crypto'
import type { VaultRecord } from '../ports/vault-store.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { VaultError } from '../vault-error.ts'
import { parseAppUrl } from '../web/app-url.ts'
import type { AppSessions, HasHeaders } from './app-sessions.ts'
import { findSession } from './find-session.ts'
import { createSessionKeys } from './session-keys.ts'
import type { AppSessionOptions } from './session-options.ts'
import {
  digestSecret,
  formatRecord,
  openSession,
  readCookie,
  removeCookie,
  type SessionParts,
  summarise,
  writeCookie,
} from './session-parts.ts'
import { parseSessionRecord, type SessionRecord, sessionEnd } from './session-record.ts'

const DAY_SECONDS = 86_400
const PAGE = 100

/**
 * Makes the login sessions of an app.
 *
 * @throws VaultError `keys_missing`, `key_malformed`. TypeError: `baseUrl` is not https.
 */
export function createAppSessions(options: AppSessionOptions): AppSessions {
  const parts = assemble(options)
  return {
    start: (userId, request, about) => start(parts, { userId, about }, request),
    find: (request) => findSession(parts, request),
    async logout(request) {
      const cookie = readCookie(parts, request)
      if (cookie !== undefined) await erase(parts, cookie.id)
      return { setCookie: removeCookie(parts) }
    },
    async logoutEverywhere(userId) {
      const records = await listRecords(parts, userId)
      const ended = await Promise.all(records.map(({ key }) => erase(parts, key, userId)))
      return ended.filter(Boolean).length
    },
    end: (userId, sessionId) => erase(parts, sessionId, userId),
    async list(userId) {
      const records = await listRecords(parts, userId)
      return records.flatMap(({ key, body }) => {
        const record = parseSessionRecord(body)
        return record === undefined || sessionEnd(record, parts.policy) <= parts.now() ? [] : [summarise(parts, key, record)]
      })
    },
  }
}

function assemble(options: AppSessionOptions): SessionParts {
  const { store, reused, clock = systemClock, random = randomBytes } = options
  const { rotationSeconds = 600, graceSeconds = 60, idleSeconds = 14 * DAY_SECONDS, lifetimeSeconds = 90 * DAY_SECONDS } = options
  const app = parseAppUrl(options.baseUrl)
  return {
    store,
    reused,
    app,
    origins: [app.origin, ...(options.origins ?? [])],
    keys: createSessionKeys(options.keys),
    policy: { rotationSeconds, graceSeconds, idleSeconds, lifetimeSeconds },
    now: () => Math.floor(clock.now()),
    draw: (length) => Buffer.from(random(length)).toString('base64url'),
  }
}

async function start(
  parts: SessionParts,
  { userId, about }: { readonly userId: string; readonly about: string | undefined },
  request: HasHeaders,
): ReturnType<AppSessions['start']> {
  // Where nobody checks types, it may be a number.
  if (typeof userId !== 'string' || userId === '' || userId.length > 256)
    throw new VaultError('invalid_input', 'A user id is a text of 1 to 256 characters.')
  const [id, secret] = [parts.draw(18), parts.draw(32)]
  const now = parts.now()
  const record: SessionRecord = {
    v: 1,
    startedAt: now,
    seenAt: now,
    about: about?.slice(0, 200) ?? null,
    secretDigest: digestSecret(secret),
    previous: null,
  }
  const stored = formatRecord(parts, { key: id, owner: userId }, record)
  if (!(await parts.store.write(stored, null))) throw new TypeError('random() gave the same bytes twice.')
  const before = readCookie(parts, request)
  if (before !== undefined) await erase(parts, before.id)
  return { session: openSession(parts, stored, record), setCookie: writeCookie(parts, { id, secret }, record) }
}

/** Erases a session, whatever is written to it meanwhile. @param userId - Whose it has to be. */
async function erase({ store }: SessionParts, key: string, userId?: string): Promise<boolean> {
  for (;;) {
    const stored = await store.read({ collection: 'session', key })
    if (stored === undefined || (userId !== undefined && stored.owner !== userId)) return false
    if (await store.erase(stored, stored.version)) return true
  }
}

async function listRecords({ store }: SessionParts, owner: string): Promise<readonly VaultRecord[]> {
  const records: VaultRecord[] = []
  for (;;) {
    const after = records.at(-1)?.key
    const page = await store.list({ collection: 'session', owner, limit: PAGE, ...(after !== undefined && { after }) })
    records.push(...page)
    if (page.length < PAGE) return records
  }
}
