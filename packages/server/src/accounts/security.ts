import { decodeBase64url, encodeBase64url } from '@stagedoor/protocol'
import { recordAct } from '../audit/record-act.ts'
import type { SignedInBrowser } from '../browser-session.ts'
import type { HttpResponse } from '../http/http-message.ts'
import { PageProblem } from '../page-problem.ts'
import { findPasskeyPlace } from '../passkeys/passkey-place.ts'
import type { SecurityPage, ShownSession } from '../ports/account-pages.ts'
import type { ListedSession } from '../ports/browser-session-store.ts'
import { goTo, showPage } from '../site/site-answers.ts'
import type { SiteVisit } from '../site/site-route.ts'
import { describeDevice } from './describe-device.ts'
import { withoutSession } from './sign-out.ts'

type SignedInVisit = SiteVisit & { readonly browser: SignedInBrowser }

/** `GET /account/security`: where the person is signed in. */
export async function showSecurity(visit: SignedInVisit): Promise<HttpResponse> {
  const { context, frame, browser } = visit
  const listed = await context.store.browserSessions.list(browser.user.id, context.now())
  const sessions = listed.map((session) => showSession(session, browser))
  const hasPassword = browser.user.passwordDigest !== null
  const factors = await listFactors(visit)
  return showPage(visit, context.pages.account.security({ ...frame, problems: [], hasPassword, sessions, factors }))
}

/** `POST /account/security`: ends one session, all others, or all. A stolen session may end others too: that helps its owner as well. */
export async function submitSecurity(visit: SignedInVisit): Promise<HttpResponse> {
  const { context, request, parameters, browser } = visit
  const { browserSessions } = context.store
  const target = { kind: 'user', id: browser.user.id } as const
  const record = (ended: number): Promise<void> =>
    recordAct(context, { actor: target, act: 'user.sessions_ended', target, detail: { ended }, request })
  switch (parameters.get('act')) {
    case 'end': {
      const key = readKey(parameters.get('session'))
      const ended = key !== undefined && (await browserSessions.revokeOf(browser.user.id, key))
      if (ended) await record(1)
      if (key !== undefined && Buffer.from(key).equals(browser.key)) return signedOut(visit)
      return goTo(visit, '/account/security', ended ? 'session_ended' : 'session_gone')
    }
    case 'end_others': {
      await record(await browserSessions.revokeAll(browser.user.id, browser.key))
      return goTo(visit, '/account/security', 'others_ended')
    }
    case 'end_all': {
      await record(await browserSessions.revokeAll(browser.user.id, null))
      return signedOut(visit)
    }
    default:
      throw new PageProblem('request_malformed', { reason: 'security_without_act' })
  }
}

async function listFactors({ context, browser }: SignedInVisit): Promise<SecurityPage['factors']> {
  if (context.site?.accounts !== undefined) return null
  const { secondFactors } = context.store
  const [totp, passkeys] = await Promise.all([secondFactors.findTotp(browser.user.id), secondFactors.listPasskeys(browser.user.id)])
  return { passkeys: findPasskeyPlace(context) === undefined ? null : passkeys.length, twoStep: totp !== undefined }
}

function signedOut(visit: SignedInVisit): HttpResponse {
  return withoutSession(visit, goTo(visit, '/account/sign-in', 'signed_out'))
}

function readKey(text: string | undefined): Uint8Array | undefined {
  return text === undefined ? undefined : decodeBase64url(text)
}

function showSession({ key, userAgent, remoteAddress, startedAt, lastSeenAt }: ListedSession, browser: SignedInBrowser): ShownSession {
  return {
    id: encodeBase64url(key),
    isThis: Buffer.from(key).equals(browser.key),
    ...describeDevice(userAgent),
    remoteAddress,
    startedAt,
    lastSeenAt,
  }
}
