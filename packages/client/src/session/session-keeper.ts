import type { ClientContext } from '../client-context.ts'
import type { Emit } from '../event-emitter.ts'
import type { SessionState } from '../session-state.ts'
import type { ClientEvents } from '../stagedoor-client.ts'
import type { StagedoorError } from '../stagedoor-error.ts'
import { EARLY_SECONDS, type LiveSession, parseStoredSession, type StoredSession } from './stored-session.ts'

/** What was found in the storage; `text` is what a later write compares with. */
export interface KeptSession {
  readonly text: string | null
  readonly session: StoredSession | undefined
  /** The same, if it goes on. */
  readonly live: LiveSession | undefined
}

/** Keeps the session in the storage, and the snapshot an app sees in step with it. */
export interface SessionKeeper {
  readonly state: SessionState
  /** Storage key: what a change in another tab is told by. */
  readonly key: string
  /** Reads anew: another tab may have written. */
  read(): Promise<KeptSession>
  /** Writes while the storage still holds `kept`. `false`: somebody else was faster. */
  swap(kept: Pick<KeptSession, 'text'>, next: StoredSession | undefined): Promise<boolean>
  /** Writes whatever is there. */
  put(next: StoredSession | undefined): Promise<void>
  /** Whether the access token works, as far as can be told from here. */
  isAlive(session: StoredSession): boolean
  /** Notes that the platform refused an access token before its time. */
  reject(accessToken: string): void
  /** Notes why the session could not be checked. It stays; the state becomes `unknown` unless the access token still works. Returns the error. */
  fail(session: StoredSession, error: StagedoorError): StagedoorError
}

/** Makes the keeper of one client's session. */
export function createSessionKeeper(context: ClientContext, emit: Emit<ClientEvents>): SessionKeeper {
  const key = `${context.namespace}/session`
  let state = UNCHECKED
  let rejected: string | undefined

  const isAlive = (session: StoredSession): boolean =>
    session.kind === 'live' &&
    session.accessToken !== rejected &&
    (session.expiresAt === undefined || session.expiresAt > context.clock.now()) &&
    // By a clock that was put back nobody knows how old it is. What cannot be refreshed is tried all the same.
    (session.since === undefined || session.refreshToken === undefined || session.since <= context.clock.now() + EARLY_SECONDS)

  const show = (session: StoredSession | undefined, error?: StagedoorError): void => {
    const before = state
    // A session whose access token is over shows as it did, until somebody has checked.
    const next = decideState(session, !!session && isAlive(session), error) ?? (before.status === 'unauthenticated' ? UNCHECKED : before)
    if (fingerprint(next) === fingerprint(before)) return
    state = next
    emit('change', next)
    if (next.status === 'unauthenticated' && before.status !== next.status && before !== UNCHECKED) {
      emit('ended', { reason: next.reason === 'session_ended' ? next.reason : 'logged_out' })
    }
  }
  const read = async (): Promise<KeptSession> => {
    const text = await context.storage.read(key)
    const session = parseStoredSession(text)
    show(session)
    return { text, session, live: session?.kind === 'live' ? session : undefined }
  }
  const swap = async (kept: Pick<KeptSession, 'text'>, next: StoredSession | undefined): Promise<boolean> => {
    const swapped = await context.storage.replace(key, kept.text, next ? JSON.stringify(next) : null)
    if (swapped) show(next)
    return swapped
  }
  return {
    get state() {
      return state
    },
    key,
    read,
    swap,
    async put(next) {
      while (!(await swap({ text: await context.storage.read(key) }, next)));
    },
    isAlive,
    reject(accessToken) {
      rejected = accessToken
    },
    fail(session, error) {
      show(session, error)
      return error
    },
  }
}

const UNCHECKED: SessionState = { status: 'unknown', reason: 'unchecked', error: undefined }

/** Decides what an app sees; `undefined` when that takes a refresh. */
function decideState(session: StoredSession | undefined, alive: boolean, error: StagedoorError | undefined): SessionState | undefined {
  if (!session) return { status: 'unauthenticated', reason: 'signed_out' }
  if (session.kind === 'ended') return { status: 'unauthenticated', reason: 'session_ended' }
  if (alive) return { status: 'authenticated', scope: session.scope, expiresAt: session.expiresAt }
  return error && { status: 'unknown', reason: error.code, error }
}

function fingerprint(state: SessionState): string {
  return JSON.stringify(state.status === 'unknown' ? [state.reason] : state)
}
