import { encodeBase64url } from '@stagedoor/protocol'
import type { SignedInBrowser } from '../browser-session.ts'
import type { HttpResponse } from '../http/http-message.ts'
import type { PersonalToken } from '../ports/personal-token-store.ts'
import type { ShownToken, TokenListPage } from '../ports/token-pages.ts'
import { expandScope } from '../scope-inclusion.ts'
import { scopeWords } from '../scope-words.ts'
import { showPage } from '../site/site-answers.ts'
import type { SiteVisit } from '../site/site-route.ts'

type SignedInVisit = SiteVisit & { readonly browser: SignedInBrowser }

/** `GET /account/tokens`: every token that works, when and from where it was last used, and what ended lately. */
export async function showTokens(visit: SignedInVisit, renaming: TokenListPage['renaming'] = null): Promise<HttpResponse> {
  const { context, frame, browser } = visit
  const tokens = await context.store.personalTokens.list(browser.user.id, context.now())
  const html = context.pages.tokens.list({ ...frame, renaming, tokens: tokens.map((token) => showToken(visit, token)) })
  return showPage(visit, html, { status: renaming === null ? 200 : 422 })
}

function showToken({ context, frame }: SiteVisit, token: PersonalToken): ShownToken {
  const { name, ending, createdAt, expiresAt, lastUsedAt, lastUsedFrom } = token
  const { scopes, resources } = context.platform
  const given = expandScope(scopes, token.scope)
  const words = scopes.filter((scope) => given.has(scope.token)).map((scope) => scopeWords(scope, frame.language).title)
  return {
    id: encodeBase64url(token.id),
    ...{ name, ending, createdAt, expiresAt, lastUsedAt, lastUsedFrom },
    prefix: resources.personalToken?.format.prefix ?? '',
    scopes: scopes.length === 0 ? null : words,
    ...stateOf(token, frame.now),
  }
}

function stateOf({ revokedAt, reportedAt, expiresAt }: PersonalToken, now: number): Pick<ShownToken, 'state' | 'endedAt'> {
  if (reportedAt !== null) return { state: 'reported', endedAt: reportedAt }
  if (revokedAt !== null) return { state: 'revoked', endedAt: revokedAt }
  return expiresAt !== null && expiresAt <= now ? { state: 'expired', endedAt: expiresAt } : { state: 'active', endedAt: null }
}
