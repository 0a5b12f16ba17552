import { encodeBase64url } from '@stagedoor/protocol'
import { notifyOwner } from '../accounts/send-account-mail.ts'
import { recordAct } from '../audit/record-act.ts'
import type { SignedInBrowser } from '../browser-session.ts'
import type { HttpResponse } from '../http/http-message.ts'
import { StoreUnavailableError } from '../ports/store.ts'
import type { TokenFormPage, TokenProblem } from '../ports/token-pages.ts'
import { scopeWords } from '../scope-words.ts'
import { goTo, showPage } from '../site/site-answers.ts'
import type { SiteVisit } from '../site/site-route.ts'
import { checkTokenForm, emptyTokenValues, tokenLifetimes } from './check-token-form.ts'
import { addPersonalToken, type PersonalTokenOutcome } from './create-personal-token.ts'
import { createTokenDraft, draftTokenId, readTokenDraft } from './token-draft.ts'

type SignedInVisit = SiteVisit & { readonly browser: SignedInBrowser }
type Values = TokenFormPage['values']

/** `GET /account/tokens/new`. */
export function showNewToken(visit: SignedInVisit): HttpResponse {
  return showForm(visit, { draft: createTokenDraft(visit.context), values: emptyTokenValues(), problems: [], status: 200 })
}

/**
 * `POST /account/tokens/new`: makes the token, shows it, this once, and tells its owner by mail.
 *
 * Its id is computed from the form's draft, so that a form that is sent twice makes one token.
 */
export async function submitNewToken(visit: SignedInVisit): Promise<HttpResponse> {
  const { context, parameters } = visit
  const draft = readTokenDraft(parameters.get('draft')) ?? createTokenDraft(context)
  const { values, problems } = checkTokenForm(context.platform, visit)
  if (problems.length > 0) return showForm(visit, { draft, values, problems, status: 422 })
  const outcome = await add(visit, draft, values)
  switch (outcome.outcome) {
    case 'created':
      return showCreated(visit, values, outcome)
    case 'id_taken':
      return goTo(visit, '/account/tokens', 'token_there')
    case 'too_many':
      return showForm(visit, { draft, values, problems: [{ field: '', code: 'too_many' }], status: 409 })
    case 'refused':
      return showForm(visit, { draft, values, problems: [{ field: '', code: 'busy' }], status: 503 })
  }
}

async function add({ context, browser }: SignedInVisit, draft: string, { name, scope, expires }: Values): Promise<PersonalTokenOutcome> {
  const userId = browser.user.id
  const terms = { userId, scope, name, lifetimeSeconds: tokenLifetimes.get(expires) ?? null }
  try {
    return await addPersonalToken(context, terms, draftTokenId(userId, draft))
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error
    context.log({ reason: error.code, at: context.clock(), cause: error })
    return { outcome: 'refused', reason: error.code }
  }
}

async function showCreated(
  visit: SignedInVisit,
  { name, scope, expires }: Values,
  { token, id }: Extract<PersonalTokenOutcome, { readonly outcome: 'created' }>,
): Promise<HttpResponse> {
  const { context, frame, request, browser } = visit
  const { user } = browser
  const lifetime = tokenLifetimes.get(expires) ?? null
  await recordAct(context, {
    actor: { kind: 'user', id: user.id },
    act: 'token.created',
    target: { kind: 'token', id: encodeBase64url(id) },
    detail: { scope: scope.join(' '), expires },
    request,
  })
  const link = `${context.baseUrl}/account/tokens`
  notifyOwner(visit, user.emailVerified ? user.email : null, { kind: 'token_created', username: user.username, token: name, link })
  const expiresAt = lifetime === null ? null : context.now() + lifetime
  return showPage(visit, context.pages.tokens.created({ ...frame, name, token, expiresAt }))
}

function showForm(
  visit: SignedInVisit,
  shown: { readonly draft: string; readonly values: Values; readonly problems: readonly TokenProblem[]; readonly status: number },
): HttpResponse {
  const { context, frame } = visit
  const { status, ...form } = shown
  const scopes = context.platform.scopes.map((scope) => {
    return { token: scope.token, kind: scope.kind, title: scopeWords(scope, frame.language).title }
  })
  const html = context.pages.tokens.form({ ...frame, ...form, scopes, lifetimes: [...tokenLifetimes.keys()] })
  return showPage(visit, html, { status })
}
