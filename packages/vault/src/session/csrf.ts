import { isOwnRequest } from '../web/is-own-request.ts'
import type { AppSession } from './app-sessions.ts'
import { CsrfError } from './csrf-error.ts'
import { requestHeaders } from './request-headers.ts'
import type { SessionParts } from './session-parts.ts'

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

/** Salted, so that a page that is compressed with it does not give it away by its length. */
export function createCsrfToken({ keys, draw }: Pick<SessionParts, 'keys' | 'draw'>, sessionId: string): string {
  const salt = draw(9)
  return `${salt}.${keys.sign(`csrf.${sessionId}.${salt}`)}`
}

/** @throws CsrfError */
export function checkCsrf(
  { keys, origins }: Pick<SessionParts, 'keys' | 'origins'>,
  sessionId: string,
  sent: { readonly request: Parameters<AppSession['checkCsrf']>[0]; readonly token: string | undefined },
): void {
  if (SAFE_METHODS.includes(sent.request.method ?? '')) return
  const { headers } = requestHeaders(sent.request)
  const token = sent.token ?? headers.get('x-csrf-token')
  const says = headers.has('origin') || headers.has('sec-fetch-site')
  // What the browser says comes first: a token may have leaked, an `Origin` cannot be forged by a page.
  if (says ? !isOwnRequest({ headers }, origins) : token === null) throw new CsrfError()
  if (token === null) return
  const [salt = '', signature = ''] = token.split('.')
  if (!keys.isSigned(`csrf.${sessionId}.${salt}`, signature)) throw new CsrfError()
}
