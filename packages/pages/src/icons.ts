import { html, raw } from 'hono/html'
import type { Markup } from './markup.ts'

/** The stage door: a lamp, a door ajar, and the light that falls out of it. Colours come from the stylesheet. */
export const doorMark: Markup = html`<svg class="door" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
<path class="beam" d="M22 33 38 39H8l3-6Z"/><path class="frame" d="M9 33V11a3 3 0 0 1 3-3h16a3 3 0 0 1 3 3v22"/>
<path class="leaf" d="M11 11.5 22 14v21l-11-2Z"/><circle class="knob" cx="19" cy="24.5" r="1.3"/>
<path class="lamp" d="M16 5a4 4 0 0 1 8 0Z"/></svg>`

/** The same as a file, for the tab of the browser: an image sees no stylesheet of the page, so it carries its colours. */
export function doorFile(accent: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><path fill="#f7b733" d="M22 33 38 39H8l3-6ZM16 5a4 4 0 0 1 8 0Z"/><path fill="#f7b733" stroke="${accent}" stroke-width="3" d="M9 33V11a3 3 0 0 1 3-3h16a3 3 0 0 1 3 3v22"/><path fill="${accent}" d="M11 11.5 22 14v21l-11-2Z"/><circle fill="#f7b733" cx="19" cy="24.5" r="1.3"/></svg>`
}

/** Icons are decoration: what they mean always stands beside them in words. */
export const icons: Readonly<Record<'write' | 'read' | 'verified' | 'caution' | 'device' | 'forward' | 'problem', Markup>> = {
  write: icon('M4 20h4L19 9l-4-4L4 16v4ZM13 7l4 4'),
  read: icon('M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z'),
  verified: icon(
    'M12 2.5 14.5 4.5l3.2-.2.9 3.1 2.7 1.8L20 12l1.3 2.8-2.7 1.8-.9 3.1-3.2-.2L12 21.5l-2.5-2-3.2.2-.9-3.1-2.7-1.8L4 12 2.7 9.2l2.7-1.8.9-3.1 3.2.2ZM8.5 12l2.5 2.5 4.5-5',
  ),
  caution: icon('M12 3.5 2.5 20h19ZM12 10v4.5M12 17v.5'),
  device: icon('M8 2.5h8a1.5 1.5 0 0 1 1.5 1.5v16a1.5 1.5 0 0 1-1.5 1.5H8A1.5 1.5 0 0 1 6.5 20V4A1.5 1.5 0 0 1 8 2.5ZM11 18.5h2'),
  forward: icon('M4 12h15M13 6l6 6-6 6'),
  problem: icon('M12 21.5a9.5 9.5 0 1 0 0-19 9.5 9.5 0 0 0 0 19ZM12 7v6M12 16.5v.5'),
}

function icon(path: string): Markup {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="${raw(path)}"/></svg>`
}
