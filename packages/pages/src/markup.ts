import type { html } from 'hono/html'

/** A piece of HTML in which every value has been escaped; what the `html` template of hono makes. */
export type Markup = ReturnType<typeof html>

/**
 * Takes the finished text out of a piece of HTML.
 *
 * @throws TypeError when a value in it was a promise: pages are made of what is already known.
 */
export function markupToString(markup: Markup): string {
  if (markup instanceof Promise) throw new TypeError('A page cannot wait: give it values, not promises')
  return markup.toString()
}
