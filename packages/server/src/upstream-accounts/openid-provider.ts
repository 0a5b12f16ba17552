import { deriveCodeChallenge, formatBasicCredentials, formatParameters } from '@stagedoor/protocol'
import type { OpenIdAccounts } from './account-source.ts'
import { isSignedBy, type PublishedJwk, readSignedToken, type SignedToken } from './signed-token.ts'
import { readUpstreamPerson, type UpstreamPerson } from './upstream-person.ts'
import { UpstreamRefusal } from './upstream-refusal.ts'

const documentSeconds = 3600
/** A key that is not known may be new; asking for it more often than this would let strangers make us ask. */
const askAgainSeconds = 60
const clockDriftSeconds = 60
const timeoutMs = 10_000

type Claims = Readonly<Record<string, unknown>>

/** One sign-in, as it was asked for. */
export interface AskedSignIn {
  readonly redirectUri: string
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
}

/** Speaks to the provider; remembers its documents. */
export interface OpenIdProvider {
  /** @throws UpstreamRefusal `unavailable` */
  authorizationUrl(asked: AskedSignIn, again: boolean): Promise<string>
  /** Redeems the code and checks the ID token (OpenID Connect Core §3.1.3.7). @throws UpstreamRefusal */
  redeem(code: string, asked: AskedSignIn): Promise<UpstreamPerson>
}

/** Makes it. @param now - Epoch seconds. */
export function createOpenIdProvider(source: OpenIdAccounts, now: () => number): OpenIdProvider {
  const { issuer, clientId, scope = 'openid profile email' } = source
  const metadata = remember(now, documentSeconds, () => fetchMetadata(source))
  const keys = remember(now, documentSeconds, async () => fetchKeys(source, readUrl(await metadata(), 'jwks_uri')))

  const isSigned = async (token: SignedToken): Promise<boolean> => {
    const known = await keys()
    return isSignedBy(token, known) || isSignedBy(token, await keys(askAgainSeconds))
  }
  return {
    async authorizationUrl({ redirectUri, state, nonce, codeVerifier }, again) {
      const url = new URL(readUrl(await metadata(), 'authorization_endpoint'))
      const parameters = {
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        scope,
        state,
        nonce,
        code_challenge: deriveCodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        ...(again && { prompt: 'login' }),
      }
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
      return url.href
    },

    async redeem(code, asked) {
      const document = await metadata()
      const tokens = await fetchTokens(source, readUrl(document, 'token_endpoint'), { code, asked })
      if (typeof tokens['id_token'] !== 'string') throw new UpstreamRefusal('id_token_missing')
      const idToken = readSignedToken(tokens['id_token'], 'id_token')
      if (!(await isSigned(idToken))) throw new UpstreamRefusal('id_token_signature_wrong')
      checkClaims(idToken.claims, source, { nonce: asked.nonce, now: now() })
      const profile = await fetchProfile(source, document, tokens)
      // > The sub Claim in the UserInfo Response MUST be verified to exactly match the sub Claim in the ID Token (OpenID Connect Core §5.3.2).
      if (profile['sub'] !== undefined && profile['sub'] !== idToken.claims['sub']) throw new UpstreamRefusal('userinfo_subject_wrong')
      return readUpstreamPerson(issuer, { ...idToken.claims, ...profile })
    },
  }
}

function checkClaims(
  { iss, aud, azp, exp, nonce: said }: Claims,
  source: OpenIdAccounts,
  { nonce, now }: { nonce: string; now: number },
): void {
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud]
  if (iss !== source.issuer) throw new UpstreamRefusal('id_token_issuer_wrong')
  if (!audiences.includes(source.clientId)) throw new UpstreamRefusal('id_token_audience_wrong')
  if ((audiences.length > 1 || azp !== undefined) && azp !== source.clientId) throw new UpstreamRefusal('id_token_party_wrong')
  if (typeof exp !== 'number' || exp <= now - clockDriftSeconds) throw new UpstreamRefusal('id_token_expired', 'over')
  if (said !== nonce) throw new UpstreamRefusal('id_token_nonce_wrong')
}

async function fetchMetadata(source: OpenIdAccounts): Promise<Claims> {
  const document = await ask(source, `${source.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, { method: 'GET' })
  if (document['issuer'] !== source.issuer) throw new UpstreamRefusal('discovery_issuer_wrong', 'unavailable')
  return document
}

async function fetchKeys(source: OpenIdAccounts, url: string): Promise<readonly PublishedJwk[]> {
  const { keys } = await ask(source, url, { method: 'GET' })
  return Array.isArray(keys) ? keys.filter((key: unknown): key is PublishedJwk => typeof key === 'object' && key !== null) : []
}

function fetchTokens(
  source: OpenIdAccounts,
  url: string,
  { code, asked }: { readonly code: string; readonly asked: AskedSignIn },
): Promise<Claims> {
  return ask(source, url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: formatBasicCredentials(source.clientId, source.clientSecret),
    },
    body: formatParameters(
      Object.entries({
        grant_type: 'authorization_code',
        code,
        redirect_uri: asked.redirectUri,
        code_verifier: asked.codeVerifier,
      }),
    ),
  })
}

/** The ID token may hold no more than `sub`; the rest is at the UserInfo endpoint. */
async function fetchProfile(source: OpenIdAccounts, document: Claims, { access_token: token }: Claims): Promise<Claims> {
  if (document['userinfo_endpoint'] === undefined || typeof token !== 'string') return {}
  return ask(source, readUrl(document, 'userinfo_endpoint'), { method: 'GET', headers: { authorization: `Bearer ${token}` } })
}

async function ask({ fetch }: OpenIdAccounts, url: string, init: RequestInit): Promise<Claims> {
  let answer: Response
  let body: unknown
  try {
    answer = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) })
    body = await answer.json()
  } catch (error) {
    throw new UpstreamRefusal('provider_unavailable', 'unavailable', { cause: error })
  }
  if (answer.status === 400 || answer.status === 401) throw new UpstreamRefusal('provider_refused')
  if (!answer.ok || typeof body !== 'object' || body === null) throw new UpstreamRefusal('provider_unavailable', 'unavailable')
  return { ...body }
}

function readUrl(document: Claims, name: string): string {
  const value = document[name]
  if (typeof value !== 'string' || !/^https?:\/\//.test(value) || !URL.canParse(value))
    throw new UpstreamRefusal(`discovery_${name}_missing`, 'unavailable')
  return value
}

/** Asks at most once in so many seconds; what failed is asked for again. */
function remember<T>(now: () => number, seconds: number, fetch: () => Promise<T>): (youngerThan?: number) => Promise<T> {
  let held: { readonly at: number; readonly value: Promise<T> } | undefined
  return (youngerThan = seconds) => {
    if (held !== undefined && now() - held.at < youngerThan) return held.value
    const value = fetch()
    held = { at: now(), value }
    value.catch(() => {
      if (held?.value === value) held = undefined
    })
    return value
  }
}
