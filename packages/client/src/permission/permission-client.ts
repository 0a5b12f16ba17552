import type { SessionState } from '../session-state.ts'
import type { LoginOptions, StagedoorClient } from '../stagedoor-client.ts'

/** How more permission is asked for. */
export interface PermissionOptions {
  /**
   * Names the scope that a refused request needs, where the platform only says that something is missing. `undefined`: the refusal is handed
   * to the caller as it is.
   */
  readonly scopeFor?: (request: { readonly url: string; readonly method: string }) => string | readonly string[] | undefined
  /**
   * Further parameters of every question, as in `login()`. Give what the sign-in was given: a server that wants `{ prompt: 'consent' }` for a
   * refresh token wants it here too, or the session is over with its access token.
   */
  readonly parameters?: Readonly<Record<string, string>>
  /** Whether the browser would open a window now; default: what the browser says (`navigator.userActivation`). */
  readonly isInClick?: () => boolean
  /**
   * What becomes of the grant that the new one takes the place of; default `revoke`, so that nothing is left that nobody holds.
   *
   * `leave` is for a platform that ends *every* grant of an app when one token is revoked. None of the platforms described here is known to;
   * of one that was discovered it is taken for granted.
   */
  readonly replaced?: 'revoke' | 'leave'
}

/** How one question should be asked. */
export type RequireOptions = Pick<LoginOptions, 'display' | 'signal' | 'returnTo' | 'parameters'>

/** What a client gains. */
export interface PermissionActs {
  /**
   * Makes sure that the session has this scope. Asks the artist for what is missing, and for nothing when nothing is. Call it in a click.
   *
   * Allowed: one session with the old and the new scope, in all tabs; the old grant is revoked. Refused, cancelled, failed: the session is
   * what it was. With `display: 'page'` the page leaves, as with `login()`; make the client of the callback page with the same function.
   *
   * Codes: `permission_required` (not in a click; see {@link PermissionRequiredError}), `consent_denied` (also: the platform gave less than was
   * asked), `account_changed` (somebody else allowed it), `not_signed_in`, `session_ended`, those of `login()`.
   */
  require(scope: string | readonly string[], options?: RequireOptions): Promise<SessionState>
  /**
   * Fetches as `client.fetch` does. When the platform refuses for want of scope, the artist is asked for it, and the call carries on.
   *
   * Outside a click, and for a body that can be read only once, it rejects with `permission_required` instead: call `require(error.scope)` in
   * a click, then this again. Only the platform's own refusals count.
   */
  readonly fetch: StagedoorClient['fetch']
}
