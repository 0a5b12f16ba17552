import { createHash, randomBytes } from 'node:crypto'
import { Browser, type SeenPage } from './browser.ts'
import type { RunningStagedoor } from './run-stagedoor.ts'

/** Parameters of a request; `undefined` leaves one out. */
export type Entries = Readonly<Record<string, string | undefined>>

/** An answer of an endpoint that speaks JSON, read. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: Readonly<Record<string, unknown>>
}

/** The two tokens of a token response. */
export interface Tokens {
  readonly accessToken: string
  readonly refreshToken: string
}

/** Where a platform's wire differs from the other's, for a test that holds for both. */
const wires = {
  standard: { clientIdParameter: 'client_id', scope: 'profile', contentType: 'application/x-www-form-urlencoded' },
  audius: { clientIdParameter: 'api_key', scope: 'read', contentType: 'application/json' },
} as const

export type PlatformId = keyof typeof wires

export const redirectUri = 'https://app.example/callback'

/** What {@link registerApp} may be told. */
export interface AppOptions {
  /** RFC 7591 metadata, over the defaults. */
  readonly metadata?: Readonly<Record<string, unknown>>
}

/** Registers an app of its own for a test. Its client is public unless the metadata says otherwise. */
export async function registerApp(
  stagedoor: RunningStagedoor,
  platform: PlatformId,
  { metadata }: AppOptions = {},
): Promise<RegisteredApp> {
  const wire = wires[platform]
  const client = await stagedoor.register(platform, {
    client_name: 'Conformance',
    redirect_uris: [redirectUri],
    scope: wire.scope,
    token_endpoint_auth_method: 'none',
    ...metadata,
  })
  return new RegisteredApp(stagedoor, platform, client)
}

/** An app that is registered with a running platform, and one artist who has allowed it everything. */
export class RegisteredApp {
  readonly platform: PlatformId
  readonly clientId: string
  readonly clientSecret: string | undefined
  readonly endpoints: Readonly<Record<string, string>>
  readonly codeVerifier: string = randomBytes(32).toString('base64url')
  readonly #stagedoor: RunningStagedoor
  #cookie: Promise<string> | undefined

  constructor(stagedoor: RunningStagedoor, platform: PlatformId, client: { clientId: string; clientSecret: string | undefined }) {
    this.#stagedoor = stagedoor
    this.platform = platform
    this.clientId = client.clientId
    this.clientSecret = client.clientSecret
    this.endpoints = stagedoor.platforms[platform].endpoints
  }

  /** Cookie header of a browser that is signed in and has allowed this app. */
  signedInCookie(): Promise<string> {
    this.#cookie ??= this.#stagedoor.signIn(this.platform, 'mira', [{ clientId: this.clientId, scope: wires[this.platform].scope }])
    return this.#cookie
  }

  /** Address of a good authorization request, but for `changes`. */
  authorizationUrl(changes: Entries = {}): string {
    const wire = wires[this.platform]
    const parameters = {
      [wire.clientIdParameter]: this.clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: wire.scope,
      state: 'af0ifjsldkj',
      code_challenge: createHash('sha256').update(this.codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...changes,
    }
    return `${this.endpoint('authorization')}?${new URLSearchParams(defined(parameters))}`
  }

  /** Asks with a browser that is signed in and has allowed it; raw text may follow the parameters. */
  async authorize(changes: Entries = {}, appended = ''): Promise<SeenPage> {
    return this.visit(this.authorizationUrl(changes) + appended)
  }

  async visit(url: string, init: RequestInit = {}): Promise<SeenPage> {
    const answer = await fetch(url, { redirect: 'manual', ...init, headers: { cookie: await this.signedInCookie(), ...init.headers } })
    return { status: answer.status, headers: answer.headers, location: answer.headers.get('location') ?? '', html: await answer.text() }
  }

  /** A fresh authorization code. */
  async code(): Promise<string> {
    const code = responseParameters(await this.authorize()).get('code')
    if (code === null) throw new Error('There is no code in the response.')
    return code
  }

  /** What the client sends to say who it is; with its secret in the body if it has one. */
  get credentials(): Entries {
    return { client_id: this.clientId, client_secret: this.clientSecret }
  }

  exchange(code: string, changes: Entries = {}, headers: Entries = {}): Promise<Answer> {
    const request = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: this.codeVerifier }
    return this.post('token', { ...request, ...this.credentials, ...changes }, headers)
  }

