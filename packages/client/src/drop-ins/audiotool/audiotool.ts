import { StagedoorError } from '../../stagedoor-error.ts'
import { type AuthenticatedClient, type BrowserOptions, type BrowserSession, openBrowserSession } from './browser-session.ts'

/** How an app signs people in on its own page. */
export interface AudiotoolOptions extends BrowserOptions {
  /** Exactly as registered, to the last slash. `127.0.0.1`, not `localhost`. */
  readonly redirectUrl: string
}

/** One of two states, as documented. */
export type BrowserAuthResult = AuthenticatedClient | UnauthenticatedResult

export interface UnauthenticatedResult {
  readonly status: 'unauthenticated'
  /** Leaves for the sign-in page. Rejects with what a page cannot leave for: `insecure_context`, `redirect_mismatch`, `storage_unavailable`, … */
  login(): Promise<void>
  /** Why nobody is signed in, when it is more than that nobody has yet. With `retryable`, the session is there still. */
  readonly error?: StagedoorError
}

/** Replies being finished now, by client: React's StrictMode and a second component start everything twice. */
const finishing: Map<string, Promise<StagedoorError | undefined>> = /* @__PURE__ */ new Map()

/**
 * Tells who is signed in, and finishes a sign-in that has just come back. Never rejects.
 *
 * A reply is gone from the address bar at once and redeemed once, however many calls there are; a reply that this client did not ask for
 * is left alone, and ends nothing.
 */
export async function audiotool({ redirectUrl, ...options }: AudiotoolOptions): Promise<BrowserAuthResult> {
  let session: BrowserSession
  try {
    session = openBrowserSession({ ...options, redirectUri: redirectUrl })
  } catch (error) {
    const refused = nameError(error)
    return { status: 'unauthenticated', error: refused, login: () => Promise.reject(refused) }
  }
  let error = await finishCallback(session)
  try {
    const { status } = await session.core.restore()
    if (status === 'authenticated') return await session.authenticate()
  } catch (failure) {
    error ??= nameError(failure)
  }
  error ??= findObstacle(session, redirectUrl)
  return {
    status: 'unauthenticated',
    ...(error !== undefined && { error }),
    login: () => session.core.login({ display: 'page' }).then(() => undefined, orBack),
  }
}

/** Finishes the sign-in this page was called for; what went wrong is for everybody who asks meanwhile. */
function finishCallback({ context, core }: BrowserSession): Promise<StagedoorError | undefined> {
  const running =
    finishing.get(context.namespace) ??
    core
      .handleCallback()
      .then(() => undefined, nameError)
      .finally(() => finishing.delete(context.namespace))
  finishing.set(context.namespace, running)
  return running
}

/** Finds why there is no session, or why a sign-in could not begin here: known before anybody presses the button. */
function findObstacle({ context, core: { session } }: BrowserSession, redirectUrl: string): StagedoorError | undefined {
  if (session.status === 'unknown') return session.error
  if (session.status === 'unauthenticated' && session.reason === 'session_ended') return new StagedoorError('session_ended')
  const { page } = context
  if (page?.isSecure() === false) return new StagedoorError('insecure_context')
  const elsewhere = page !== null && new URL(page.url()).origin !== new URL(redirectUrl).origin
  return elsewhere ? new StagedoorError('redirect_mismatch') : undefined
}

/** The back button is no failure. */
function orBack(error: unknown): void {
  if (!(error instanceof StagedoorError && error.code === 'cancelled')) throw error
}

function nameError(error: unknown): StagedoorError {
  return error instanceof StagedoorError ? error : new StagedoorError('invalid_response', { cause: error })
}
