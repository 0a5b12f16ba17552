import { createHash } from 'node:crypto'
import type { Announcement } from '../src/emulator/announcement.ts'

const verifier = 'a-code-verifier-of-a-test-that-is-long-enough-for-rfc-7636'

/** Calls the control API. */
export async function post(
  announcement: Announcement,
  path: string,
  body: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${announcement.control}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

/** Signs in to `standard` and answers the access token. */
export async function signIn(announcement: Announcement, username: string): Promise<string> {
  return (await signInForTokens(announcement, username)).access_token
}

/** What a client holds after a sign-in with `openid`. */
export interface HeldTokens {
  readonly access_token: string
  readonly refresh_token: string
  readonly id_token: string
}

/** Signs in to `standard` as a demo client's page would, with a session from the control API. */
export async function signInForTokens(announcement: Announcement, username: string): Promise<HeldTokens> {
  const standard = announcement.platforms.standard
  const client = standard?.clients[0]
  if (standard === undefined || client === undefined) throw new TypeError('standard is not running')
  const scope = 'openid profile'
  const session = await post(announcement, 'standard/sessions', { username, approve: [{ clientId: client.clientId, scope }] })
  const redirectUri = client.redirectUris[0] ?? ''
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: redirectUri,
    scope,
    state: 'a state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const authorized = await fetch(`${standard.endpoints.authorization_endpoint}?${query}`, {
    redirect: 'manual',
    headers: { cookie: String(session.body.cookie) },
  })
  const code = new URL(authorized.headers.get('location') ?? '').searchParams.get('code') ?? ''
  const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, client_id: client.clientId, code_verifier: verifier }
  const tokens = await fetch(standard.endpoints.token_endpoint ?? '', { method: 'POST', body: new URLSearchParams(form) })
  return tokens.json()
}

/** Uses a refresh token of {@link signInForTokens}. */
export function refresh(announcement: Announcement, refreshToken: string): Promise<Response> {
  const { clients, endpoints } = announcement.platforms.standard ?? {}
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clients?.[0]?.clientId ?? '' }
  return fetch(endpoints?.token_endpoint ?? '', { method: 'POST', body: new URLSearchParams(form) })
}

/** Asks `standard` who an access token belongs to. */
export function readProfile(announcement: Announcement, accessToken: string): Promise<Response> {
  const { userinfo } = announcement.platforms.standard?.endpoints ?? {}
  return fetch(userinfo ?? '', { headers: { authorization: `Bearer ${accessToken}` } })
}
