import { findCookie, formatSetCookie } from './http/cookies.ts'
import type { HttpRequest } from './http/http-message.ts'
import type { SessionTraces } from './ports/browser-session-store.ts'
import type { BrowserSession, SecretKey, User } from './ports/records.ts'
import { browserSessionFormat, createOpaqueSecret, readOpaqueSecret } from './secrets/opaque-secret.ts'
import type { ServerContext } from './server-context.ts'

/** A person stays signed in at the platform this long without typing a password, unless the platform says otherwise. */
const defaultSessionLifetimeSeconds = 30 * 86_400

/** How long a session may have been in use before that is noted anew: a page must not cost a write each time. */
const touchSeconds = 600
const longestUserAgent = 300

/** A browser that is signed in, with its account. */
export interface SignedInBrowser {
  readonly key: SecretKey
  readonly session: BrowserSession
  readonly user: User
}

/** Finds who is signed in. A cookie that is not one of ours costs no look at the database. */
export async function findBrowserSession(context: ServerContext, request: HttpRequest): Promise<SignedInBrowser | undefined> {
  const key = readSessionKey(context, request)
  if (key === undefined) return undefined
  const { store, now } = context
  const found = await store.browserSessions.find(key, now())
  if (found === undefined) return undefined
  if (now() - found.lastSeenAt >= touchSeconds) {
    const touch = (): Promise<void> => store.browserSessions.touch(key, now(), request.remoteAddress)
    context.background.begin(touch, (cause) => context.log({ reason: 'session_not_touched', at: context.clock(), cause }))
  }
  return { key, session: found.session, user: found.user }
}

/**
 * Signs a user in: a new session under a new secret, whatever the browser held before (session fixation); the old session ends.
 *
 * @param replaced - The request whose session is replaced, if it has one.
 */
export async function issueBrowserSession(
  context: ServerContext,
  userId: string,
  replaced?: HttpRequest,
): Promise<{ readonly session: BrowserSession; readonly value: string; readonly setCookie: string }> {
  const { clock, random, store, sessionLifetimeSeconds = defaultSessionLifetimeSeconds } = context
  const secret = createOpaqueSecret(browserSessionFormat, clock(), random)
  const now = context.now()
  const session = { userId, authenticatedAt: now, expiresAt: now + sessionLifetimeSeconds }
  const oldKey = replaced === undefined ? undefined : readSessionKey(context, replaced)
  const traces = await readTraces(context, userId, { request: replaced, oldKey })
  await Promise.all([store.browserSessions.issue(secret.key, session, traces), oldKey && store.browserSessions.revoke(oldKey)])
  const setCookie = formatSetCookie({
    name: context.cookieNames.session,
    value: secret.text,
    maxAgeSeconds: sessionLifetimeSeconds,
    secure: context.secureCookies,
  })
  return { session, value: secret.text, setCookie }
}

/**
 * Creates a signed-in browser without a browser, for scripts and load generators of an emulator.
 *
 * @returns `cookieHeader`: the value of a `Cookie` request header. It is a secret.
 */
export async function createBrowserSession(context: ServerContext, userId: string): Promise<{ readonly cookieHeader: string }> {
  const { value } = await issueBrowserSession(context, userId)
  return { cookieHeader: `${context.cookieNames.session}=${value}` }
}

/** What a browser leaves behind. Who proves again who they are stays signed in since when they were. */
async function readTraces(
  { store, now }: ServerContext,
  userId: string,
  { request, oldKey }: { readonly request: HttpRequest | undefined; readonly oldKey: SecretKey | undefined },
): Promise<SessionTraces> {
  const userAgent = request?.headers['user-agent']
  const listed = oldKey === undefined ? [] : await store.browserSessions.list(userId, now())
  const old = listed.find(({ key }) => Buffer.from(key).equals(oldKey ?? key))
  return {
    userAgent: typeof userAgent === 'string' ? userAgent.slice(0, longestUserAgent) : null,
    remoteAddress: request?.remoteAddress ?? null,
    startedAt: old?.startedAt ?? now(),
  }
}

function readSessionKey(context: ServerContext, request: HttpRequest): SecretKey | undefined {
  const value = findCookie(request, context.cookieNames.session)
  return value === undefined ? undefined : readOpaqueSecret(browserSessionFormat, value)
}
