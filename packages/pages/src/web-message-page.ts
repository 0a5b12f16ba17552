import type { WebMessagePage } from '@stagedoor/server/ports'
import { html, raw } from 'hono/html'
import { fill } from './messages/fill.ts'
import { type PageTools, pageDocument } from './page-document.ts'
import { clientName } from './shown-client.ts'

/**
 * Sends the message and closes the window; constant, so that nothing of others is ever part of a script.
 *
 * The window stays a moment: of a window that is gone, a browser may deliver the message without its source, and receivers compare that.
 */
const SEND = raw(`(() => {
const page = document.getElementById('message')
const [told, alone] = page.children
if (!window.opener) return
window.opener.postMessage(JSON.parse(page.dataset.message), page.dataset.target)
alone.hidden = true
told.hidden = false
setTimeout(() => window.close(), 300)
})()`)

/**
 * Renders the page that tells the window which opened this one what came of the sign-in.
 *
 * Without a script, or without an opener, the words that are there from the start stay: what happened, and what to do.
 *
 * @throws TypeError when the target is not an origin: `*` would tell whoever opened this window.
 */
export function webMessagePage(page: WebMessagePage, tools: PageTools): string {
  if (!/^https?:\/\/[^/]+$/.test(page.targetOrigin)) throw new TypeError('The target of a web message must be an http or https origin')
  const { messages } = tools
  const app = clientName(page.client)
  const told = page.outcome === 'allowed' ? messages.webMessageAllowed : messages.webMessageRefused
  const main = html`
<div id="message" data-target="${page.targetOrigin}" data-message="${JSON.stringify(page.message)}">
<section role="status" hidden>
<h1>${fill(told, { app })}</h1>
<p class="lead">${messages.webMessageClose}</p>
</section>
<section>
<h1>${fill(messages.webMessageAloneTitle, { app })}</h1>
<p class="lead">${fill(messages.webMessageAlone, { app })}</p>
</section>
</div>
<script nonce="${page.scriptNonce}">${SEND}</script>`
  return pageDocument(page, tools, { title: messages.webMessageWindowTitle, main })
}
