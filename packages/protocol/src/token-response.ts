import { type ParseResult, parsed, problem } from './parse-result.ts'

/** A successful token response on the wire (RFC 6749 §5.1, OpenID Connect Core §3.1.3.3). */
export interface TokenResponse {
  readonly access_token: string
  readonly token_type?: string
  /** Seconds from the moment of the response. */
  readonly expires_in?: number
  readonly refresh_token?: string
  readonly scope?: string
  readonly id_token?: string
}

/** What a token response brought. `undefined` means that the platform did not say. */
export interface TokenSet {
  readonly accessToken: string
  readonly tokenType: string | undefined
  /** From receipt. */
  readonly expiresInSeconds: number | undefined
  /** Absent from many a refresh response: the one that was sent stays good then (RFC 6749 §6). */
  readonly refreshToken: string | undefined
  /** Absent means: what was asked for (RFC 6749 §5.1). */
  readonly scope: readonly string[] | undefined
  /** Not verified. */
  readonly idToken: string | undefined
}

/**
 * Reads a token response as platforms really send it: `token_type` and `expires_in` may be missing, a lifetime may be a text of digits,
 * and a member of the wrong type counts as missing. An `access_token` that could not stand in a header is a problem.
 *
 * Problems: `token_response_malformed`; or the response's own `error`, whatever status it came with.
 */
export function parseTokenResponse(json: unknown): ParseResult<TokenSet> {
  const member = memberOf(json)
  const text = (name: string): string | undefined => textOf(member(name))
  const error = text('error')
  if (error !== undefined) return problem({ code: error, message: text('error_description') ?? error })
  const accessToken = text('access_token')
  if (accessToken === undefined || !/^[ -~]+$/.test(accessToken)) {
    return problem({ code: 'token_response_malformed', message: 'no access_token' })
  }
  const scope = member('scope')
  return parsed({
    accessToken,
    tokenType: text('token_type'),
    expiresInSeconds: secondsOf(member('expires_in')),
    refreshToken: text('refresh_token'),
    scope: typeof scope === 'string' ? scope.split(' ').filter(Boolean) : undefined,
    idToken: text('id_token'),
  })
}

/** An error response, of the token endpoint or of the authorization endpoint (RFC 6749 §5.2 and §4.1.2.1). */
export interface ErrorResponse {
  readonly error: string
  readonly errorDescription?: string
  readonly errorUri?: string
}

/** Reads an error response (RFC 6749 §5.2); `undefined` when the JSON is none, e.g. when `error` is null or an object. */
export function parseErrorResponse(json: unknown): ErrorResponse | undefined {
  const member = memberOf(json)
  const error = textOf(member('error'))
  const errorDescription = textOf(member('error_description'))
  const errorUri = textOf(member('error_uri'))
  return error === undefined ? undefined : { error, ...(errorDescription && { errorDescription }), ...(errorUri && { errorUri }) }
}

/** Reads own members only: a name such as `constructor` is not inherited from anywhere. */
function memberOf(json: unknown): (name: string) => unknown {
  const members = new Map<string, unknown>(typeof json === 'object' && json !== null ? Object.entries(json) : [])
  return (name) => members.get(name)
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function secondsOf(value: unknown): number | undefined {
  const seconds = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined
}
