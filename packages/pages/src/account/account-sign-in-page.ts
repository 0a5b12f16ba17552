import type { AccountSignInPage } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import type { Markup } from '../markup.ts'
import { fill } from '../messages/fill.ts'
import type { PageTools } from '../page-document.ts'
import { passkeyForm } from '../passkeys/passkey-form.ts'
import { passkeySignInScript } from '../passkeys/passkey-script.ts'
import { field, formStart, problemList } from '../site/form-parts.ts'
import { plainVisibleText, visibleText } from '../visible-text.ts'
import { accountDocument, accountWords, goesTo, withContinue, wordProblems } from './account-words.ts'
import type { AccountMessages } from './messages/account-messages.ts'

/** Renders the form that asks who somebody is, or whether they still are. */
export function accountSignInPage(page: AccountSignInPage, tools: PageTools): string {
  const words = accountWords(page.language)
  const problems = wordProblems(page, page.problems)
  const { confirms } = page
  const title = confirms === null ? words.signInTitle.replace('{platform}', () => plainVisibleText(page.platform.name)) : words.proveTitle
  const account = html`<strong>${visibleText(confirms?.name || confirms?.username || '')}</strong>`
  const main = html`<h1>${confirms === null ? fill(words.signInTitle, { platform: visibleText(page.platform.name) }) : words.proveTitle}</h1>
${confirms !== null && html`<p class="lead">${fill(words.proveText, { account })}</p>`}
${problemList(page, problems)}
${formStart(page, '/account/sign-in')}
<input type="hidden" name="continue" value="${page.continueAt}">
${
  confirms === null
    ? field(
        page,
        {
          id: 'username',
          label: words.identifier,
          value: page.username,
          autocomplete: page.passkey === null ? 'username' : 'username webauthn',
          required: true,
          technical: true,
        },
        problems,
      )
    : html`<span class="heard" aria-hidden="true"><input type="text" name="username" value="${confirms.username}" autocomplete="username" tabindex="-1" readonly></span>`
}
${field(page, { id: 'password', label: words.password, type: 'password', autocomplete: 'current-password', required: true }, problems)}
<button class="primary">${confirms === null ? words.signIn : words.prove}</button>
</form>
${passkeyForm(page, page.passkey, { action: '/account/sign-in/passkey', fields: { csrf: page.csrf, continue: page.continueAt } })}
${page.offers.recover && goesTo(page, withContinue('/account/recover', page.continueAt), words.forgot)}
${page.offers.signUp && confirms === null && goesTo(page, withContinue('/account/sign-up', page.continueAt), words.noAccount)}
${confirms !== null && signOutForm(page, words)}
${demoAccounts(page, words)}`
  return accountDocument(page, tools, { title, main, problems, ...(page.passkey !== null && { script: passkeySignInScript }) })
}

function signOutForm({ basePath, csrf }: AccountSignInPage, words: AccountMessages): Markup {
  return html`<form method="post" action="${basePath}/account/sign-out"><input type="hidden" name="csrf" value="${csrf}">
<button class="quiet">${words.notYou}</button></form>`
}

/** Each account is a small form of its own, so that one press is enough and no script is needed. */
function demoAccounts(page: AccountSignInPage, words: AccountMessages): Markup | null {
  if (page.demoAccounts.length === 0) return null
  return html`<section class="demo" aria-labelledby="demo-title">
<h2 id="demo-title">${words.demoAccounts}</h2>
<p>${words.demoAccountsHint}</p>
${page.demoAccounts.map(
  ({ username, password, name }) => html`<form method="post" action="${page.basePath}/account/sign-in">
<input type="hidden" name="csrf" value="${page.csrf}">
<input type="hidden" name="continue" value="${page.continueAt}">
<input type="hidden" name="username" value="${username}">
<input type="hidden" name="password" value="${password}">
<button class="account" type="submit"><span class="name">${visibleText(name)}</span> <span class="handle">${visibleText(username)}</span></button>
</form>`,
)}
</section>`
}
