import type { ChangePasswordPage, LinkOverPage, NewPasswordPage, RecoverPage, SiteFrame } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import type { Markup } from '../markup.ts'
import { fill } from '../messages/fill.ts'
import type { PageTools } from '../page-document.ts'
import { type FieldProblem, field, formStart, problemList } from '../site/form-parts.ts'
import { visibleText } from '../visible-text.ts'
import { accountDocument, accountWords, goesTo, wordProblems } from './account-words.ts'

/** Renders the form for another password, or for the first one. */
export function changePasswordPage(page: ChangePasswordPage, tools: PageTools): string {
  const words = accountWords(page.language)
  const problems = wordProblems(page, page.problems)
  const title = page.hasPassword ? words.changePasswordTitle : words.setPasswordTitle
  const main = html`<h1>${title}</h1>
<p class="lead">${words.changePasswordLead}</p>
${problemList(page, problems)}
${formStart(page, '/account/password')}
${usernameForManagers(page.username)}
${page.hasPassword && field(page, { id: 'current_password', label: words.currentPassword, type: 'password', autocomplete: 'current-password', required: true }, problems)}
${newPasswordField(page, problems)}
<button class="primary">${page.hasPassword ? words.changePassword : words.setPassword}</button>
</form>`
  return accountDocument(page, tools, { title, main, problems })
}

/** Renders the form that asks for a link. */
export function recoverPage(page: RecoverPage, tools: PageTools): string {
  const words = accountWords(page.language)
  const problems = wordProblems(page, page.problems)
  const main = html`<h1>${words.recoverTitle}</h1>
<p class="lead">${words.recoverLead}</p>
${problemList(page, problems)}
${formStart(page, '/account/recover')}
<input type="hidden" name="continue" value="${page.continueAt}">
${field(page, { id: 'email', label: words.email, value: page.typed, type: 'email', autocomplete: 'email', required: true, technical: true }, problems)}
<button class="primary">${words.sendLink}</button>
</form>`
  return accountDocument(page, tools, { title: words.recoverTitle, main, problems })
}

/** Renders what a link to recover an account leads to. */
export function newPasswordPage(page: NewPasswordPage, tools: PageTools): string {
  const words = accountWords(page.language)
  const problems = wordProblems(page, page.problems)
  const main = html`<h1>${words.newPasswordTitle}</h1>
<p class="lead">${fill(words.newPasswordLead, { username: html`<strong>${visibleText(page.username)}</strong>` })}</p>
${problemList(page, problems)}
${formStart(page, '/account/recover/confirm')}
<input type="hidden" name="token" value="${page.token}">
${usernameForManagers(page.username)}
${newPasswordField(page, problems)}
<button class="primary">${words.setPassword}</button>
</form>`
  return accountDocument(page, tools, { title: words.newPasswordTitle, main, problems })
}

/** Renders the end of a link. */
export function linkOverPage(page: LinkOverPage, tools: PageTools): string {
  const words = accountWords(page.language)
  const paths = { sign_up: '/account/sign-up', recover: '/account/recover', change_email: '/account/email' }
  const main = html`<h1>${words.linkOverTitle}</h1>
<p class="lead">${words.linkOverText}</p>
${goesTo(page, paths[page.about], words.linkOverAgain[page.about])}`
  return accountDocument(page, tools, { title: words.linkOverTitle, main })
}

function newPasswordField(page: SiteFrame, problems: readonly FieldProblem[]): Markup {
  const words = accountWords(page.language)
  const label = words.newPassword
  return field(
    page,
    { id: 'password', label, hint: words.passwordHint, type: 'password', autocomplete: 'new-password', required: true },
    problems,
  )
}

/** A password manager learns whose password it is; nobody sees or reaches the field. */
function usernameForManagers(username: string): Markup {
  return html`<span class="heard" aria-hidden="true"><input type="text" name="username" value="${username}" autocomplete="username" tabindex="-1" readonly></span>`
}
