import type { HttpResponse } from '../http/http-message.ts'
import type { FormAgainPage } from '../ports/form-again-page.ts'
import type { SiteFrame } from '../ports/site-frame.ts'
import { showPage } from './site-answers.ts'
import type { SiteVisit } from './site-route.ts'

/** Never shown on a page again, hidden fields included. */
const SECRET_FIELD = /password|code|secret|token|csrf|passkey/i

/**
 * Shows a form that came from a page of ours, but too late, with all that it was given: the person had been signed out meanwhile, or has
 * become somebody else. Nothing is done before it is pressed again, by then with a token of this session.
 */
export function offerFormAgain(
  { context, request, parameters }: Pick<SiteVisit, 'context' | 'request' | 'parameters'>,
  frame: SiteFrame,
  reason: FormAgainPage['reason'],
): HttpResponse {
  const fields = [...parameters].filter(([name]) => !SECRET_FIELD.test(name))
  const page = { ...frame, section: null, action: request.path, fields, reason, signInPath: '/account/sign-in' }
  context.log({ reason: reason === 'stale' ? 'csrf_token_wrong' : 'form_without_session', at: context.clock() })
  return showPage({ frame }, context.pages.formAgain(page), { status: reason === 'stale' ? 403 : 401 })
}
