import { html } from 'hono/html'
import type { Markup } from '../markup.ts'

/**
 * Fills the words in braces of a message.
 *
 * @param message - `'{app} would like …'`
 * @param values - By name. A plain string is escaped like any other. A name without a value stays as it is, so that a test sees it.
 */
export function fill(message: string, values: Readonly<Record<string, Markup | string>>): Markup {
  const pieces = message.split(/\{(\w+)\}/)
  return html`${pieces.map((piece, index) => (index % 2 === 0 ? piece : (values[piece] ?? `{${piece}}`)))}`
}
