import type { PasskeysPage, ShownPasskey } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import type { Markup } from '../markup.ts'
import { fill } from '../messages/fill.ts'
import type { PageTools } from '../page-document.ts'
import { field, problemList } from '../site/form-parts.ts'
import { siteMessagesFor } from '../site/messages/index.ts'
import { showTime } from '../site/show-time.ts'
import { siteDocument } from '../site/site-document.ts'
import { plainVisibleText, visibleText } from '../visible-text.ts'
import type { PasskeyMessages } from './messages/passkey-messages.ts'
import { passkeyCreationScript } from './passkey-script.ts'
import { passkeyWords } from './passkey-words.ts'

/** Renders the passkeys of a person, and the form that makes another one. */
export function passkeysPage(page: PasskeysPage, tools: PageTools): string {
  const words = passkeyWords(page.language)
  const problems = page.problems.map(({ field: id, code }) => ({ field: id, text: words.problems[code] }))
  const main = html`<h1>${words.title}</h1>
<p class="lead">${words.lead}</p>
${problemList(page, problems)}
${page.passkeys.length > 0 && html`<ul class="rows panel">${page.passkeys.map((passkey) => passkeyItem(passkey, page, words))}</ul>`}
<section class="panel" aria-labelledby="add"><h2 id="add">${words.addTitle}</h2>
<noscript><p>${words.needsScript}</p></noscript>
<p id="passkeys-unsupported" hidden>${words.unsupported}</p>
<form class="fields" id="new-passkey" method="post" action="${page.basePath}/account/passkeys" data-offer="${describeOffer(page)}" novalidate>
<input type="hidden" name="csrf" value="${page.csrf}"><input type="hidden" name="act" value="add">
<input type="hidden" name="challenge" value="${page.offer.challenge}"><input type="hidden" name="response">
${field(page, { id: 'name', label: words.name, hint: words.nameHint, value: page.typed, required: true, autocomplete: 'off' }, problems)}
<button class="primary">${words.add}</button>
</form></section>`
  const title = problems.length === 0 ? words.title : `${siteMessagesFor(page.language).problems} ${words.title}`
  return siteDocument(page, tools, { title, main, notices: words.notices, script: passkeyCreationScript })
}

function describeOffer({ offer, platform }: PasskeysPage): string {
  return JSON.stringify({ ...offer, rpName: platform.name })
}

function passkeyItem({ id, name, createdAt, lastUsedAt }: ShownPasskey, page: PasskeysPage, words: PasskeyMessages): Markup {
  const facts = [
    fill(words.added, { when: showTime(page, createdAt) }),
    lastUsedAt === null ? html`${words.neverUsed}` : fill(words.lastUsed, { when: showTime(page, lastUsedAt) }),
  ]
  return html`<li><div class="grow"><h2 class="name">${visibleText(name)}</h2>
<p class="facts">${facts.map((fact) => html`<span>${fact}</span>`)}</p></div>
<form method="post" action="${page.basePath}/account/passkeys"><input type="hidden" name="csrf" value="${page.csrf}"><input type="hidden" name="act" value="remove"><input type="hidden" name="passkey" value="${id}">
<button class="small danger" aria-label="${words.removeNamed.replace('{name}', () => plainVisibleText(name))}">${words.remove}</button></form></li>`
}
