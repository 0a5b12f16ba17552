import { randomBytes } from 'node:crypto'
import type { PlatformDescription } from '@stagedoor/platforms'
import {
  authorizationCodeRequest,
  createCodeVerifier,
  deriveCodeChallenge,
  formatAuthorizationRequest,
  formatBasicCredentials,
  formatTokenRequest,
  parseTokenResponse,
  type TokenSet,
} from '@stagedoor/protocol'
import type { TestClient } from './test-platform.ts'

// As it was when this was loaded: a test that puts its own in place means the requests of the app.
const { fetch } = globalThis

/** Who signs in to what; everything has a default. */
export interface SignInOptions {
  readonly username?: string
  readonly client?: TestClient
  /** Scope tokens. */
  readonly scope?: readonly string[]
  /** OpenID Connect Core §3.1.2.1. */
  readonly nonce?: string
}

/** What the token endpoint gave. */
export interface SignInTokens extends TokenSet {
  /** Of OpenID Connect; not verified. */
  readonly idToken: string | undefined
}

/** A sign-in with all that it needs. */
export interface SignIn {
  readonly description: PlatformDescription
  readonly client: TestClient
  readonly scope: readonly string[]
  readonly nonce: string | undefined
  /** Value of a `Cookie` header, of a browser that has allowed all of this. */
  readonly cookie: string
}

/** Goes through the code flow as the platform's description has it. @throws Error when there is no token in the end. */
export async function signIn(request: SignIn): Promise<SignInTokens> {
  const { description, client } = request
  const { token } = description.endpoints
  if (token === undefined) throw new Error(`${description.name} gives no tokens: its sign-in ends with a signed profile.`)
  const redirectUri = client.redirectUris[0]
  if (redirectUri === undefined) throw new Error(`The client ${client.id} has no redirect URI, so nobody can sign in to it by redirect.`)
  const codeVerifier = description.authorization.pkce === 'required' ? createCodeVerifier(randomBytes) : undefined
  const code = await authorize(request, redirectUri, codeVerifier)
  const entries = authorizationCodeRequest({
    code,
    redirectUri,
    codeVerifier,
    ...(client.authenticationMethod !== 'client_secret_basic' && { clientId: client.id }),
    ...(client.authenticationMethod === 'client_secret_post' && { clientSecret: client.secret }),
  })
  const { body, contentType } = formatTokenRequest(entries, description.tokenRequest.clientEncoding)
  const basic = client.authenticationMethod === 'client_secret_basic' && formatBasicCredentials(client.id, client.secret ?? '')
  const headers = { 'Content-Type': contentType, ...(basic !== false && { Authorization: basic }) }
  const response = await fetch(token, { method: 'POST', headers, body })
  const text = await response.text()
  const json: Record<string, unknown> = response.ok ? JSON.parse(text) : {}
  const tokens = parseTokenResponse(json)
  if (tokens.accessToken === undefined) throw new Error(`The token endpoint answered ${response.status}: ${text.slice(0, 500)}`)
  const { id_token: idToken } = json
  return { ...tokens, idToken: typeof idToken === 'string' ? idToken : undefined }
}

async function authorize(request: SignIn, redirectUri: string, codeVerifier: string | undefined): Promise<string> {
  const { description, client, scope, nonce, cookie } = request
  const { authorization, endpoints } = description
  const mode = authorization.responseModes.includes('query') ? 'query' : authorization.defaultResponseMode
  const url = formatAuthorizationRequest(endpoints.authorization, [
    ['response_type', 'code'],
    [authorization.clientIdParameter, client.id],
    ['redirect_uri', redirectUri],
    ['scope', scope.length === 0 ? undefined : scope.join(' ')],
    ['state', randomBytes(16).toString('base64url')],
    ['nonce', nonce],
    ['response_mode', mode === authorization.defaultResponseMode ? undefined : mode],
    ['code_challenge', codeVerifier && deriveCodeChallenge(codeVerifier)],
    ['code_challenge_method', codeVerifier && 'S256'],
  ])
  const response = await fetch(url, { redirect: 'manual', headers: { Cookie: cookie } })
  const location = response.headers.get('location') ?? ''
  const answer = URL.canParse(location) ? new URL(location) : undefined
  const parameters = new URLSearchParams(answer?.search || answer?.hash.slice(1))
  const code = parameters.get('code')
  if (code !== null) return code
  const error =
    parameters.get('error_description') ?? parameters.get('error') ?? (location === '' ? 'a page of its own' : 'a redirect without a code')
  throw new Error(`The authorization endpoint answered ${response.status}: ${error}`)
}
