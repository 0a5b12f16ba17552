import type { AppSecretsPage, NewSecretPage } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import { icons } from '../icons.ts'
import type { Markup } from '../markup.ts'
import { fill } from '../messages/fill.ts'
import type { PageTools } from '../page-document.ts'
import { copyable, type FieldProblem, field, formStart, problemList } from '../site/form-parts.ts'
import { showTime } from '../site/show-time.ts'
import { plainVisibleText, visibleText } from '../visible-text.ts'
import { appDocument } from './app-document.ts'
import type { DeveloperMessages } from './messages/developer-messages.ts'
import { developerMessagesFor } from './messages/index.ts'

/** Renders the secrets of an app: what is known of each, never the secret. */
export function appSecretsPage(page: AppSecretsPage, tools: PageTools): string {
  const words = developerMessagesFor(page.language)
  const problems: readonly FieldProblem[] =
    page.problem === null ? [] : [{ field: page.problem === 'label_length' ? 'label' : '', text: words.secretProblems[page.problem] }]
  const isOwner = page.role === 'owner'
  const main = html`${problemList(page, problems)}<section aria-labelledby="secrets"><h2 id="secrets">${page.portal.clientSecretName}</h2><p>${words.secretsLead}</p>
${page.secrets.length === 0 ? html`<p class="caution">${icons.caution}<span>${words.secretsNone}</span></p>` : html`<ul class="rows panel">${page.secrets.map((secret) => secretItem(secret, page, words))}</ul><p class="hint">${words.revokeHint}</p>`}
${!isOwner && html`<p>${words.ownersOnly}</p>`}</section>
${isOwner && (page.secrets.length < page.limit ? addForm(page, problems, words) : html`<p>${words.secretsFull}</p>`)}`
  return appDocument(page, tools, { tab: 'secrets', main, hasProblem: problems.length > 0 })
}

function secretItem(secret: AppSecretsPage['secrets'][number], page: AppSecretsPage, words: DeveloperMessages): Markup {
  const { id, label, ending, createdAt, lastUsedAt, reportedAt } = secret
  const facts = [
    ending !== null && fill(words.secretEnding, { ending: html`<code>${ending}</code>` }),
    createdAt !== null && fill(words.created, { when: showTime(page, createdAt) }),
    fill(words.lastUsed, { when: showTime(page, lastUsedAt) }),
  ].filter((fact) => fact !== false)
  const name = plainVisibleText(label || ending || words.secretUnnamed)
  return html`<li><div class="grow"><h3 class="name">${label === '' ? words.secretUnnamed : visibleText(label)}</h3>
<p class="facts">${facts.map((fact, index) => html`${index > 0 && ' · '}<span>${fact}</span>`)}</p>
${reportedAt !== null && html`<p class="caution">${icons.caution}<span>${fill(words.secretReported, { when: showTime(page, reportedAt) })}</span></p>`}</div>
${
  page.role === 'owner' &&
  html`<form method="post" action="${secretsPath(page)}"><input type="hidden" name="csrf" value="${page.csrf}"><input type="hidden" name="act" value="revoke">
<button class="small danger" name="secret" value="${id}" aria-label="${words.revoke}: ${name}">${words.revoke}</button></form>`
}</li>`
}

function addForm(page: AppSecretsPage, problems: readonly FieldProblem[], words: DeveloperMessages): Markup {
  return html`<section class="panel" aria-labelledby="add"><h2 id="add">${words.addSecretTitle}</h2><p>${words.addSecretHint}</p>
${formStart(page, `/developers/apps/${encodeURIComponent(page.app.clientId)}/secrets`)}
<input type="hidden" name="act" value="add"><input type="hidden" name="seen" value="${page.seen}">
${field(page, { id: 'label', label: words.secretLabel, hint: words.secretLabelHint, value: page.label, optional: true, autocomplete: 'off' }, problems)}
<p class="actions"><button class="primary">${words.addSecret}</button></p></form></section>`
}

/** Renders a secret for its owner, this once. */
export function newSecretPage(page: NewSecretPage, tools: PageTools): string {
  const words = developerMessagesFor(page.language)
  const { portal, app, basePath } = page
  const settings = `${basePath}/developers/apps/${encodeURIComponent(app.clientId)}`
  const main = html`<section class="panel secret" aria-labelledby="secret"><h2 id="secret">${page.isFirst ? words.newSecretFirstTitle : words.newSecretTitle}</h2>
${page.label !== '' && html`<p class="name">${visibleText(page.label)}</p>`}
<p class="caution">${icons.caution}<span>${words.newSecretLead}</span></p>
<dl class="facts-list"><dt>${portal.clientIdName}</dt><dd>${copyable(app.clientId, portal.clientIdName)}</dd>
<dt>${portal.clientSecretName}</dt><dd>${copyable(page.secret, portal.clientSecretName)}</dd></dl>
<p class="actions"><a class="primary" href="${page.isFirst ? settings : `${settings}/secrets`}">${words.newSecretKept}</a></p></section>`
  return appDocument(page, tools, { tab: 'secrets', main })
}

function secretsPath({ basePath, app }: AppSecretsPage): string {
  return `${basePath}/developers/apps/${encodeURIComponent(app.clientId)}/secrets`
}
