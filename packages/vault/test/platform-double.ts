import type { ClientPlatform } from '@stagedoor/platforms'

/** What the next token request meets. `drop`: handled, and the reply is lost; `unreachable`: there is no connection. */
export type Fault = 'drop' | 'unreachable' | Response

interface Grant {
  readonly account: string
  refreshToken: string
  accessToken: string
}

/**
 * A double of a platform over an injected `fetch`, for races that no real one can be asked for. Refresh tokens are good for one use.
 * The same vault runs against the emulator in `create-vault.test.ts`.
 */
export class PlatformDouble {
  /** Grant types of the token requests that arrived. */
  readonly requests: string[] = []
  readonly revoked: string[] = []
  readonly faults: Fault[] = []
  /** Token replies that wait until a test lets them go; what they do has been done. */
  hold: Promise<void> | undefined
  expiresIn = 3600
  /** Whether the reply to the last refresh is given again to who lost it. */
  repeats = false
  readonly #grants = new Set<Grant>()
  readonly #repeatable = new Map<string, Grant>()
  readonly #platform: ClientPlatform
  #count = 0

  constructor(platform: ClientPlatform) {
    this.#platform = platform
  }

  /** Signs somebody in by a browser client, which then hands the tokens over. */
  grant(account = 'ray'): { accessToken: string; refreshToken: string } {
    const grant = { account, ...this.#draw() }
    this.#grants.add(grant)
    return { accessToken: grant.accessToken, refreshToken: grant.refreshToken }
  }

  /** How many people have a grant that works. */
  get grants(): number {
    return this.#grants.size
  }

  /** Ends everything that was given. */
  endAll(): void {
    this.#grants.clear()
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    const { token, revocation } = this.#platform.endpoints
    if (url === revocation) return this.#revoke(read(init?.body))
    if (url === token) return this.#token(read(init?.body))
    const bearer = new Headers(init?.headers).get('authorization')?.split(' ')[1]
    const grant = [...this.#grants].find(({ accessToken }) => accessToken === bearer)
    if (grant !== undefined) return Response.json({ id: 7, sub: grant.account, urn: grant.account, username: grant.account })
    return new Response(null, { status: 401, headers: { 'www-authenticate': 'OAuth error="invalid_token"' } })
  }

  async #token(parameters: Readonly<Record<string, string>>): Promise<Response> {
    const fault = this.faults.shift()
    if (fault === 'unreachable')
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) })
    this.requests.push(parameters['grant_type'] ?? '')
    if (fault instanceof Response) return fault
    const answer = this.#refresh(parameters['refresh_token'] ?? '')
    await this.hold
    if (fault === 'drop') throw new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) })
    return answer
  }

  #refresh(spent: string): Response {
    const grant = [...this.#grants].find(({ refreshToken }) => refreshToken === spent) ?? this.#repeatable.get(spent)
    if (grant === undefined) return Response.json({ error: 'invalid_grant' }, { status: 400 })
    if (!this.#repeatable.has(spent)) Object.assign(grant, this.#draw())
    if (this.repeats) this.#repeatable.set(spent, grant)
    const { accessToken, refreshToken } = grant
    return Response.json({
      access_token: accessToken,
      refresh_token: refreshToken,
      token_type: this.#platform.tokenResponse?.tokenType ?? 'Bearer',
      expires_in: this.expiresIn,
    })
  }

  #revoke(parameters: Readonly<Record<string, string>>): Response {
    const token = Object.values(parameters).find((value) => /^(at|rt)-/.test(value)) ?? ''
    this.revoked.push(token)
    for (const grant of this.#grants) if (grant.accessToken === token || grant.refreshToken === token) this.#grants.delete(grant)
    return new Response(null)
  }

  #draw(): { accessToken: string; refreshToken: string } {
    const number = ++this.#count
    return { accessToken: `at-${number}`, refreshToken: `rt-${number}` }
  }
}

function read(body: unknown): Readonly<Record<string, string>> {
  const text = String(body)
  return text.startsWith('{') ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text))
}
