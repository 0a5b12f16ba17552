import { html } from 'hono/html'
import { drawEmulatorPage } from '../front-page/emulator-page.ts'
import type { KeptMail } from './outbox.ts'

/** Draws the mails as text, with links to press. */
export function drawOutbox(mails: readonly KeptMail[]): string {
  return drawEmulatorPage({
    title: 'Outbox',
    heading: 'Outbox',
    lead: html`<p class="soft">Mails that the platforms on this machine would have sent, newest first. Nobody else gets them. Reload to see new ones.</p>
      <p><a href="/">All platforms</a></p>`,
    main: mails.length === 0 ? html`<p>Nothing yet. Sign up somewhere, or ask for a new password.</p>` : mails.map(drawMail),
  })
}

function drawMail({ number, to, subject, text, platform, sentAt }: KeptMail): unknown {
  const at = new Date(sentAt).toISOString()
  return html`<article aria-labelledby="mail-${number}"><h2 id="mail-${number}">${subject}</h2>
<p class="soft">To ${to} · ${platform} · <time datetime="${at}">${at.slice(0, 19).replace('T', ' ')} UTC</time></p>
<p class="text">${linkText(text)}</p></article>`
}

/** Makes links of the addresses in a text: mails of our own have them on lines of their own. */
function linkText(text: string): unknown[] {
  return text.split(/(https?:\/\/[^\s<>"]+)/).map((piece, index) => (index % 2 === 1 ? html`<a href="${piece}">${piece}</a>` : piece))
}
