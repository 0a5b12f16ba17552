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
  readonly error?: undefined
  readonly accessToken: string
  readonly tokenType: string | undefined
  /** From receipt. */
  readonly expiresInSeconds: number | undefined
  /** Absent from many a refresh response: the one that was sent stays good then (RFC 6749 §6). */
  readonly refreshToken: string | undefined
  /** Absent means: what was asked for (RFC 6749 §5.1). */
  readonly scope: readonly string[] | undefined
}

/** What a token response said in place of tokens. */
export interface TokenRefusal {
  readonly accessToken?: undefined
  /** Its `error` (RFC 6749 §5.2); `undefined` where there is none, and no access token that could stand in a header either. */
  readonly error: string | undefined
}

/**
 * Reads a token response as platforms really send it: `token_type` and `expires_in` may be missing, a lifetime may be a text of digits,
 * and a member of the wrong type counts as missing, as does an `access_token` that could not stand in a header.
 *
 * A response with an `error` is a refusal, whatever status it came with, and whatever else it says.
 */
export function parseTokenResponse(json: unknown): TokenSet | TokenRefusal {
  const members = membersOf(json)
  const accessToken = textOf(members['access_token'])
  const error = textOf(members['error'])
  if (error || !accessToken || !/^[ -~]+$/.test(accessToken)) return { error }
  const { scope } = members
  return {
    accessToken,
    tokenType: textOf(members['token_type']),
    expiresInSeconds: secondsOf(members['expires_in']),
    refreshToken: textOf(members['refresh_token']),
    scope: typeof scope === 'string' ? scope.split(' ').filter(Boolean) : undefined,
  }
}

/** An error response, of the token endpoint or of the authorization endpoint (RFC 6749 §5.2 and §4.1.2.1). */
export interface ErrorResponse {
  readonly error: string
  readonly errorDescription?: string
  readonly errorUri?: string
}

/** Reads an error response (RFC 6749 §5.2); `undefined` when the JSON is none, e.g. when `error` is null or an object. */
export function parseErrorResponse(json: unknown): ErrorResponse | undefined {
  const members = membersOf(json)
  const error = textOf(members['error'])
  const errorDescription = textOf(members['error_description'])
  const errorUri = textOf(members['error_uri'])
  return error === undefined ? undefined : { error, ...(errorDescription && { errorDescription }), ...(errorUri && { errorUri }) }
}

/** Takes own members only: what somebody has added to every object of a page is no token. */
function membersOf(json: unknown): Readonly<Record<string, unknown>> {
  return Object.assign(Object.create(null), json)
}

function textOf(value: unknown): string | undefined {
  return (typeof value === 'string' && value) || undefined
}

/** A number, or a text of digits; none that is longer than any life. */
function secondsOf(value: unknown): number | undefined {
  return typeof value !== 'object' && /^\d{1,15}(\.\d+)?$/.test(String(value)) ? Number(value) : undefined
}
