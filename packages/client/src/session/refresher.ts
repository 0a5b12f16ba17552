import type { ClientContext } from '../client-context.ts'
import type { Emit } from '../event-emitter.ts'
import { requestTokens } from '../requests/request-tokens.ts'
import { revoke } from '../requests/revoke.ts'
import type { ClientEvents } from '../stagedoor-client.ts'
import { configurationError, StagedoorError } from '../stagedoor-error.ts'
import type { KeptSession, SessionKeeper } from './session-keeper.ts'
import { type LiveSession, type StoredSession, sessionFromTokens } from './stored-session.ts'

const FAILURES = { interrupted: 'refresh_uncertain', refused: 'session_ended' } as const
const COOL_DOWN_SECONDS = 30
/** How long what another tab has written may be unseen here, where the browser's storage stands still for a moment. */
export const LATE_MS = 2000
/** Where a repeated refresh is answered, but only for a short while. */
const GRACE_COOL_DOWN_SECONDS = 5

/** Keeps the access token good. */
export interface Refresher {
  /** A session whose access token works now; a refresh that is due early goes on in the background. */
  current(): Promise<LiveSession>
  /** A session with another access token than the stale one. Concurrent calls share one request. */
  refresh(staleAccessToken: string): Promise<LiveSession>
}

/** Makes the refresher of one client: re-read, lock, re-read, request, compare and set, release. */
export function createRefresher(context: ClientContext, keeper: SessionKeeper, emit: Emit<ClientEvents>): Refresher {
  const isGraceful = context.platform.tokens.refreshToken?.rotation === 'grace'
  let inFlight: Promise<LiveSession> | undefined
  let quietUntil = 0
  let limitedUntil = 0

  const refresh = (stale: string): Promise<LiveSession> => {
    inFlight ??= context.lock
      .withLock(context.namespace, (waited) => refreshLocked(stale, waited))
      .finally(() => {
        inFlight = undefined
      })
    return inFlight
  }

  async function refreshLocked(stale: string, waited?: boolean): Promise<LiveSession> {
    const kept = await keeper.read()
    const session = requireLive(kept.session)
    // Another tab was here while we waited for the lock.
    if (session.accessToken !== stale && keeper.isAlive(session)) return session
    // Or it was, and this one is shown it late.
    if (waited === true) return new Promise((resolve) => context.clock.after(LATE_MS, () => resolve(refreshLocked(stale))))
    if (session.refreshToken === undefined) {
      if (keeper.isAlive(session)) throw configurationError('No refresh token.')
      return write(kept, session, new StagedoorError('session_ended'))
    }
    const wait = limitedUntil - context.clock.now()
    if (wait > 0) throw keeper.fail(session, new StagedoorError('rate_limited', { retryAfterSeconds: Math.ceil(wait) }))
    return write(kept, session, await request(kept, session, session.refreshToken))
  }

  /** Asks for what comes next: a newer session, or what ended it. What says nothing about the session is thrown. */
  async function request(kept: KeptSession, session: LiveSession, refreshToken: string): Promise<LiveSession | StagedoorError> {
    const since = context.clock.now()
    try {
      const tokens = await requestTokens(context, { grant_type: 'refresh_token', refresh_token: refreshToken }, FAILURES)
      return sessionFromTokens(tokens, { ...session, rotation: session.rotation + 1 }, since)
    } catch (error) {
      if (!(error instanceof StagedoorError)) throw error
      // It was spent by a refresh whose reply was lost; or another tab has spent it, and newer tokens.
      if (error.code === 'session_ended')
        return session.uncertain ? new StagedoorError(error.code, { cause: new StagedoorError('refresh_uncertain') }) : error
      if (error.code === 'refresh_uncertain') await keeper.swap(kept, { ...session, uncertain: true })
      throw note(session, error)
    }
  }

  /** Writes how a refresh ended, unless the storage has moved on in a way that makes this the older end: then the newer one counts. */
  async function write(kept: KeptSession, before: LiveSession, end: LiveSession | StagedoorError): Promise<LiveSession> {
    const failed = end instanceof StagedoorError
    const next: StoredSession = failed ? { kind: 'ended', signIn: before.signIn, rotation: before.rotation } : end
    for (let expected = kept; !(await keeper.swap(expected, next)); ) {
      expected = await keeper.read()
      const found = expected.session
      if (!found && !failed) void revoke(context, end) // Somebody logged out meanwhile: nobody must be left signed in by it.
      // A faster tab, or another sign-in. Ours are not revoked: they may share its grant.
      if (!found || found.signIn !== before.signIn || found.rotation > before.rotation) return requireLive(found)
      // Else only a mark was set, or a slower tab was refused what we were granted.
    }
    if (failed) throw end
    emit('refreshed', keeper.state)
    return end
  }

  /** Remembers a failure that says nothing about the session. */
  function note(session: LiveSession, error: StagedoorError): StagedoorError {
    const repeats = error.code === 'refresh_uncertain' && isGraceful
    quietUntil = context.clock.now() + (repeats ? GRACE_COOL_DOWN_SECONDS : COOL_DOWN_SECONDS)
    limitedUntil = context.clock.now() + (error.retryAfterSeconds ?? 0)
    // Once, and while the platform still knows the answer.
    if (repeats && !session.uncertain)
      context.clock.after(GRACE_COOL_DOWN_SECONDS * 1000, () => void refresh(session.accessToken).catch(() => undefined))
    return keeper.fail(session, error)
  }

  const isDue = (session: LiveSession): boolean =>
    session.refreshToken !== undefined &&
    session.refreshAt !== undefined &&
    context.clock.now() >= Math.max(session.refreshAt, quietUntil) &&
    // Where any second use revokes the grant, a repeat could kill the access token that still works.
    (!session.uncertain || isGraceful)

  return {
    refresh,
    async current() {
      const session = requireLive((await keeper.read()).session)
      if (!keeper.isAlive(session)) return refresh(session.accessToken)
      if (isDue(session)) refresh(session.accessToken).catch(() => undefined) // it shows in the state, and at the next use
      return session
    },
  }
}

function requireLive(session: StoredSession | undefined): LiveSession {
  if (session?.kind === 'live') return session
  throw new StagedoorError(session ? 'session_ended' : 'not_signed_in')
}
