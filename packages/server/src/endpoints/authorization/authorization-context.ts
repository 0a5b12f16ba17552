import type { Parameters, ParseProblem } from '@stagedoor/protocol'
import type { SignedInBrowser } from '../../browser-session.ts'
import type { HttpRequest, HttpResponse } from '../../http/http-message.ts'
import type { AuthorizationTransaction, Client } from '../../ports/records.ts'
import type { ServerContext } from '../../server-context.ts'

/** One authorization request on its way through the steps: what was sent, and what each step has found out. */
export interface AuthorizationContext {
  readonly server: ServerContext
  readonly request: HttpRequest
  readonly parameters: Parameters
  /** What could not be read. Nobody is told before there is a proven place to tell it. */
  readonly malformed: ParseProblem | undefined

  /** From {@link loadClient}. */
  client: Client | undefined
  /** From {@link checkRedirectUri}: proven to belong to the client. Until it is there, no answer may be a redirect. */
  redirectUri: string | undefined
  /** The platform's default until {@link checkResponseMode} has read another. */
  responseMode: AuthorizationTransaction['responseMode']
  /** From {@link proveTargetOrigin}: proven to belong to the client; `null` where the answer is no message to a window. */
  targetOrigin: string | null
  /** `null` when none was sent, or one that may not be echoed. */
  state: string | null
  /** Empty where the platform knows no PKCE and none was sent. */
  codeChallenge: string | undefined
  scope: readonly string[]
  nonce: string | null
  /** From {@link checkDpopKey}. */
  dpopKey: string | null
  display: AuthorizationTransaction['display']
  prompt: AuthorizationTransaction['prompt']
  /** OpenID Connect `prompt=none`: answer without showing anything. */
  silent: boolean
  maxAgeSeconds: number | null
  loginHint: string | null
  browser: SignedInBrowser | undefined
}

/**
 * One step of the authorization endpoint: looks, notes what it found, and either lets the next step go on or answers.
 *
 * @throws PageProblem before the redirect URI is proven, {@link OAuthError} after it.
 */
export type AuthorizationStep = (context: AuthorizationContext) => undefined | HttpResponse | Promise<undefined | HttpResponse>

/** Gets what an earlier step has noted. @throws TypeError when the table of steps is in a wrong order. */
export function known<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError('A step of the authorization endpoint ran before the step it depends on.')
  return value
}
