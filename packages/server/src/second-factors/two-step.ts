import { findBrowserKey } from '../accounts/prove-password.ts'
import { recordAct } from '../audit/record-act.ts'
import type { SignedInBrowser } from '../browser-session.ts'
import type { HttpResponse } from '../http/http-message.ts'
import { PageProblem } from '../page-problem.ts'
import type { SecondFactorProblem, TwoStepPage } from '../ports/second-factor-pages.ts'
import { goTo, showPage } from '../site/site-answers.ts'
import type { SiteVisit } from '../site/site-route.ts'
import { encodeBase32 } from './base32.ts'
import { beginCeremony, findCeremony, takeCeremony } from './ceremonies.ts'
import { proveCode } from './prove-code.ts'
import { createRecoveryCodes, digestRecoveryCodes } from './recovery-codes.ts'
import { passingFactorProblem, statusOfFactor, waitForFactor } from './second-factor-problems.ts'
import { findTotpStep, totpSecretBytes } from './totp.ts'

type SignedInVisit = SiteVisit & { readonly browser: SignedInBrowser }

/** `GET /account/two-step`: switches the second step on, or shows that it is. */
export function showTwoStep(visit: SignedInVisit): Promise<HttpResponse> {
  return renderTwoStep(visit, [])
}

/** `POST /account/two-step`: switches it on with a code of the new app, or, with a code, off, or gives new recovery codes. */
export async function submitTwoStep(visit: SignedInVisit): Promise<HttpResponse> {
  try {
    switch (visit.parameters.get('act')) {
      case 'enrol':
        return await enrol(visit)
      case 'new_codes':
        return await withCode(visit, giveNewCodes)
      case 'switch_off':
        return await withCode(visit, switchOff)
      default:
        throw new PageProblem('request_malformed', { reason: 'two_step_without_act' })
    }
  } catch (error) {
    return renderTwoStep(visit, [passingFactorProblem(visit, error)])
  }
}

async function enrol(visit: SignedInVisit): Promise<HttpResponse> {
  const { context, parameters, browser } = visit
  const claimed = claim(visit)
  const secret = (await findCeremony(context, claimed))?.memo
  if (!secret) return goTo(visit, '/account/two-step', 'enrolment_over')
  const typed = (parameters.get('code') ?? '').replace(/[\s-]/g, '')
  if (typed === '') return renderTwoStep(visit, [{ field: 'code', code: 'code_missing' }])
  const lastStep = findTotpStep(secret, typed, context.now())
  if (lastStep === undefined) return renderTwoStep(visit, [{ field: 'code', code: 'code_wrong' }])
  if ((await takeCeremony(context, claimed)) === undefined) return goTo(visit, '/account/two-step', 'enrolment_over')
  const codes = createRecoveryCodes(context.random)
  const recoveryDigests = digestRecoveryCodes(codes)
  const enrolled = await context.store.secondFactors.enrolTotp(browser.user.id, { secret, lastStep, recoveryDigests }, context.now())
  if (enrolled.outcome === 'already_enrolled') return goTo(visit, '/account/two-step')
  await record(visit, 'user.second_step_added')
  return showPage(visit, context.pages.secondFactors.recoveryCodes({ ...visit.frame, codes, isNew: true }))
}

/** Does what a code must allow: a borrowed browser does not do it. */
async function withCode(visit: SignedInVisit, act: (visit: SignedInVisit) => Promise<HttpResponse>): Promise<HttpResponse> {
  const { context, parameters, browser } = visit
  const field = parameters.get('act') === 'switch_off' ? 'off_code' : 'codes_code'
  const typed = parameters.get('code')?.trim() ?? ''
  if (typed === '') return renderTwoStep(visit, [{ field, code: 'code_missing' }])
  const proof = await proveCode(context, browser.user.id, typed)
  if (proof.outcome === 'must_wait') return renderTwoStep(visit, [waitForFactor(visit, proof.until)])
  return proof.outcome === 'wrong' ? renderTwoStep(visit, [{ field, code: 'code_wrong' }]) : act(visit)
}

async function giveNewCodes(visit: SignedInVisit): Promise<HttpResponse> {
  const { context, browser } = visit
  const codes = createRecoveryCodes(context.random)
  const isOn = await context.store.secondFactors.replaceRecoveryCodes(browser.user.id, digestRecoveryCodes(codes))
  if (!isOn) return goTo(visit, '/account/two-step')
  await record(visit, 'user.recovery_codes_replaced')
  return showPage(visit, context.pages.secondFactors.recoveryCodes({ ...visit.frame, codes, isNew: false }))
}

async function switchOff(visit: SignedInVisit): Promise<HttpResponse> {
  if (await visit.context.store.secondFactors.removeTotp(visit.browser.user.id)) await record(visit, 'user.second_step_removed')
  return goTo(visit, '/account/two-step', 'two_step_off')
}

function record({ context, request, browser }: SignedInVisit, act: string): Promise<void> {
  const target = { kind: 'user', id: browser.user.id } as const
  return recordAct(context, { actor: target, act, target, request })
}

function claim({ context, request, parameters }: SiteVisit): Parameters<typeof findCeremony>[1] {
  return { name: parameters.get('step'), purpose: 'totp_enrolment', browserKey: findBrowserKey(context, request) }
}

async function renderTwoStep(visit: SignedInVisit, problems: readonly SecondFactorProblem[]): Promise<HttpResponse> {
  const { context, frame, browser } = visit
  const factor = await context.store.secondFactors.findTotp(browser.user.id)
  const state: TwoStepPage['state'] =
    factor === undefined
      ? { isOn: false, ...(await offerSecret(visit)) }
      : { isOn: true, since: factor.createdAt, recoveryCodes: factor.recoveryCodes }
  return showPage(visit, context.pages.secondFactors.settings({ ...frame, problems, state }), { status: statusOfFactor(problems) })
}

/** A form that is shown again keeps its secret: it is in the app already. */
async function offerSecret(visit: SignedInVisit): Promise<{ readonly step: string; readonly secret: string; readonly uri: string }> {
  const { context, request, parameters, browser } = visit
  const held = await findCeremony(context, claim(visit))
  const secret = held?.memo ?? context.random(totpSecretBytes)
  const browserKey = findBrowserKey(context, request)
  if (browserKey === undefined) throw new PageProblem('server_error', { reason: 'signed_in_without_browser' })
  const step =
    held === undefined
      ? await beginCeremony(context, { purpose: 'totp_enrolment', browserKey, userId: browser.user.id, memo: secret })
      : (parameters.get('step') ?? '')
  const text = encodeBase32(secret)
  const issuer = encodeURIComponent(context.platform.name)
  return {
    step,
    secret: text,
    uri: `otpauth://totp/${issuer}:${encodeURIComponent(browser.user.username)}?secret=${text}&issuer=${issuer}`,
  }
}
