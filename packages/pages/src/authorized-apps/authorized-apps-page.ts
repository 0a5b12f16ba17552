import type { AuthorizedAppsPage } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import { icons } from '../icons.ts'
import type { Markup } from '../markup.ts'
import { fill } from '../messages/fill.ts'
import type { PageTools } from '../page-document.ts'
import { monogram } from '../shown-client.ts'
import { chooseCatalogue } from '../site/choose-catalogue.ts'
import { showTime } from '../site/show-time.ts'
import { siteDocument } from '../site/site-document.ts'
import { plainVisibleText, visibleText } from '../visible-text.ts'
import type { AuthorizedAppsMessages } from './messages/authorized-apps-messages.ts'
import { de } from './messages/de.ts'
import { en } from './messages/en.ts'
import { es } from './messages/es.ts'
import { fr } from './messages/fr.ts'
import { ja } from './messages/ja.ts'

/** Renders the list of what has access. */
export function authorizedAppsPage(page: AuthorizedAppsPage, tools: PageTools): string {
  const words = chooseCatalogue([en, de, fr, es, ja], page.language)
  const platform = visibleText(page.platform.name)
  const main = html`<h1>${words.title}</h1>
<p>${page.apps.length === 0 ? words.empty : fill(words.lead, { platform })}</p>
${page.apps.length > 0 && html`<ul class="rows panel">${page.apps.map((app) => appItem(app, page, words))}</ul>`}
${page.apps.length > 1 && revokeAll(page, words)}`
  return siteDocument(page, tools, { title: words.title, main, notices: words.notices })
}

type App = AuthorizedAppsPage['apps'][number]

function appItem(app: App, page: AuthorizedAppsPage, words: AuthorizedAppsMessages): Markup {
  const lastUsed = app.lastUsedAt === null ? words.notUsed : fill(words.lastUsed, { when: showTime(page, app.lastUsedAt) })
  return html`<li>${app.logo === null ? monogram(app.name) : html`<img class="logo" src="${page.basePath}${app.logo}" alt="" width="48" height="48">`}
<div class="grow"><h2 class="name">${visibleText(app.name)}</h2>
<p class="facts">${app.verified && html`<span class="verified">${icons.verified}<span>${fill(words.verified, { platform: visibleText(page.platform.name) })}</span></span> · `}${fill(words.since, { when: showTime(page, app.since) })} · ${lastUsed}</p>
${scopes(app, words)}</div>
<form method="post" action="${page.basePath}/account/apps/revoke"><input type="hidden" name="csrf" value="${page.csrf}"><input type="hidden" name="client_id" value="${app.id}">
<button class="small danger" aria-label="${words.revokeApp.replace('{app}', () => plainVisibleText(app.name))}">${words.revoke}</button></form></li>`
}

function scopes({ scopes: all }: App, words: AuthorizedAppsMessages): Markup {
  if (all.length === 0) return html`<p>${words.mayKnow}</p>`
  return html`<dl class="facts-list">${(['write', 'read'] as const).map((kind) => {
    const ofKind = all.filter((scope) => scope.kind === kind)
    if (ofKind.length === 0) return null
    return html`<dt>${kind === 'write' ? words.mayChange : words.maySee}</dt>
<dd>${ofKind.map(({ title, sentence }, index) => html`${index > 0 && ', '}<span title="${plainVisibleText(sentence)}">${visibleText(title)}</span>`)}</dd>`
  })}</dl>`
}

function revokeAll(page: AuthorizedAppsPage, words: AuthorizedAppsMessages): Markup {
  return html`<section aria-labelledby="all"><h2 id="all">${words.revokeAllTitle}</h2><p>${words.revokeAllLead}</p>
<form class="actions" method="post" action="${page.basePath}/account/apps/revoke-all"><input type="hidden" name="csrf" value="${page.csrf}">
<button class="secondary danger">${words.revokeAll}</button></form></section>`
}
