import type { SecurityPage, ShownSession } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import type { Markup } from '../markup.ts'
import { fill } from '../messages/fill.ts'
import type { PageTools } from '../page-document.ts'
import { passkeyWords } from '../passkeys/passkey-words.ts'
import { secondFactorWords } from '../second-factors/second-factor-words.ts'
import { problemList } from '../site/form-parts.ts'
import { showTime } from '../site/show-time.ts'
import { plainVisibleText, visibleText } from '../visible-text.ts'
import { accountDocument, accountWords, goesTo, wordProblems } from './account-words.ts'
import type { AccountMessages } from './messages/account-messages.ts'

/** Renders the password's place, and where somebody is signed in. */
export function securityPage(page: SecurityPage, tools: PageTools): string {
  const words = accountWords(page.language)
  const problems = wordProblems(page, page.problems)
  const main = html`<h1>${words.securityTitle}</h1>
${problemList(page, problems)}
${page.factors !== null && passwordSection(page, words)}
${passkeySection(page)}
${twoStepSection(page)}
<section aria-labelledby="sessions"><h2 id="sessions">${words.sessionsSection}</h2>
<p>${words.sessionsLead}</p>
<ul class="rows panel">${page.sessions.map((session) => sessionItem(session, page, words))}</ul>
<div class="actions">${page.sessions.length > 1 && actForm(page, 'end_others', words.endOthers)}${actForm(page, 'end_all', words.endAll)}</div>
${goesTo(page, '/account/apps', words.sessionsApps)}</section>
${page.factors === null && goesTo(page, '/account/close', words.closeLink)}`
  return accountDocument(page, tools, { title: words.securityTitle, main, problems, width: 'wide' })
}

function passwordSection(page: SecurityPage, words: AccountMessages): Markup {
  return html`<section class="panel" aria-labelledby="password"><h2 id="password">${words.passwordSection}</h2>
<p>${page.hasPassword ? words.passwordLead : words.passwordNone}</p>
${goesTo(page, '/account/password', page.hasPassword ? words.changePassword : words.setPassword)}</section>`
}

function passkeySection(page: SecurityPage): Markup | null {
  const passkeys = page.factors?.passkeys ?? null
  if (passkeys === null) return null
  const words = passkeyWords(page.language)
  return html`<section class="panel" aria-labelledby="passkeys"><h2 id="passkeys">${words.title}</h2>
<p>${passkeys === 0 ? words.lead : words.count.replace('{count}', String(passkeys))}</p>
${goesTo(page, '/account/passkeys', passkeys === 0 ? words.addFirst : words.manage)}</section>`
}

function twoStepSection(page: SecurityPage): Markup | null {
  if (page.factors === null) return null
  const words = secondFactorWords(page.language)
  const { twoStep } = page.factors
  return html`<section class="panel" aria-labelledby="two-step"><h2 id="two-step">${words.title}</h2>
<p>${twoStep ? words.shortOn : words.lead}</p>
${goesTo(page, '/account/two-step', twoStep ? words.manage : words.setUp)}</section>`
}

function sessionItem(session: ShownSession, page: SecurityPage, words: AccountMessages): Markup {
  const device = deviceName(session, words)
  const facts = [
    session.isThis ? html`<strong>${words.thisBrowser}</strong>` : fill(words.lastSeen, { when: showTime(page, session.lastSeenAt) }),
    fill(words.since, { when: showTime(page, session.startedAt) }),
    ...(session.remoteAddress === null ? [] : [visibleText(session.remoteAddress)]),
  ]
  return html`<li><div class="grow"><h3 class="name">${device}</h3>
<p class="facts">${facts.map((fact, index) => html`${index > 0 && ' · '}<span>${fact}</span>`)}</p></div>
<form method="post" action="${page.basePath}/account/security"><input type="hidden" name="csrf" value="${page.csrf}"><input type="hidden" name="act" value="end"><input type="hidden" name="session" value="${session.id}">
<button class="small danger" aria-label="${words.endDevice.replace('{device}', () => plainVisibleText(device))}">${words.end}</button></form></li>`
}

function deviceName({ browser, system }: ShownSession, words: AccountMessages): string {
  if (browser !== null && system !== null) return words.browserOnSystem.replace('{browser}', browser).replace('{system}', system)
  return browser ?? system ?? words.unknownDevice
}

function actForm({ basePath, csrf }: SecurityPage, act: string, text: string): Markup {
  return html`<form method="post" action="${basePath}/account/security"><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="act" value="${act}">
<button class="secondary danger">${text}</button></form>`
}
