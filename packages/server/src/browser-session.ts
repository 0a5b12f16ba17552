import { findCookie, formatSetCookie } from './http/cookies.ts'
import type { HttpRequest } from './http/http-message.ts'
import type { BrowserSession, SecretKey, User } from './ports/records.ts'
import { browserSessionFormat, createOpaqueSecret, readOpaqueSecret } from './secrets/opaque-secret.ts'
import type { ServerContext } from './server-context.ts'

/** A person stays signed in at the platform this long without typing a password, unless the platform says otherwise. */
const defaultSessionLifetimeSeconds = 30 * 86_400

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
  const found = await context.store.browserSessions.find(key, context.now())
  return found === undefined ? undefined : { key, session: found.session, user: found.user }
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
  await Promise.all([store.browserSessions.issue(secret.key, session), oldKey && store.browserSessions.revoke(oldKey)])
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

function readSessionKey(context: ServerContext, request: HttpRequest): SecretKey | undefined {
  const value = findCookie(request, context.cookieNames.session)
  return value === undefined ? undefined : readOpaqueSecret(browserSessionFormat, value)
}
