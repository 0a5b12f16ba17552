import type { AppListPage } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import type { Markup } from '../markup.ts'
import { fill } from '../messages/fill.ts'
import type { PageTools } from '../page-document.ts'
import { copyable } from '../site/form-parts.ts'
import { siteDocument } from '../site/site-document.ts'
import { visibleText } from '../visible-text.ts'
import { appFace, standing } from './app-document.ts'
import type { DeveloperMessages } from './messages/developer-messages.ts'
import { developerMessagesFor } from './messages/index.ts'

/** Renders the apps of a person, and the teams that ask them in. */
export function appListPage(page: AppListPage, tools: PageTools): string {
  const words = developerMessagesFor(page.language)
  const create = html`<a class="primary" href="${page.basePath}/developers/apps/new">${words.newApp}</a>`
  const main = html`<h1>${words.title}</h1>
<p>${fill(words.lead, { platform: visibleText(page.platform.name) })}</p>
${page.invitations.length > 0 && invitations(page, words)}
${page.apps.length === 0 ? emptyState(words) : html`<ul class="rows panel">${page.apps.map((app) => appItem(app, page, words))}</ul>`}
<p class="actions">${create}</p>`
  return siteDocument(page, tools, { title: words.title, main, notices: words.notices })
}

function emptyState(words: DeveloperMessages): Markup {
  return html`<section class="panel" aria-labelledby="empty"><h2 id="empty">${words.emptyTitle}</h2>
<ol class="steps">${words.emptySteps.map((step) => html`<li>${step}</li>`)}</ol></section>`
}

function appItem(app: AppListPage['apps'][number], { basePath, portal }: AppListPage, words: DeveloperMessages): Markup {
  return html`<li>${appFace(app, basePath)}
<div class="grow"><h2 class="name"><a href="${basePath}/developers/apps/${encodeURIComponent(app.clientId)}">${visibleText(app.name)}</a></h2>
${standing(app, words, words.roles[app.role])}
<p class="client-id"><span>${portal.clientIdName}</span> ${copyable(app.clientId, portal.clientIdName)}</p></div></li>`
}

function invitations(page: AppListPage, words: DeveloperMessages): Markup {
  return html`<section aria-labelledby="invitations"><h2 id="invitations">${words.invitationsTitle}</h2>
<ul class="rows panel">${page.invitations.map(({ clientId, appName, invitedBy, role }) => {
    const names = { app: html`<strong class="name">${visibleText(appName)}</strong>`, role: words.roles[role] }
    const text =
      invitedBy === null
        ? fill(words.invitationOnly, names)
        : fill(words.invitation, { ...names, inviter: html`<strong class="name">${visibleText(invitedBy)}</strong>` })
    return html`<li><p class="grow">${text}</p>
<form class="pair-of-buttons" method="post" action="${page.basePath}/developers"><input type="hidden" name="csrf" value="${page.csrf}"><input type="hidden" name="client_id" value="${clientId}">
<button class="small" name="answer" value="decline">${words.decline}</button> <button class="small" name="answer" value="accept">${words.accept}</button></form></li>`
  })}</ul></section>`
}
