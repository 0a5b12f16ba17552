import { findCookie, formatSetCookie } from '../../http/cookies.ts'
import type { HttpResponse } from '../../http/http-message.ts'
import { seeOther } from '../../http/security-headers.ts'
import { browserFormat, createOpaqueSecret, type OpaqueSecret, readOpaqueSecret, transactionFormat } from '../../secrets/opaque-secret.ts'
import { type AuthorizationContext, known } from './authorization-context.ts'

/** A person may take this long to sign in and decide. */
const transactionLifetimeSeconds = 3600
const browserLifetimeSeconds = 86_400

/** Stores the checked request for the browser that brought it, and sends the person to a page. From here on only its id travels. */
export async function beginTransaction(context: AuthorizationContext, page: 'sign-in' | 'consent'): Promise<HttpResponse> {
  const { server } = context
  const now = server.now()
  const browser = findBrowserSecret(context) ?? createOpaqueSecret(browserFormat, server.clock(), server.random)
  const transaction = createOpaqueSecret(transactionFormat, server.clock(), server.random)
  await server.store.transactions.issue(transaction.key, browser.key, {
    clientId: known(context.client).id,
    redirectUri: known(context.redirectUri),
    responseMode: context.responseMode,
    targetOrigin: context.targetOrigin,
    scope: context.scope,
    state: context.state,
    nonce: context.nonce,
    codeChallenge: known(context.codeChallenge),
    display: context.display,
    prompt: context.prompt,
    maxAgeSeconds: context.maxAgeSeconds,
    loginHint: context.loginHint,
    createdAt: now,
    expiresAt: now + transactionLifetimeSeconds,
  })
  const setCookie = formatSetCookie({
    name: server.cookieNames.browser,
    value: browser.text,
    maxAgeSeconds: browserLifetimeSeconds,
    secure: server.secureCookies,
  })
  return seeOther(`${server.basePath}/interaction/${page}?transaction=${transaction.text}`, [setCookie])
}

/** A browser keeps its secret over several requests, so that two tabs can sign in side by side. */
function findBrowserSecret({ server, request }: AuthorizationContext): OpaqueSecret | undefined {
  const text = findCookie(request, server.cookieNames.browser)
  const key = text === undefined ? undefined : readOpaqueSecret(browserFormat, text)
  return text === undefined || key === undefined ? undefined : { text, key }
}
