import type { ChangeEmailPage, CloseAccountPage, ConfirmEmailPage, ProfilePage } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import type { Markup } from '../markup.ts'
import { fill } from '../messages/fill.ts'
import type { PageTools } from '../page-document.ts'
import { choice, field, formStart, problemList } from '../site/form-parts.ts'
import { plainVisibleText, visibleText } from '../visible-text.ts'
import { accountDocument, accountWords, goesTo, wordProblems } from './account-words.ts'
import type { AccountMessages } from './messages/account-messages.ts'

/** Renders the account: how others see it, its address, and its end. */
export function profilePage(page: ProfilePage, tools: PageTools): string {
  const words = accountWords(page.language)
  const problems = wordProblems(page, page.problems)
  const { name, username } = page.typed
  const main = html`<h1>${words.profileTitle}</h1>
${problemList(page, problems)}
${formStart(page, '/account')}
<div class="panel">
${field(page, { id: 'name', label: words.name, value: name, hint: words.nameHint, autocomplete: 'name', required: true }, problems)}
${field(page, { id: 'username', label: words.username, value: username, hint: words.usernameHint, autocomplete: 'username', required: true, technical: true }, problems)}
<div class="actions"><button class="primary">${words.save}</button></div>
</div></form>
<section class="panel" aria-labelledby="address"><h2 id="address">${words.emailTitle}</h2>
<p>${emailStanding(page, words)}</p>
${page.offersMail && goesTo(page, '/account/email', words.changeEmail)}</section>
<section class="panel" aria-labelledby="close"><h2 id="close">${words.closeSection}</h2>
<p>${words.closeLead}</p>
${goesTo(page, '/account/close', words.closeLink)}</section>`
  return accountDocument(page, tools, { title: words.profileTitle, main, problems, width: 'wide' })
}

function emailStanding({ email, emailVerified }: ProfilePage, words: AccountMessages): Markup | string {
  if (email === null) return words.emailNone
  return fill(emailVerified ? words.emailProven : words.emailUnproven, { email: html`<strong>${visibleText(email)}</strong>` })
}

/** Renders the form for another e-mail address. */
export function changeEmailPage(page: ChangeEmailPage, tools: PageTools): string {
  const words = accountWords(page.language)
  const problems = wordProblems(page, page.problems)
  const main = html`<h1>${words.changeEmailTitle}</h1>
<p class="lead">${words.changeEmailLead}</p>
${problemList(page, problems)}
${formStart(page, '/account/email')}
${field(page, { id: 'email', label: words.email, value: page.typed, type: 'email', autocomplete: 'email', required: true, technical: true }, problems)}
<button class="primary">${words.sendLink}</button>
</form>`
  return accountDocument(page, tools, { title: words.changeEmailTitle, main, problems })
}

/** Renders what a link to confirm an address leads to. */
export function confirmEmailPage(page: ConfirmEmailPage, tools: PageTools): string {
  const words = accountWords(page.language)
  const main = html`<h1>${words.confirmEmailTitle}</h1>
<p class="lead">${fill(words.confirmEmailText, { email: html`<strong>${visibleText(page.email)}</strong>` })}</p>
${formStart(page, '/account/email/confirm')}
<input type="hidden" name="token" value="${page.token}">
<button class="primary">${words.confirmEmail}</button>
</form>`
  return accountDocument(page, tools, { title: words.confirmEmailTitle, main })
}

/** Renders the last question before an account is closed. */
export function closeAccountPage(page: CloseAccountPage, tools: PageTools): string {
  const words = accountWords(page.language)
  const problems = wordProblems(page, page.problems)
  const main = html`<h1>${words.closeTitle}</h1>
${problemList(page, problems)}
<ul class="losses">${words.closeWhat.map((what) => html`<li>${what}</li>`)}</ul>
${page.apps.length > 0 && html`<p class="more">${words.closeApps}</p><ul class="losses">${page.apps.map((app) => html`<li><span class="name">${visibleText(app)}</span></li>`)}</ul>`}
${page.owned.length > 0 ? ownedApps(page, words) : closeForm(page, words)}
${goesTo(page, '/account', words.profileTitle)}`
  return accountDocument(page, tools, { title: words.closeTitle, main, problems })
}

function closeForm(page: CloseAccountPage, words: AccountMessages): Markup {
  const label = words.closeConfirm.replace('{username}', () => plainVisibleText(page.username))
  return html`${formStart(page, '/account/close')}
${choice({ id: 'confirmed', label, checked: false })}
<button class="secondary danger">${words.close}</button>
</form>`
}

function ownedApps({ basePath, owned }: CloseAccountPage, words: AccountMessages): Markup {
  const links = owned.map(
    ({ clientId, name }) =>
      html`<li><a class="name" href="${basePath}/developers/apps/${encodeURIComponent(clientId)}/team">${visibleText(name)}</a></li>`,
  )
  return html`<p class="more">${words.closeOwned}</p><ul class="losses">${links}</ul>`
}
