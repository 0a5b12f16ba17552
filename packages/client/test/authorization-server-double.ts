import type { ClientPlatform } from '@stagedoor/platforms'
import { deriveCodeChallenge } from '@stagedoor/protocol'

/** One request the double received. Tokens in it are its own inventions. */
export interface ReceivedRequest {
  readonly url: string
  readonly init: RequestInit
  readonly parameters: Readonly<Record<string, string>>
  readonly authorization: string | null
}

/** What the next request meets: an answer instead of the real one, or a connection that breaks before or after the server acted. */
export type Fault = 'break-before' | 'break-after' | (() => Response)

/**
 * A double of an authorization server over an injected `fetch`, for failures a real one cannot be asked for.
 * The end-to-end suites run the same client against @stagedoor/server.
 *
 * Refresh tokens are single-use and forgotten at once: the harshest rotation there is.
 */
export class AuthorizationServerDouble {
  readonly received: ReceivedRequest[] = []
  readonly faults: Fault[] = []
  /** Members of a token response on top of `access_token`. */
  expiresIn: number | undefined = 3600
  sendsRefreshToken = true
  rotates = true
  /** What the platform knows of the person. */
  profile: unknown = {
    data: { id: 'eJ57D', handle: 'ray', name: 'Ray', is_verified: true, profile_picture: { '150x150': 'small', '480x480': 'middle' } },
  }
  /** The one password it knows. */
  password = 'opensesame'
  /** Answers that wait for a test to let them go. */
  hold: Promise<void> | undefined
  readonly #codes = new Map<string, { challenge: string | null; redirectUri: string | null }>()
  readonly #refreshTokens = new Set<string>()
  readonly #accessTokens = new Set<string>()
  /** By token. */
  readonly #grants = new Map<string, number>()
  #count = 0
  readonly #platform: ClientPlatform

  constructor(platform: ClientPlatform) {
    this.#platform = platform
  }

  /** The person allows it: where the browser goes then. */
  approve(authorizationUrl: string, more: Readonly<Record<string, string>> = {}): string {
    const asked = new URL(authorizationUrl).searchParams
    const code = `code-${++this.#count}`
    this.#codes.set(code, {
      challenge: asked.get('code_challenge'),
      redirectUri: asked.get('redirect_uri') ?? this.#platform.endpoints.popupCallback ?? null,
    })
    // A signed profile comes in place of the code.
    return this.#redirect(asked, { [this.#platform.signedProfile?.parameter ?? 'code']: code, ...more })
  }

  /** Lets a token in that was made on the platform's own pages. */
  accept(accessToken: string): void {
    this.#accessTokens.add(accessToken)
  }

  /** The person, or the server, does not. */
  refuse(authorizationUrl: string, error = 'access_denied'): string {
    return this.#redirect(new URL(authorizationUrl).searchParams, { error })
  }

  /** Forgets every token: revoked by the person. */
  revokeAll(): void {
    this.#refreshTokens.clear()
    this.#accessTokens.clear()
  }

  /** Forgets the access tokens only. */
  expireAccessTokens(): void {
    this.#accessTokens.clear()
  }

  /** Token requests with that grant type. */
  count(grantType: string): number {
    return this.received.filter(({ parameters }) => parameters['grant_type'] === grantType).length
  }

  readonly fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input)
    const request = { url, init, parameters: readParameters(init), authorization: new Headers(init.headers).get('authorization') }
    this.received.push(request)
    const fault = this.faults.shift()
    if (fault === 'break-before') throw new TypeError('fetch failed')
    if (typeof fault === 'function') return fault()
    const answer = this.#answer(request)
    await this.hold
    if (fault === 'break-after') throw new TypeError('fetch failed')
    return answer
  }

  #answer({ url, parameters, authorization }: ReceivedRequest): Response {
    const { endpoints } = this.#platform
    if (url === endpoints.token) return this.#tokens(parameters)
    if (url === endpoints.revocation) {
      this.#revoke(parameters[this.#platform.revocation.tokenParameter ?? 'token'] ?? '')
      return Response.json({})
    }
    const proof = new URL(url).searchParams.get('token')
    if (proof !== null) return this.#codes.has(proof) ? Response.json(this.profile) : Response.json({ error: 'invalid' }, { status: 404 })
    const token = authorization?.split(' ')[1] ?? ''
    if (!this.#accessTokens.has(token))
      return Response.json({ error: 'invalid_token' }, { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } })
    if (url === endpoints.userinfo) return Response.json(this.profile)
    return Response.json({ url })
  }

  #tokens(parameters: Readonly<Record<string, string>>): Response {
    if (parameters['grant_type'] === 'authorization_code') {
      const code = this.#codes.get(parameters['code'] ?? '')
      this.#codes.delete(parameters['code'] ?? '')
      const verified = code?.challenge === null || code?.challenge === deriveCodeChallenge(parameters['code_verifier'] ?? '')
      if (code === undefined || !verified || code.redirectUri !== parameters['redirect_uri']) return invalidGrant()
      return this.#issue(this.sendsRefreshToken)
    }
    if (parameters['grant_type'] === 'client_credentials') return this.#issue(this.sendsRefreshToken)
    if (parameters['grant_type'] === 'password') {
      return parameters['password'] === this.password ? this.#issue(this.sendsRefreshToken) : invalidGrant()
    }
    const old = parameters['refresh_token'] ?? ''
    if (!this.#refreshTokens.has(old)) return invalidGrant()
    if (this.rotates) this.#refreshTokens.delete(old)
    return this.#issue(this.rotates, this.#grants.get(old))
  }

  /** Ends the grant of a token, whatever was issued from it. */
  #revoke(token: string): void {
    const grant = this.#grants.get(token)
    for (const [other, of] of this.#grants)
      if (of === grant) for (const tokens of [this.#accessTokens, this.#refreshTokens]) tokens.delete(other)
  }

  #issue(withRefreshToken: boolean, grant = this.#count): Response {
    const accessToken = `access-${++this.#count}`
    const refreshToken = `refresh-${this.#count}`
    for (const token of [accessToken, refreshToken]) this.#grants.set(token, grant)
    this.#accessTokens.add(accessToken)
    if (withRefreshToken) this.#refreshTokens.add(refreshToken)
    return Response.json({
      access_token: accessToken,
      ...(this.expiresIn !== undefined && { expires_in: this.expiresIn }),
      ...(withRefreshToken && { refresh_token: refreshToken }),
    })
  }

  #redirect(asked: URLSearchParams, entries: Readonly<Record<string, string>>): string {
    const iss: Record<string, string> = this.#platform.issuerInResponse ? { iss: this.#platform.issuer } : {}
    const answer = new URLSearchParams({ ...iss, ...entries, state: asked.get('state') ?? '' })
    const separator = this.#platform.authorization.defaultResponseMode === 'fragment' ? '#' : '?'
    return `${asked.get('redirect_uri')}${separator}${answer}`
  }
}

function invalidGrant(): Response {
  return Response.json({ error: 'invalid_grant', error_description: 'Invalid refresh token' }, { status: 400 })
}

function readParameters(init: RequestInit): Readonly<Record<string, string>> {
  if (init.body instanceof URLSearchParams) return Object.fromEntries(init.body)
  if (init.body instanceof FormData) return Object.fromEntries([...init.body].map(([name, value]) => [name, String(value)]))
  return new Headers(init.headers).get('content-type') === 'application/json' ? JSON.parse(String(init.body)) : {}
}
