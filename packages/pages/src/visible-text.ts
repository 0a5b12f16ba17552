import { html } from 'hono/html'
import type { Markup } from './markup.ts'

/**
 * Characters that a person cannot see or that reorder what a person sees: controls, bidi marks and overrides, fillers,
 * tags, lone surrogates. Joiners and variation selectors stay behind a non-ASCII character: emoji, Persian and Hindi need them.
 */
const INVISIBLE =
  /(?<![^\x00-\x7F])[\u200C\u200D\uFE0E\uFE0F]|[[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]--[\u200C\u200D\uFE0E\uFE0F]]/gv

/** The same without exception, for values that are compared character by character. */
const INVISIBLE_IN_VALUE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gv

/**
 * Shows text of others so that it can neither hide characters nor reorder the sentence around it.
 *
 * Nothing is dropped: each invisible character becomes a small box with its code point.
 */
export function visibleText(text: string): Markup {
  return html`<bdi>${boxed(text, INVISIBLE)}</bdi>`
}

/** Shows a value for comparison: every character in stored order, left to right, whatever its script. */
export function visibleValue(text: string): Markup {
  return html`${boxed(text, INVISIBLE_IN_VALUE)}`
}

/** The same as {@link visibleText} where no markup can stand: attributes and the title. */
export function plainVisibleText(text: string): string {
  return text.replace(INVISIBLE, (character) => `[${codePointName(character)}]`)
}

/** Names a character by its code point: `U+202E`. */
export function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

function boxed(text: string, invisible: RegExp): Markup[] {
  const pieces: Markup[] = []
  let end = 0
  for (const match of text.matchAll(invisible)) {
    pieces.push(html`${text.slice(end, match.index)}<span class="invisible">${codePointName(match[0])}</span>`)
    end = match.index + match[0].length
  }
  pieces.push(html`${text.slice(end)}`)
  return pieces
}
