import type { SecondStepPage } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import { goesTo, withContinue } from '../account/account-words.ts'
import type { PageTools } from '../page-document.ts'
import { field, formStart, problemList } from '../site/form-parts.ts'
import { secondFactorDocument, secondFactorWords, wordFactorProblems } from './second-factor-words.ts'

/** Renders the form that asks for a code, after a password. */
export function secondStepPage(page: SecondStepPage, tools: PageTools): string {
  const words = secondFactorWords(page.language)
  const problems = wordFactorProblems(page, page.problems)
  const main = html`<h1>${words.stepTitle}</h1>
<p class="lead">${words.stepLead}</p>
${problemList(page, problems)}
${formStart(page, '/account/sign-in/code')}
<input type="hidden" name="step" value="${page.step}">
<input type="hidden" name="continue" value="${page.continueAt}">
${field(
  page,
  {
    id: 'code',
    label: words.stepCode,
    hint: words.stepCodeHint,
    autocomplete: 'one-time-code',
    required: true,
    technical: true,
    autofocus: problems.length === 0,
  },
  problems,
)}
<button class="primary">${words.goOn}</button>
</form>
${goesTo(page, withContinue('/account/sign-in', page.continueAt), words.otherWay)}`
  return secondFactorDocument(page, tools, { title: words.stepTitle, main, problems })
}
