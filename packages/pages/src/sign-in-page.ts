import type { SignInPage } from '@stagedoor/server/ports'
import { html, raw } from 'hono/html'
import { icons } from './icons.ts'
import type { Markup } from './markup.ts'
import { fill } from './messages/fill.ts'
import type { Messages } from './messages/index.ts'
import { type PageTools, pageDocument } from './page-document.ts'
import { passkeyForm } from './passkeys/passkey-form.ts'
import { passkeySignInScript } from './passkeys/passkey-script.ts'
import { clientName } from './shown-client.ts'
import { plainVisibleText, visibleText } from './visible-text.ts'
import { waitTime } from './wait-time.ts'

/** Which fields a problem is about, and which of them gets the cursor. */
const PROBLEM_FIELDS: Readonly<Record<NonNullable<SignInPage['problem']>, readonly ('username' | 'password')[]>> = {
  wrong_credentials: ['username', 'password'],
  missing_username: ['username'],
  missing_password: ['password'],
  must_wait: [],
  busy: [],
  passkey_refused: [],
}

/** Renders the page that asks who the person is. */
export function signInPage(page: SignInPage, tools: PageTools): string {
  const { messages } = tools
  const title = messages.signInTitle.replace('{platform}', () => plainVisibleText(page.platform.name))
  const main = html`
<h1 id="title">${fill(messages.signInTitle, { platform: visibleText(page.platform.name) })}</h1>
<p class="lead">${fill(messages.signInFor, { app: html`<strong>${clientName(page.client)}</strong>` })}</p>
${problemSummary(page, messages)}
${credentialsForm(page, messages)}
${passkeyForm(page, page.passkey ?? null, { action: '/interaction/passkey', fields: { csrf: page.csrf, transaction: page.transaction } })}
${accountLinks(page, messages)}
${demoAccounts(page, messages)}`
  return pageDocument(page, tools, {
    title: page.problem ? messages.titleWithProblem.replace('{title}', () => title) : title,
    main: html`${main}${page.passkey && html`<script nonce="${page.scriptNonce}">${raw(passkeySignInScript)}</script>`}`,
  })
}

function accountLinks({ links }: SignInPage, messages: Messages): Markup | null {
  if (!links) return null
  return html`<p class="more"><a href="${links.recover}">${messages.forgotPassword}</a></p>
${links.signUp !== null && html`<p class="more"><a href="${links.signUp}">${messages.openAccount}</a></p>`}`
}

function problemSummary({ problem, waitSeconds = 0 }: SignInPage, messages: Messages): Markup | null {
  if (problem === null) return null
  const text = messages.signInProblems[problem].replace('{time}', () => waitTime(messages.language, waitSeconds))
  const [field] = PROBLEM_FIELDS[problem]
  return html`<div class="problem" id="problem" role="alert">${icons.problem}${field ? html`<a href="#${field}">${text}</a>` : html`<span>${text}</span>`}</div>`
}

function credentialsForm(page: SignInPage, messages: Messages): Markup {
  const wrong = page.problem ? PROBLEM_FIELDS[page.problem] : []
  const invalid = (field: 'username' | 'password') => wrong.includes(field) && html` aria-invalid="true" aria-describedby="problem"`
  const passwordFirst = page.problem === 'wrong_credentials' || (page.problem !== 'missing_username' && page.username !== '')
  const focus = html` autofocus`
  // The server words what is missing, in the person's language: hence novalidate.
  return html`<form class="fields" method="post" action="${page.basePath}/interaction/sign-in" aria-labelledby="title" novalidate>
${hiddenFields(page)}
<label for="username">${messages.username}</label>
<input id="username" name="username" type="text" value="${page.username}" autocomplete="${page.passkey ? 'username webauthn' : 'username'}" autocapitalize="none" autocorrect="off" spellcheck="false" dir="auto" required${invalid('username')}${!passwordFirst && focus}>
<label for="password">${messages.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required${invalid('password')}${passwordFirst && focus}>
<button class="primary" type="submit">${messages.signIn}</button>
</form>`
}

/** Each account is a small form of its own, so that one press is enough and no script is needed. */
function demoAccounts(page: SignInPage, messages: Messages): Markup | null {
  if (page.demoAccounts.length === 0) return null
  return html`<section class="demo" aria-labelledby="demo-title">
<h2 id="demo-title">${messages.demoAccounts}</h2>
<p>${messages.demoAccountsHint}</p>
${page.demoAccounts.map(
  ({ username, password, name }) => html`<form method="post" action="${page.basePath}/interaction/sign-in">
${hiddenFields(page)}
<input type="hidden" name="username" value="${username}">
<input type="hidden" name="password" value="${password}">
<button class="account" type="submit"><span class="name">${visibleText(name)}</span> <span class="handle">${visibleText(username)}</span></button>
</form>`,
)}
</section>`
}

function hiddenFields({ transaction, csrf }: SignInPage): Markup {
  return html`<input type="hidden" name="transaction" value="${transaction}">
<input type="hidden" name="csrf" value="${csrf}">`
}
