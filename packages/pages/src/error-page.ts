import type { DeveloperNote, ErrorPage } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import { compareValues } from './compare-values.ts'
import type { Markup } from './markup.ts'
import type { Messages } from './messages/index.ts'
import { type PageTools, pageDocument } from './page-document.ts'
import { siteMessagesFor } from './site/messages/index.ts'
import { plainVisibleText, visibleText } from './visible-text.ts'

/** Renders an error that stays here: plain words for the person, exact reasons for the app's developer. */
export function errorPage(page: ErrorPage, tools: PageTools): string {
  const { messages } = tools
  const own = Object.hasOwn(messages.errors, page.code) ? messages.errors[page.code] : undefined
  const { title, message } = own ?? page
  const main = html`
<h1>${visibleText(title)}</h1>
<p class="lead">${visibleText(message)}</p>
${page.errorId !== null && html`<p class="error-id">${messages.errorId}: <code>${visibleText(page.errorId)}</code></p>`}
${page.onward !== undefined && html`<p class="more"><a href="${page.basePath}${page.onward}">${siteMessagesFor(page.language).navigation}</a></p>`}
${developerNotes(page, messages)}`
  return pageDocument(page, tools, { title: plainVisibleText(title), main })
}

function developerNotes({ developer, code }: ErrorPage, messages: Messages): Markup | null {
  if (developer.length === 0) return null
  return html`<details class="developer" open>
<summary>${messages.forDeveloper}</summary>
<ul>
${developer.map((note) => html`<li>${developerNote(note, messages)}</li>`)}
</ul>
<p class="error-id">${messages.errorCode}: <code>${visibleText(code)}</code></p>
</details>`
}

function developerNote({ text, compare }: DeveloperNote, messages: Messages): Markup {
  if (compare === undefined) return html`<p lang="en">${visibleText(text)}</p>`
  const sent = { label: compare.sentLabel, value: compare.sent, language: 'en' }
  const registered = { label: compare.registeredLabel, value: compare.registered, language: 'en' }
  return html`<p lang="en">${visibleText(text)}</p>
${compareValues(sent, registered, messages)}`
}
