import type { HttpRequest, HttpResponse } from '../http/http-message.ts'
import type { User } from '../ports/records.ts'

/** Who calls an API, proven by the credentials that came with the request. */
export interface ResourceCaller {
  /** `null`: an app's own token (RFC 6749 §4.4). */
  readonly user: User | null
  /** The app; `null` where a person's own script calls, with a personal token or a password. */
  readonly clientId: string | null
  /** What the credentials allow, inclusions not spelled out. A password allows everything the platform has. */
  readonly scope: readonly string[]
  readonly by: 'access_token' | 'personal_token' | 'password'
}

/** One address of the platform's own API, beside its OAuth endpoints. Served to pages of any origin. */
export interface ResourceRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below the server's base URL; a segment `:name` takes any one segment: `/api/production/:uuid`. */
  readonly path: string
  /**
   * Who may call: `anybody` needs no credentials (none are looked at), `person` a token (or key, or password) of a person,
   * `app` also an app's own token.
   */
  readonly access: 'anybody' | 'person' | 'app'
  /** Scope tokens needed, all of them; `[]` for any token. */
  readonly scope: readonly string[]
  /**
   * Answers; what it throws is written as the platform refuses. CORS and `Cache-Control: no-store` are added where it does not say otherwise.
   *
   * @param caller - `null` only with `anybody`.
   * @param request - Without the token, where that came in the query.
   * @param params - The segments that `:name` took, decoded.
   */
  readonly answer: (
    caller: ResourceCaller | null,
    request: HttpRequest,
    params: Readonly<Record<string, string>>,
  ) => HttpResponse | Promise<HttpResponse>
}