  refresh(refreshToken: string, changes: Entries = {}, headers: Entries = {}): Promise<Answer> {
    return this.post('token', { grant_type: 'refresh_token', refresh_token: refreshToken, ...this.credentials, ...changes }, headers)
  }

  revoke(token: string, changes: Entries = {}): Promise<Answer> {
    return this.post('revocation', { token, ...this.credentials, ...changes })
  }

  /** Whether an access token still opens the profile. */
  async opens(accessToken: string): Promise<boolean> {
    return (await this.profile({ authorization: `Bearer ${accessToken}` })).status === 200
  }

  async profile(headers: Entries): Promise<Answer> {
    return readAnswer(await fetch(this.endpoint('userinfo'), { headers: defined(headers) }))
  }

  /** A whole login with a browser that has allowed it. */
  async logIn(): Promise<Tokens> {
    return readTokens(await this.exchange(await this.code()))
  }

  /** A whole login by a person who types a password into the pages and presses Allow; of a client that is asked for the first time. */
  async logInByForms(): Promise<Tokens> {
    const browser = new Browser()
    const [user] = this.#stagedoor.platforms[this.platform].users
    const consent = await this.openConsent(browser, { username: user?.username ?? '', password: user?.password ?? '' })
    const allowed = await browser.submit(consent, this.endpoint('authorization'), { decision: 'allow' })
    return readTokens(await this.exchange(responseParameters(allowed).get('code') ?? ''))
  }

  /** Brings a person to the consent screen. */
  async openConsent(browser: Browser, account: { readonly username: string; readonly password: string }): Promise<SeenPage> {
    const begun = await browser.get(this.authorizationUrl())
    const signedIn = await browser.submit(await browser.get(begun.location), begun.location, account)
    return browser.get(signedIn.location)
  }

  /** Posts parameters in the encoding the platform's own clients use. */
  post(endpoint: string, entries: Entries, headers: Entries = {}): Promise<Answer> {
    const isJson = wires[this.platform].contentType === 'application/json'
    return this.postRaw(endpoint, isJson ? JSON.stringify(entries) : new URLSearchParams(defined(entries)).toString(), headers)
  }

  /** Posts a body as it is, with a query in the URL if there is one. */
  async postRaw(endpoint: string, body: BodyInit, headers: Entries = {}, query = ''): Promise<Answer> {
    const all = { 'content-type': wires[this.platform].contentType, ...headers }
    return readAnswer(await fetch(this.endpoint(endpoint) + query, { method: 'POST', body, headers: defined(all) }))
  }

  endpoint(name: string): string {
    const url = this.endpoints[name] ?? this.endpoints[`${name}_endpoint`]
    if (url === undefined) throw new Error(`${this.platform} has no ${name} endpoint.`)
    return url
  }
}

/** What a redirect carries, in its query or its fragment. */
export function responseParameters({ location }: Pick<SeenPage, 'location'>): URLSearchParams {
  return new URLSearchParams(/[?#](.*)$/.exec(location)?.[1])
}

/** @throws when the answer holds no tokens. */
export function readTokens({ status, text, body }: Answer): Tokens {
  const { access_token: accessToken, refresh_token: refreshToken } = body
  if (typeof accessToken !== 'string' || typeof refreshToken !== 'string') throw new Error(`No tokens, but ${status}: ${text}`)
  return { accessToken, refreshToken }
}

async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text()
  const isJson = text !== '' && response.headers.get('content-type') === 'application/json'
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} }
}

function defined(entries: Entries): Record<string, string> {
  return Object.fromEntries(Object.entries(entries).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])))
}
