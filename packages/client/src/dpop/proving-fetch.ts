import { encodeBase64url, sha256 } from '@stagedoor/protocol'
import type { ClientContext } from '../client-context.ts'
import { parseJsonObject } from '../json-object.ts'
import { StagedoorError } from '../stagedoor-error.ts'
import type { DpopKey } from './dpop-key.ts'

/** `Authorization` scheme, and token type, of tokens that are bound to a key (RFC 9449 §5, §7.1). */
export const DPOP_SCHEME = 'DPoP'

/**
 * Makes a `fetch` that proves the key where that is asked for: at the token endpoint, and wherever a bound token goes.
 *
 * A server may want a nonce of its own in the proof (RFC 9449 §8, §9). It says so before it has done anything, so the request is sent once
 * more, unless its body is a stream; from then on the origin's latest nonce goes along at once.
 *
 * It rejects with `invalid_response` when the platform answers with a token that is bound to nothing.
 */
export function createProvingFetch(context: ClientContext, key: Promise<DpopKey>): typeof globalThis.fetch {
  const { fetch, clock, random, platform } = context
  const nonces = new Map<string, string>()

  const prove = async (url: URL, htm: string, accessToken: string | undefined): Promise<string> => {
    const nonce = nonces.get(url.origin)
    return (await key).prove({
      jti: encodeBase64url(random(16)),
      htm,
      htu: url.origin + url.pathname,
      iat: Math.floor(clock.now()),
      ...(accessToken !== undefined && { ath: encodeBase64url(sha256(accessToken)) }),
      ...(nonce !== undefined && { nonce }),
    })
  }

  return async (input, init = {}) => {
    const request = input instanceof Request ? input : undefined
    const url = new URL(input instanceof Request ? input.url : input)
    const headers = new Headers(init.headers ?? request?.headers)
    const isTokenRequest = url.href === platform.endpoints.token
    const [scheme, accessToken] = headers.get('authorization')?.split(' ') ?? []
    if (!isTokenRequest && scheme !== DPOP_SCHEME) return fetch(input, init)

    const send = async (): Promise<Response> => {
      const proven = new Headers(headers)
      proven.set('dpop', await prove(url, init.method ?? request?.method ?? 'GET', isTokenRequest ? undefined : accessToken))
      const response = await fetch(request?.body ? request.clone() : input, { ...init, headers: proven })
      const nonce = response.headers.get('dpop-nonce')
      if (nonce !== null) nonces.set(url.origin, nonce)
      return response
    }
    let response = await send()
    if ((await asksForNonce(response)) && !isStream(init.body)) response = await send()
    if (isTokenRequest && response.ok) await checkBound(response)
    return response
  }
}

async function asksForNonce(response: Response): Promise<boolean> {
  if (response.status === 401) return response.headers.get('www-authenticate')?.includes('use_dpop_nonce') === true
  return response.status === 400 && parseJsonObject(await response.clone().text())?.['error'] === 'use_dpop_nonce'
}

/** > If the client … deems DPoP to be required, the client MUST discard the response (RFC 9449 §5): it would hold a token anybody can use. */
async function checkBound(response: Response): Promise<void> {
  const type = parseJsonObject(await response.clone().text())?.['token_type']
  if (typeof type === 'string' && type.toLowerCase() !== 'dpop') throw new StagedoorError('invalid_response')
}

function isStream(body: BodyInit | null | undefined): boolean {
  return body instanceof ReadableStream
}
