import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import { picturesPath } from '../pictures/place-pictures.ts'
import type { KeptMail } from './outbox.ts'

const style = `
:root { color-scheme: light dark; --ink: light-dark(#1b1a22, #f1eff8); --soft: light-dark(#5d5a6b, #aca8bd);
  --line: light-dark(#dedbe8, #3a3747); --card: light-dark(#fff, #211f2b); --link: light-dark(#4a2fd4, #a999ff) }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 44rem; padding: 2.5rem 1.25rem 4rem; font: 16px/1.55 system-ui, sans-serif; color: var(--ink);
  background: light-dark(#f6f5fa, #17161e) }
h1 { font-size: 1.7rem; margin: 0 } h2 { font-size: 1.1rem; margin: 0; overflow-wrap: anywhere }
p { margin: .25rem 0 } a { color: var(--link) } .soft { color: var(--soft); overflow-wrap: anywhere }
article { margin-top: 1.25rem; padding: 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem }
.text { margin: .75rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere }
`

/** What a Content-Security-Policy must name for the style of the page. */
export const outboxStyleSource: string = `'sha256-${createHash('sha256').update(style).digest('base64')}'`

/** Draws the mails as text, with links to press. */
export function drawOutbox(mails: readonly KeptMail[]): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="${picturesPath}emulator/stagedoor/64x64.svg">
<title>Outbox</title>
<style>${raw(style)}</style>
</head>
<body>
<header><h1>Outbox</h1>
<p class="soft">Mails that the platforms on this machine would have sent, newest first. Nobody else gets them. Reload to see new ones.</p>
<p><a href="/">All platforms</a></p></header>
<main>${mails.length === 0 ? html`<p>Nothing yet. Sign up somewhere, or ask for a new password.</p>` : mails.map(drawMail)}</main>
</body>
</html>
`.toString()
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
