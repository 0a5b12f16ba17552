import type { DeviceCodeRules } from '@stagedoor/platforms'
import { parseFormParameters, parseQueryParameters } from '@stagedoor/protocol'
import type { HttpRequest, HttpResponse } from '../../http/http-message.ts'
import { readPostedForm } from '../../http/read-posted-form.ts'
import { pageResponse } from '../../http/security-headers.ts'
import { createPageFrame } from '../../page-frame.ts'
import { PageProblem } from '../../page-problem.ts'
import type { DevicePage } from '../../ports/pages.ts'
import type { Endpoint, ServerContext } from '../../server-context.ts'
import { issueTransaction } from '../authorization/begin-transaction.ts'
import { isOwnForm } from '../interaction/is-own-form.ts'
import { deviceDestination } from './device-destination.ts'
import type { GuessCounter } from './guess-counter.ts'
import { formatUserCode, parseUserCode } from './user-code.ts'

/** `GET` of the verification URI (RFC 8628 §3.3): asks for the code, filled in where the link had it. Nothing happens without a press. */
export function createVerificationPage(context: ServerContext, rules: DeviceCodeRules): Endpoint {
  return (request) => {
    const query = parseQueryParameters(request.query)
    const code = parseUserCode((query.ok ? query.value.get('user_code') : undefined) ?? '', rules)
    return renderDevicePage(context, request, { step: 'enter', userCode: code === undefined ? '' : formatUserCode(code), problem: null })
  }
}

/**
 * `POST` of the verification URI: finds the device, and goes on as any sign-in does, to the account and the consent screen.
 *
 * It changes nothing that waits, so it needs no more than to come from our own page; the consent that follows carries its own token.
 */
export function createVerificationSubmission(context: ServerContext, rules: DeviceCodeRules, guesses: GuessCounter): Endpoint {
  return async (request) => {
    if (!isOwnForm(request, context.ownOrigins)) throw new PageProblem('request_forged', { reason: 'form_of_foreign_origin' })
    const form = parseFormParameters(await readPostedForm(request))
    if (!form.ok) throw new PageProblem('request_malformed', { reason: form.problem.code })
    const typed = (form.value.get('user_code') ?? '').slice(0, 64)
    const now = context.now()
    const showAgain = (problem: DevicePage['problem']): HttpResponse =>
      renderDevicePage(context, request, { step: 'enter', userCode: typed, problem })
    if (guesses.isClosed(request.remoteAddress, now)) return showAgain('too_many')
    const userCode = parseUserCode(typed, rules)
    const device = userCode === undefined ? undefined : await context.store.deviceCodes.findByUserCode(userCode, now)
    if (device === undefined) {
      guesses.countWrong(request.remoteAddress, now)
      context.log({ reason: 'user_code_wrong', at: context.clock() })
      return showAgain('unknown')
    }
    return issueTransaction(context, request, 'consent', {
      clientId: device.clientId,
      redirectUri: deviceDestination(device.userCode),
      responseMode: 'query',
      targetOrigin: null,
      scope: device.scope,
      state: null,
      nonce: null,
      dpopKey: null,
      codeChallenge: '',
      display: 'page',
      prompt: [],
      maxAgeSeconds: null,
      loginHint: null,
    })
  }
}

/** Renders a page of the verification URI. */
export function renderDevicePage(
  context: ServerContext,
  request: HttpRequest,
  page: Pick<DevicePage, 'step' | 'userCode' | 'problem'>,
): HttpResponse {
  const frame = createPageFrame(context, request, 'page')
  const { deviceVerification = '' } = context.platform.endpoints
  const html = context.pages.device({ ...frame, ...page, action: new URL(deviceVerification).pathname })
  const status = page.problem === null ? 200 : page.problem === 'too_many' ? 429 : 400
  return pageResponse(status, html, { scriptNonce: frame.scriptNonce, display: 'page', formTargets: [], imageSources: [] })
}
