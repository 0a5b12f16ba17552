import type { ConfirmSignUpPage, MailSentPage, SignUpPage } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import { fill } from '../messages/fill.ts'
import type { PageTools } from '../page-document.ts'
import { field, formStart, problemList } from '../site/form-parts.ts'
import { plainVisibleText, visibleText } from '../visible-text.ts'
import { accountDocument, accountWords, goesTo, withContinue, wordProblems } from './account-words.ts'

/** Renders the form that opens an account. */
export function signUpPage(page: SignUpPage, tools: PageTools): string {
  const words = accountWords(page.language)
  const problems = wordProblems(page, page.problems)
  const { email, username, name } = page.typed
  const main = html`<h1>${fill(words.signUpTitle, { platform: visibleText(page.platform.name) })}</h1>
<p class="lead">${words.signUpLead}</p>
${problemList(page, problems)}
${formStart(page, '/account/sign-up')}
<input type="hidden" name="continue" value="${page.continueAt}">
${field(page, { id: 'email', label: words.email, value: email, type: 'email', autocomplete: 'email', required: true, technical: true }, problems)}
${field(page, { id: 'username', label: words.username, value: username, hint: words.usernameHint, autocomplete: 'username', required: true, technical: true }, problems)}
${field(page, { id: 'name', label: words.name, value: name, hint: words.nameHint, autocomplete: 'name', required: true }, problems)}
${field(page, { id: 'password', label: words.password, hint: words.passwordHint, type: 'password', autocomplete: 'new-password', required: true }, problems)}
<button class="primary">${words.signUp}</button>
</form>
${goesTo(page, withContinue('/account/sign-in', page.continueAt), words.hasAccount)}`
  const title = words.signUpTitle.replace('{platform}', () => plainVisibleText(page.platform.name))
  return accountDocument(page, tools, { title, main, problems })
}

/** Renders the page that says where to look now. */
export function mailSentPage(page: MailSentPage, tools: PageTools): string {
  const words = accountWords(page.language)
  const { title, text } = words.sent[page.about]
  const main = html`<h1>${title}</h1>
<p class="lead">${text}</p>
<p>${words.sentNothing}</p>
${page.about !== 'recover' && goesTo(page, page.continueAt, words.sentContinue)}`
  return accountDocument(page, tools, { title, main })
}

/** Renders what a link to confirm a sign-up leads to. */
export function confirmSignUpPage(page: ConfirmSignUpPage, tools: PageTools): string {
  const words = accountWords(page.language)
  const problems = wordProblems(page, page.problems)
  const { asks } = page
  const main = html`<h1>${words.confirmSignUpTitle}</h1>
${problemList(page, problems)}
<p class="lead">${fill(words.confirmSignUpText, { email: html`<strong>${visibleText(page.email)}</strong>` })}</p>
${formStart(page, '/account/sign-up/confirm')}
<input type="hidden" name="token" value="${page.token}">
${asks.username && field(page, { id: 'username', label: words.username, value: page.username, hint: words.usernameHint, autocomplete: 'username', required: true, technical: true }, problems)}
${asks.password && field(page, { id: 'password', label: words.password, hint: words.confirmSignUpElsewhere, type: 'password', autocomplete: 'current-password', required: true }, problems)}
<button class="primary">${words.confirmSignUp}</button>
</form>`
  return accountDocument(page, tools, { title: words.confirmSignUpTitle, main, problems })
}
