import type { SiteFrame } from '@stagedoor/server/ports'
import { html, raw } from 'hono/html'
import { icons } from '../icons.ts'
import type { Markup } from '../markup.ts'
import { siteMessagesFor } from './messages/index.ts'

/** What is wrong with one field of a form, in the person's words. */
export interface FieldProblem {
  /** `id` of the field; empty when it is about the whole form. */
  readonly field: string
  readonly text: string
}

/** One line to type into. */
export interface FieldOptions {
  /** Also the `name` unless that is given. */
  readonly id: string
  readonly name?: string
  readonly label: string | Markup
  readonly value?: string
  readonly hint?: string | Markup
  readonly type?: 'text' | 'email' | 'password' | 'url' | 'number' | 'date' | 'file'
  readonly autocomplete?: string
  readonly inputMode?: 'numeric' | 'email' | 'url' | 'text'
  readonly required?: boolean
  readonly optional?: boolean
  readonly autofocus?: boolean
  readonly rows?: number
  /** Text that is not prose: no autocorrection, left to right. */
  readonly technical?: boolean
  readonly accept?: string
}

/** Opens a form of the site. Close it with `</form>`. @param path - Below the server. */
export function formStart(
  { basePath, csrf }: SiteFrame,
  path: string,
  options: { readonly files?: boolean; readonly label?: string } = {},
): Markup {
  // The server words what is missing, in the person's language: hence novalidate.
  return html`<form class="fields" method="post" action="${basePath}${path}"${options.files && raw(' enctype="multipart/form-data"')}${options.label !== undefined && html` aria-label="${options.label}"`} novalidate>
<input type="hidden" name="csrf" value="${csrf}">`
}

/** Renders a field with its label, its hint and what is wrong with it. */
export function field(frame: SiteFrame, options: FieldOptions, problems: readonly FieldProblem[] = []): Markup {
  const { id, name = id, label, value = '', hint, optional } = options
  const own = problems.filter((problem) => problem.field === id)
  const described = [hint !== undefined && `${id}-hint`, own.length > 0 && `${id}-problem`].filter(Boolean).join(' ')
  const common = html`id="${id}" name="${name}"${options.required && raw(' required')}${options.autofocus && raw(' autofocus')}${described !== '' && html` aria-describedby="${described}"`}${own.length > 0 && raw(' aria-invalid="true"')}${options.technical && raw(' autocapitalize="none" autocorrect="off" spellcheck="false" dir="ltr"')}${options.autocomplete && html` autocomplete="${options.autocomplete}"`}`
  const control =
    options.rows === undefined
      ? html`<input type="${options.type ?? 'text'}"${options.type !== 'password' && options.type !== 'file' && html` value="${value}"`}${options.inputMode && html` inputmode="${options.inputMode}"`}${options.accept && html` accept="${options.accept}"`} ${common}>`
      : html`<textarea rows="${options.rows}" ${common}>
${value}</textarea>`
  return html`<div class="field"><label for="${id}">${label}${optional && html` <span class="optional">(${siteMessagesFor(frame.language).optional})</span>`}</label>
${hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`}
${own.length > 0 && html`<p class="field-problem" id="${id}-problem">${own.map(({ text }) => html`<span>${text}</span>`)}</p>`}
${control}</div>`
}

/** Renders a box to tick, or one of several with `type: 'radio'`. */
export function choice({
  id,
  name = id,
  value = 'on',
  label,
  hint,
  checked,
  type = 'checkbox',
}: {
  readonly id: string
  readonly name?: string
  readonly value?: string
  readonly label: string | Markup
  readonly hint?: string | Markup
  readonly checked: boolean
  readonly type?: 'checkbox' | 'radio'
}): Markup {
  return html`<div class="choice"><input type="${type}" id="${id}" name="${name}" value="${value}"${checked && raw(' checked')}${hint !== undefined && html` aria-describedby="${id}-hint"`}>
<label for="${id}">${label}</label>${hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`}</div>`
}

/** Lists on top of a form what is wrong with it, each with the way to its field. */
export function problemList(frame: SiteFrame, problems: readonly FieldProblem[]): Markup | null {
  if (problems.length === 0) return null
  const item = ({ field: id, text }: FieldProblem): Markup => html`<li>${id === '' ? text : html`<a href="#${id}">${text}</a>`}</li>`
  return html`<div class="problem" id="problems" role="alert" tabindex="-1">${icons.problem}<div><p>${siteMessagesFor(frame.language).problems}</p><ul>${problems.map(item)}</ul></div></div>`
}

/** Shows a value to take along; with scripts it has a button that copies. @param label - What it is, for who cannot see where it stands. */
export function copyable(value: string, label: string): Markup {
  return html`<span class="copyable" data-copyable="${label}"><code>${value}</code></span>`
}
