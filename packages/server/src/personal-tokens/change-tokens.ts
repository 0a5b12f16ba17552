import { decodeBase64url } from '@stagedoor/protocol'
import { checkName } from '../accounts/account-rules.ts'
import { recordAct } from '../audit/record-act.ts'
import type { SignedInBrowser } from '../browser-session.ts'
import type { HttpResponse } from '../http/http-message.ts'
import { PageProblem } from '../page-problem.ts'
import { goTo } from '../site/site-answers.ts'
import type { SiteVisit } from '../site/site-route.ts'
import { tokenNameProblem } from './check-token-form.ts'
import { showTokens } from './show-tokens.ts'

type SignedInVisit = SiteVisit & { readonly browser: SignedInBrowser }

const NO_TOKEN: Uint8Array = new Uint8Array()

/** `POST /account/tokens`: renames a token, or ends one or all, at once. A stolen session may end them too: that helps their owner as well. */
export async function changeTokens(visit: SignedInVisit): Promise<HttpResponse> {
  switch (visit.parameters.get('act')) {
    case 'rename':
      return renameToken(visit)
    case 'revoke':
      return revokeToken(visit)
    case 'revoke_all':
      return revokeAllTokens(visit)
    default:
      throw new PageProblem('request_malformed', { reason: 'tokens_without_act' })
  }
}

async function renameToken(visit: SignedInVisit): Promise<HttpResponse> {
  const { context, parameters, browser } = visit
  const typed = parameters.get('name') ?? ''
  const name = checkName(typed)
  const id = parameters.get('token') ?? ''
  if (!name.ok) return showTokens(visit, { id, typed: typed.slice(0, 1000), problem: tokenNameProblem(name.code) })
  const isRenamed = await context.store.personalTokens.rename(browser.user.id, readId(id), name.value)
  if (isRenamed) await record(visit, 'token.renamed', id)
  return goTo(visit, '/account/tokens', isRenamed ? 'token_renamed' : 'token_gone')
}

async function revokeToken(visit: SignedInVisit): Promise<HttpResponse> {
  const { context, parameters, browser } = visit
  const id = parameters.get('token') ?? ''
  const isEnded = await context.store.personalTokens.revoke(browser.user.id, readId(id), context.now())
  if (isEnded) await record(visit, 'token.revoked', id)
  return goTo(visit, '/account/tokens', isEnded ? 'token_revoked' : 'token_gone')
}

async function revokeAllTokens(visit: SignedInVisit): Promise<HttpResponse> {
  const { context, request, browser } = visit
  const ended = await context.store.personalTokens.revokeAll(browser.user.id, context.now())
  const user = { kind: 'user', id: browser.user.id } as const
  if (ended > 0) await recordAct(context, { actor: user, act: 'token.all_revoked', target: user, detail: { ended }, request })
  return goTo(visit, '/account/tokens', 'all_revoked')
}

function record({ context, request, browser }: SignedInVisit, act: string, id: string): Promise<void> {
  return recordAct(context, { actor: { kind: 'user', id: browser.user.id }, act, target: { kind: 'token', id }, request })
}

function readId(text: string): Uint8Array {
  return decodeBase64url(text) ?? NO_TOKEN
}
