import { html } from 'hono/html'
import { findFirstDifference } from './first-difference.ts'
import type { Markup } from './markup.ts'
import { fill } from './messages/fill.ts'
import type { Messages } from './messages/index.ts'
import { codePointName, visibleText, visibleValue } from './visible-text.ts'

/** One of two values. The label may be in another language than the page. */
export interface ComparedValue {
  readonly label: string
  readonly value: string
  readonly language?: string
}

/** Sets two values below each other, with the first difference marked for eyes and ears. */
export function compareValues(left: ComparedValue, right: ComparedValue, messages: Messages): Markup {
  const difference = findFirstDifference(left.value, right.value)
  const sides = [
    { ...left, side: difference?.left },
    { ...right, side: difference?.right },
  ]
  return html`<dl class="compare">
${sides.map(
  ({ label, value, language, side }) => html`<div><dt${language !== undefined && html` lang="${language}"`}>${visibleText(label)}</dt>
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
