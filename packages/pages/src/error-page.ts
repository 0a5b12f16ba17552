import type { DeveloperNote, ErrorPage } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import { findFirstDifference } from './first-difference.ts'
import type { Markup } from './markup.ts'
import { fill } from './messages/fill.ts'
import type { Messages } from './messages/index.ts'
import { type PageTools, pageDocument } from './page-document.ts'
import { codePointName, plainVisibleText, visibleText, visibleValue } from './visible-text.ts'

/** Renders an error that stays here: plain words for the person, exact reasons for the app's developer. */
export function errorPage(page: ErrorPage, tools: PageTools): string {
  const { messages } = tools
  const own = Object.hasOwn(messages.errors, page.code) ? messages.errors[page.code] : undefined
  const { title, message } = own ?? page
  const main = html`
<h1>${visibleText(title)}</h1>
<p class="lead">${visibleText(message)}</p>
${page.errorId !== null && html`<p class="error-id">${messages.errorId}: <code>${visibleText(page.errorId)}</code></p>`}
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
  const difference = findFirstDifference(compare.sent, compare.registered)
  const sides = [
    { label: compare.sentLabel, value: compare.sent, side: difference?.left },
    { label: compare.registeredLabel, value: compare.registered, side: difference?.right },
  ]
  return html`<p lang="en">${visibleText(text)}</p>
<dl class="compare">
${sides.map(
  ({ label, value, side }) => html`<div><dt lang="en">${visibleText(label)}</dt>
<dd><bdo dir="ltr">${difference && side ? html`${visibleValue(difference.before)}${differingCharacter(side.character, messages)}${visibleValue(side.after)}` : visibleValue(value)}</bdo></dd></div>`,
)}
</dl>
${difference && html`<p class="hint">${fill(messages.firstDifference, { position: String(difference.position) })}</p>`}`
}

/** Marks one character, for eyes and ears. A letter from beyond ASCII may look like another, so it is also named. */
function differingCharacter(character: string, messages: Messages): Markup {
  const announced = html`<span class="heard">${` ${messages.differsHere} `}</span>`
  if (character === '') return html`<mark class="end">${announced}${messages.valueEnds}</mark>`
  const isAscii = /^[\x21-\x7e]$/.test(character)
  return html`<mark>${announced}${visibleValue(character)}</mark>${!isAscii && html`<span class="code-point">${codePointName(character)}</span>`}`
}
