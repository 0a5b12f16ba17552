import type { FormPostPage } from '@stagedoor/server/ports'
import { html, raw } from 'hono/html'
import { fill } from './messages/fill.ts'
import { type PageTools, pageDocument } from './page-document.ts'
import { clientName } from './shown-client.ts'

/** Called on the prototype: a field named `submit` would stand in front of the form's own. */
const SUBMIT = raw('HTMLFormElement.prototype.submit.call(document.forms[0])')

/**
 * Renders the page that carries an authorization response to the app in a form (OAuth 2.0 Form Post Response Mode §2).
 *
 * @throws TypeError when `action` is not a web address: a form must never submit to `javascript:`.
 */
export function formPostPage(page: FormPostPage, tools: PageTools): string {
  if (!/^https?:\/\//i.test(page.action)) throw new TypeError('The action of a form_post page must be an http or https URL')
  const { messages } = tools
  const main = html`
<h1>${fill(messages.formPostTitle, { app: clientName(page.client) })}</h1>
<p class="lead">${messages.formPostMessage}</p>
<form method="post" action="${page.action}">
${page.fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button class="primary" type="submit">${messages.formPostContinue}</button>
</form>
<script nonce="${page.scriptNonce}">${SUBMIT}</script>`
  return pageDocument(page, tools, { title: messages.formPostContinue, main })
}
