import type { ConsentPage } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import { icons } from './icons.ts'
import type { Markup } from './markup.ts'
import { fill } from './messages/fill.ts'
import type { Messages } from './messages/index.ts'
import { type PageTools, pageDocument } from './page-document.ts'
import { clientFace, clientFacts, clientName, monogram } from './shown-client.ts'
import { visibleText } from './visible-text.ts'

/** Renders the page that asks whether an app may. */
export function consentPage(page: ConsentPage, tools: PageTools): string {
  const { messages } = tools
  const title = page.extendsEarlier ? messages.consentMoreTitle : messages.consentTitle
  const names = { app: clientName(page.client), platform: visibleText(page.platform.name) }
  const main = html`
<div class="asking">${clientFace(page)}
<h1 id="title">${fill(title, names)}</h1>
${clientFacts(page.client, page.platform.name, messages)}</div>
<form method="post" action="${page.basePath}/interaction/consent" aria-labelledby="title">
<input type="hidden" name="transaction" value="${page.transaction}">
<input type="hidden" name="csrf" value="${page.csrf}">
${account(page, messages)}
${page.extendsEarlier && html`<p class="before">${messages.allowedBefore}</p>`}
${scopes(page, messages)}
<div class="decision">
${destination(page, messages)}
<div class="pair"><button class="secondary" name="decision" value="deny">${messages.deny}</button>
<button class="primary" name="decision" value="allow">${messages.allow}</button></div>
</div>
</form>`
  return pageDocument(page, tools, { title: messages.consentWindowTitle, main })
}

function account({ account: { name, username, picture } }: ConsentPage, messages: Messages): Markup {
  // The picture lies over the letter. Without width and height a picture that cannot be loaded leaves no mark, and the letter is there.
  return html`<section class="account" aria-label="${messages.account}">
<span class="face">${monogram(name)}${isPicture(picture) && html`<img src="${picture}" alt="" referrerpolicy="no-referrer">`}</span>
<span class="who"><span class="name">${visibleText(name)}</span> <span class="handle">${visibleText(username)}</span></span>
<button class="quiet" name="decision" value="switch_account">${messages.switchAccount}</button>
</section>`
}

/** Pictures only; from where they may come is for the Content-Security-Policy to say. */
function isPicture(picture: string | null): picture is string {
  return picture !== null && /^(https?:|data:image\/|\/(?!\/))/i.test(picture)
}

/** What changes things stands first and weighs more; within a kind the platform's order holds. */
function scopes({ scopes: all }: ConsentPage, messages: Messages): Markup {
  if (all.length === 0) return html`<p>${messages.noScopes}</p>`
  return html`${(['write', 'read'] as const).map((kind) => {
    const ofKind = all.filter((scope) => scope.kind === kind)
    if (ofKind.length === 0) return null
    return html`<section class="scopes ${kind}" aria-labelledby="scopes-${kind}">
<h2 id="scopes-${kind}">${kind === 'write' ? messages.writeScopes : messages.readScopes}</h2>
<ul>
${ofKind.map((scope) => scopeItem(scope, messages))}
</ul>
</section>`
  })}`
}

function scopeItem({ title, sentence, kind, isNew }: ConsentPage['scopes'][number], messages: Messages): Markup {
  return html`<li>${icons[kind]}<div><h3>${visibleText(title)}${isNew && html` <span class="new">${messages.newScope}</span>`}</h3>
<p>${visibleText(sentence)}</p></div></li>`
}

function destination({ client, device }: ConsentPage, messages: Messages): Markup {
  if (device) {
    const code = html`<strong class="user-code">${device.userCode}</strong>`
    return html`<p class="caution">${icons.caution}<span>${fill(messages.deviceCompare, { code })} ${messages.deviceWarning}</span></p>`
  }
  const sentence = client.native ? messages.returnsToNative : messages.returnsTo
  return html`<p class="destination">${icons.forward}<span>${fill(sentence, { place: html`<strong>${visibleText(client.returnsTo)}</strong>` })}</span></p>`
}
