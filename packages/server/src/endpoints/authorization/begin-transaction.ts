import { findCookie, formatSetCookie } from '../../http/cookies.ts'
import type { HttpRequest, HttpResponse } from '../../http/http-message.ts'
import { seeOther } from '../../http/security-headers.ts'
import type { AuthorizationTransaction } from '../../ports/records.ts'
import { browserFormat, createOpaqueSecret, type OpaqueSecret, readOpaqueSecret, transactionFormat } from '../../secrets/opaque-secret.ts'
import type { ServerContext } from '../../server-context.ts'
import { type AuthorizationContext, known } from './authorization-context.ts'

/** A person may take this long to sign in and decide. */
const transactionLifetimeSeconds = 3600
/** A browser in which somebody has signed in is known by it (see `provePassword`). */
const browserLifetimeSeconds = 365 * 86_400

/** Stores the checked request for the browser that brought it, and sends the person to a page. From here on only its id travels. */
export function beginTransaction(context: AuthorizationContext, page: 'sign-in' | 'consent'): Promise<HttpResponse> {
  return issueTransaction(context.server, context.request, page, {
    clientId: known(context.client).id,
    redirectUri: known(context.redirectUri),
    responseMode: context.responseMode,
    targetOrigin: context.targetOrigin,
    scope: context.scope,
    state: context.state,
    nonce: context.nonce,
    codeChallenge: known(context.codeChallenge),
    dpopKey: context.dpopKey,
    display: context.display,
    prompt: context.prompt,
    maxAgeSeconds: context.maxAgeSeconds,
    loginHint: context.loginHint,
  })
}

/** Stores whatever waits for a person, under this browser alone, and sends the person to a page. */
export async function issueTransaction(
  server: ServerContext,
  request: HttpRequest,
  page: 'sign-in' | 'consent',
  asked: Omit<AuthorizationTransaction, 'createdAt' | 'expiresAt'>,
): Promise<HttpResponse> {
  const now = server.now()
  const browser = findBrowserSecret(server, request) ?? createOpaqueSecret(browserFormat, server.clock(), server.random)
  const transaction = createOpaqueSecret(transactionFormat, server.clock(), server.random)
  const record = { ...asked, createdAt: now, expiresAt: now + transactionLifetimeSeconds }
  await server.store.transactions.issue(transaction.key, browser.key, record)
  server.signInRecorder?.note({ clientId: asked.clientId, keys: [transaction.key], station: 'authorization' })
  const setCookie = formatSetCookie({
    name: server.cookieNames.browser,
    value: browser.text,
    maxAgeSeconds: browserLifetimeSeconds,
    secure: server.secureCookies,
  })
  return seeOther(`${server.basePath}/interaction/${page}?transaction=${transaction.text}`, [setCookie])
}

/** A browser keeps its secret over several requests, so that two tabs can sign in side by side. */
function findBrowserSecret(server: ServerContext, request: HttpRequest): OpaqueSecret | undefined {
  const text = findCookie(request, server.cookieNames.browser)
  const key = text === undefined ? undefined : readOpaqueSecret(browserFormat, text)
  return text === undefined || key === undefined ? undefined : { text, key }
}
