import { createHash, randomBytes } from 'node:crypto'
import { formatParameters } from '@stagedoor/protocol'
import { type AuthorizationServer, createAuthorizationServer } from '../src/authorization-server.ts'
import type { AuthorizationCode, Client } from '../src/ports/records.ts'
import { codeFormat, createOpaqueSecret } from '../src/secrets/opaque-secret.ts'
import { listenOnLoopback } from './listen-on-loopback.ts'
import { startServer, type TestServer, type TestServerOptions } from './start-server.ts'
import { codeChallenge, type Entries } from './test-browser.ts'

export const clientSecret = 'a secret of 256 random bits'
export const codeVerifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk' // RFC 7636 appendix B

/** An answer over HTTP, its JSON body read. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any
}

/** The whole authorization server behind `node:http` on loopback. */
export interface HttpTestServer extends TestServer {
  readonly server: AuthorizationServer
  readonly origin: string
  /** Gives the client a code, as a person's Allow would. */
  authorize(changes?: Partial<AuthorizationCode>): Promise<string>
  exchange(code: string, changes?: Entries, headers?: Entries): Promise<Answer>
  refresh(token: string, changes?: Entries, headers?: Entries): Promise<Answer>
  introspect(token: string, headers?: Entries): Promise<Answer>
  revoke(token: string, changes?: Entries): Promise<Answer>
  profile(token: string): Promise<Answer>
  /** Authorizes and exchanges. */
  signIn(changes?: Partial<AuthorizationCode>): Promise<Answer>
  /** Posts to the token endpoint as it is. */
  postToken(body: string | Uint8Array<ArrayBuffer>, headers: Entries): Promise<Answer>
  send(path: string, init?: RequestInit): Promise<Answer>
}

/** What makes a client confidential, with {@link clientSecret}. */
const confidential: Partial<Client> = {
  authenticationMethod: 'client_secret_basic',
  secretDigests: [createHash('sha256').update(clientSecret).digest()],
}

/** Starts it; it ends with the test. The client is confidential unless its platform knows public ones only. */
export async function startHttpServer(options: TestServerOptions = {}): Promise<HttpTestServer> {
  const isPublic = options.platform !== undefined && !options.platform.client.authenticationMethods.includes('client_secret_basic')
  const inner = await startServer({ ...options, client: { ...(isPublic ? {} : confidential), ...options.client } })
  const server = createAuthorizationServer(inner.context)
  const origin = await listenOnLoopback(server.nodeListener)
  const { endpoints, tokenRequest } = inner.context.platform
  const json = tokenRequest.clientEncoding === 'json'

  const send: HttpTestServer['send'] = async (path, init) => readAnswer(await fetch(origin + path, { redirect: 'manual', ...init }))
  const post = (endpoint: string, entries: Entries, headers: Entries): Promise<Answer> => {
    const body = json ? JSON.stringify(entries) : formatParameters(Object.entries(entries))
    const contentType = json ? 'application/json' : 'application/x-www-form-urlencoded'
    return send(new URL(endpoint).pathname, { method: 'POST', body, headers: clean({ 'content-type': contentType, ...headers }) })
  }
  const { client } = inner
  const credentials: Entries =
    client.authenticationMethod === 'none' ? { client_id: client.id } : { client_id: client.id, client_secret: clientSecret }

  const rig: HttpTestServer = {
    ...inner,
    server,
    origin,
    send,
    async authorize(changes) {
      const { context, store, user } = inner
      const secret = createOpaqueSecret(codeFormat(context.platform), context.clock(), randomBytes)
      await store.codes.issue(secret.key, {
        clientId: client.id,
        userId: user.id,
        redirectUri: client.redirectUris[0] ?? '',
        codeChallenge,
        scope: context.platform.defaultScope,
        nonce: null,
        dpopKey: null,
        authenticatedAt: context.now(),
        expiresAt: context.now() + context.platform.tokens.codeLifetimeSeconds,
        ...changes,
      })
      return secret.text
    },
    exchange: (code, changes, headers = {}) =>
      post(
        endpoints.token ?? '',
        {
          grant_type: 'authorization_code',
          code,
          redirect_uri: client.redirectUris[0],
          code_verifier: codeVerifier,
          ...credentials,
          ...changes,
        },
        headers,
      ),
    refresh: (token, changes, headers = {}) =>
      post(endpoints.token ?? '', { grant_type: 'refresh_token', refresh_token: token, ...credentials, ...changes }, headers),
    introspect: (token, headers = {}) => post(endpoints.introspection ?? '', { token, ...credentials }, headers),
    revoke: (token, changes) => post(endpoints.revocation ?? '', { token, ...credentials, ...changes }, {}),
    profile: (token) => send(new URL(endpoints.userinfo).pathname, { headers: { authorization: `Bearer ${token}` } }),
    signIn: async (changes) => rig.exchange(await rig.authorize(changes)),
    postToken: (body, headers) => send(new URL(endpoints.token ?? '').pathname, { method: 'POST', body, headers: clean(headers) }),
  }
  return rig
}

async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true && text !== ''
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined }
}

function clean(entries: Entries): Record<string, string> {
  const cleaned: Record<string, string> = {}
  for (const [name, value] of Object.entries(entries)) if (value !== undefined) cleaned[name] = value
  return cleaned
}
