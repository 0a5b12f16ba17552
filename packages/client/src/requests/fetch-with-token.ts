import type { ClientContext } from '../client-context.ts'
import type { Refresher } from '../session/refresher.ts'
import type { SessionKeeper } from '../session/session-keeper.ts'
import { isPlatformUrl } from './is-platform-url.ts'

/** Makes `client.fetch`: as `fetch`, with the access token where it belongs, and one retry on 401. */
export function createFetchWithToken(
  context: ClientContext,
  keeper: Pick<SessionKeeper, 'reject'>,
  refresher: Refresher,
): (input: string | URL | Request, init?: RequestInit) => Promise<Response> {
  const { platform, page, scheme } = context
  return async (input, init = {}) => {
    const request = input instanceof Request ? input : undefined
    // One reading of the URL, for the check and for the request.
    const target = request ?? new URL(input instanceof Request ? input.url : input, page?.url() ?? platform.issuer).href
    const headers = new Headers(init.headers ?? request?.headers)
    if (scheme === undefined || headers.has('authorization') || !isPlatformUrl(request?.url ?? String(target), platform))
      return context.fetch(target, init)

    const send = (accessToken: string): Promise<Response> => {
      headers.set('authorization', `${scheme} ${accessToken}`)
      return context.fetch(target, { redirect: 'error', ...init, headers })
    }
    const session = await refresher.current()
    const response = await send(session.accessToken)
    if (response.status !== 401) return response

    // Without a refresh token the session ends here, so only on the platform's word (RFC 6750 §3.1).
    const revoked = response.headers.get('www-authenticate')?.includes('invalid_token')
    if (session.refreshToken !== undefined || revoked) keeper.reject(session.accessToken)
    if (session.refreshToken === undefined || isSpent(init.body ?? request?.body)) return response
    const next = await refresher.refresh(session.accessToken)
    await response.body?.cancel()
    return send(next.accessToken)
  }
}

/** A stream can be read once. */
function isSpent(body: BodyInit | null | undefined): boolean {
  return typeof body === 'object' && body !== null && ('getReader' in body || Symbol.asyncIterator in body)
}
