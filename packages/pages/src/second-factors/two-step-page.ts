import type { RecoveryCodesPage, TwoStepPage } from '@stagedoor/server/ports'
import { html, raw } from 'hono/html'
import { renderSVG } from 'uqr'
import { goesTo } from '../account/account-words.ts'
import type { Markup } from '../markup.ts'
import { fill } from '../messages/fill.ts'
import type { PageTools } from '../page-document.ts'
import { copyable, type FieldProblem, field, formStart, problemList } from '../site/form-parts.ts'
import { showTime } from '../site/show-time.ts'
import type { SecondFactorMessages } from './messages/second-factor-messages.ts'
import { secondFactorDocument, secondFactorWords, wordFactorProblems } from './second-factor-words.ts'

/** Renders the place where the second step is switched on and off. */
export function twoStepPage(page: TwoStepPage, tools: PageTools): string {
  const words = secondFactorWords(page.language)
  const problems = wordFactorProblems(page, page.problems)
  const main = html`<h1>${words.title}</h1>
${problemList(page, problems)}
${page.state.isOn ? switchedOn(page, page.state, words, problems) : switchedOff(page, page.state, words, problems)}`
  return secondFactorDocument(page, tools, { title: words.title, main, problems })
}

/** Renders the recovery codes. */
export function recoveryCodesPage(page: RecoveryCodesPage, tools: PageTools): string {
  const words = secondFactorWords(page.language)
  const main = html`<h1>${words.codesTitle}</h1>
${page.isNew && html`<p class="notice" role="status">${words.codesNew}</p>`}
<p class="lead">${words.codesLead}</p>
<ul class="recovery-codes">${page.codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>
${goesTo(page, '/account/two-step', words.codesKept)}`
  return secondFactorDocument(page, tools, { title: words.codesTitle, main })
}

function switchedOff(
  page: TwoStepPage,
  { step, secret, uri }: Extract<TwoStepPage['state'], { readonly isOn: false }>,
  words: SecondFactorMessages,
  problems: readonly FieldProblem[],
): Markup {
  const [install, scan, type] = words.steps
  const spaced = (secret.match(/.{1,4}/g) ?? []).join(' ')
  return html`<p class="lead">${words.lead}</p>
${formStart(page, '/account/two-step')}
<input type="hidden" name="act" value="enrol"><input type="hidden" name="step" value="${step}">
<ol class="steps"><li>${install}</li><li>${scan}
<div class="qr-code" role="img" aria-label="${words.qrCode}">${raw(renderSVG(uri, { border: 2 }))}</div>
<p>${words.key}:</p><p>${copyable(spaced, words.key)}</p></li><li>${type}</li></ol>
${field(page, { id: 'code', label: words.code, hint: words.codeHint, ...CODE_FIELD, inputMode: 'numeric' }, problems)}
<button class="primary">${words.switchOn}</button>
</form>`
}

const CODE_FIELD = { autocomplete: 'one-time-code', required: true, technical: true } as const

function switchedOn(
  page: TwoStepPage,
  { since, recoveryCodes }: Extract<TwoStepPage['state'], { readonly isOn: true }>,
  words: SecondFactorMessages,
  problems: readonly FieldProblem[],
): Markup {
  const codeForm = (act: string, id: string, button: Markup): Markup => html`${formStart(page, '/account/two-step')}
<input type="hidden" name="act" value="${act}">
${field(page, { id, name: 'code', label: words.stepCode, hint: words.stepCodeHint, ...CODE_FIELD }, problems)}
${button}</form>`
  return html`<p class="lead">${fill(words.isOn, { when: showTime(page, since) })}</p>
<section aria-labelledby="codes"><h2 id="codes">${words.codesSection}</h2>
<p>${fill(words.codesLeft, { count: html`<strong>${recoveryCodes}</strong>` })}</p>
${codeForm('new_codes', 'codes_code', html`<button class="secondary">${words.newCodes}</button>`)}</section>
<section aria-labelledby="off"><h2 id="off">${words.offSection}</h2>
<p>${words.offLead}</p>
${codeForm('switch_off', 'off_code', html`<button class="secondary danger">${words.switchOff}</button>`)}</section>`
}
