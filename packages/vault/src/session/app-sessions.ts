import type { EpochSeconds } from '../ports/vault-store.ts'

/**
 * The app's own login sessions: a signed, rotating, `HttpOnly` cookie in the browser, a digest in the vault's store.
 *
 * A cookie that is stolen ends the session of both, thief and person, as soon as the second of them uses it after the other was given a new one.
 */
export interface AppSessions {
  /**
   * Signs somebody in: a session with a new id, whatever cookie the request has (it may have been planted). What that was good for ends.
   *
   * @param about - For {@link AppSessions.list}: `Firefox on Linux`; at most 200 characters. Shown to the person, so not for secrets.
   */
  start(userId: string, request: HasHeaders, about?: string): Promise<{ readonly session: AppSession; readonly setCookie: string }>
  /** Finds the session of a request. Send `setCookie` with the answer, where there is one, whatever the answer is. */
  find(request: HasHeaders): Promise<FoundSession>
  /** Ends the session of a request; `setCookie` removes its cookie. */
  logout(request: HasHeaders): Promise<{ readonly setCookie: string }>
  /** Ends every session of a person, and tells how many there were. */
  logoutEverywhere(userId: string): Promise<number>
  /** Ends one of a person's sessions, on another device; tells whether there was one. */
  end(userId: string, sessionId: string): Promise<boolean>
  /** Where a person is signed in. */
  list(userId: string): Promise<readonly SessionSummary[]>
}

/** Somebody who is signed in. */
export interface AppSession extends SessionSummary {
  readonly userId: string
  /** A value for a hidden field or the header `X-CSRF-Token`: another one each time, each good as long as the session. */
  csrfToken(): string
  /**
   * Checks that a request that changes something was sent by a page of the app: by its `Origin` or `Sec-Fetch-Site`, and by its token, where
   * it has one. A request with none of these is refused. GET, HEAD and OPTIONS change nothing and pass.
   *
   * @param token - Of the form; a header `X-CSRF-Token` is found.
   * @throws {@link CsrfError}
   */
  checkCsrf(request: HasHeaders & { readonly method?: string | undefined }, token?: string): void
}

export interface SessionSummary {
  /** Stays the same while the cookie changes. Not a secret. */
  readonly id: string
  readonly startedAt: EpochSeconds
  /** As exact as `rotationSeconds`. */
  readonly seenAt: EpochSeconds
  /** When it ends if nobody comes back. */
  readonly expiresAt: EpochSeconds
  readonly about: string | null
}

export interface FoundSession {
  readonly session: AppSession | undefined
  /** Value of a `Set-Cookie` header to append. */
  readonly setCookie: string | undefined
}

/** What is looked at of a request: the standard's, Node's (so that of Express and of Fastify), or `{ headers: await headers() }` of Next. */
export interface HasHeaders {
  readonly headers: Headers | Iterable<readonly [string, string]> | Readonly<Record<string, string | readonly string[] | undefined>>
}
