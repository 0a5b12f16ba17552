import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

interface Grant {
  accessToken: string
  refreshToken: string
  isRevoked: boolean
}

/** A platform that takes each refresh token once, and ends the grant whose refresh token comes twice (RFC 9700 §4.14.2). */
export class StrictPlatform {
  url = ''
  requests = 0
  rotations = 0
  /** Requests answered 503. */
  unavailable = 0
  /** How many of a hundred requests are answered 503 instead. */
  faultsPercent = 0
  readonly #grants: Grant[] = []
  /** Spent ones too. */
  readonly #byRefreshToken = new Map<string, Grant>()
  readonly #server = createServer((request, response) => void this.#answer(request, response))

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const address = this.#server.address()
    this.url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  }

  stop(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  /** Signs somebody in. */
  grant(): { readonly accessToken: string; readonly refreshToken: string } {
    const grant = { accessToken: randomUUID(), refreshToken: randomUUID(), isRevoked: false }
    this.#grants.push(grant)
    this.#byRefreshToken.set(grant.refreshToken, grant)
    return grant
  }

  accepts(accessToken: string | null): boolean {
    return this.#grants.some((grant) => grant.accessToken === accessToken && !grant.isRevoked)
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray()).toString()
    this.requests += 1
    if (this.requests % 100 < this.faultsPercent) {
      this.unavailable += 1
      return void response.writeHead(503).end()
    }
    const presented = new URLSearchParams(body).get('refresh_token') ?? ''
    const grant = this.#byRefreshToken.get(presented)
    if (grant !== undefined && grant.refreshToken !== presented) grant.isRevoked = true
    if (grant === undefined || grant.isRevoked) return sendJson(response, 400, { error: 'invalid_grant' })
    Object.assign(grant, { accessToken: randomUUID(), refreshToken: randomUUID() })
    this.#byRefreshToken.set(grant.refreshToken, grant)
    this.rotations += 1
    sendJson(response, 200, {
      access_token: grant.accessToken,
      refresh_token: grant.refreshToken,
      token_type: 'Bearer',
      expires_in: 3600,
      scope: '',
    })
  }
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body))
}
