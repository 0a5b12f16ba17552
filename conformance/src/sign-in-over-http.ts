import { createHash, randomBytes } from 'node:crypto'
import type { PlatformId } from './run-stagedoor.ts'

/** An app that is registered with a platform. */
export interface HttpApp {
  readonly clientId: string
  readonly clientSecret?: string
  readonly redirectUri: string
  readonly scope: string
}

/** What a platform's token endpoint answered. */
export type TokenAnswer = Readonly<Record<string, unknown>> & { readonly access_token: string; readonly refresh_token: string }

/** Signs mira in to an app with nothing but HTTP: a session from the control API, the authorization endpoint, the token endpoint. */
export async function signInOverHttp(url: string, platform: PlatformId, app: HttpApp): Promise<TokenAnswer> {
  const codeVerifier = randomBytes(32).toString('base64url')
  const { authorization_endpoint, token_endpoint } = await readJson(`${url}/${platform}/.well-known/oauth-authorization-server`)
  const { cookie } = await readJson(`${url}/_control/${platform}/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'mira', approve: [{ clientId: app.clientId, scope: app.scope }] }),
  })
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: app.redirectUri,
    ...(app.scope !== '' && { scope: app.scope }),
    state: 'of-a-test',
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const authorized = await fetch(`${authorization_endpoint}?${query}`, { redirect: 'manual', headers: { cookie: String(cookie) } })
  const back = new URL(authorized.headers.get('location') ?? 'about:blank')
  const code = back.searchParams.get('code') ?? new URLSearchParams(back.hash.slice(1)).get('code')
  if (code === null) throw new Error(`No code: ${authorized.status} ${back.href} ${await authorized.text()}`)
  return readJson<TokenAnswer>(String(token_endpoint), {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: app.redirectUri,
      client_id: app.clientId,
      ...(app.clientSecret !== undefined && { client_secret: app.clientSecret }),
      code_verifier: codeVerifier,
    }),
  })
}

async function readJson<T = Record<string, unknown>>(url: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(url, init)
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}
