import type { FormAgainPage } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import type { PageTools } from '../page-document.ts'
import { visibleText } from '../visible-text.ts'
import { chooseCatalogue } from './choose-catalogue.ts'
import { de } from './form-again-messages/de.ts'
import { en } from './form-again-messages/en.ts'
import { es } from './form-again-messages/es.ts'
import { fr } from './form-again-messages/fr.ts'
import { ja } from './form-again-messages/ja.ts'
import { formStart } from './form-parts.ts'
import { siteDocument } from './site-document.ts'

/** Renders a form that came too late, to be sent again. */
export function formAgainPage(page: FormAgainPage, tools: PageTools): string {
  const words = chooseCatalogue([en, de, fr, es, ja], page.language)
  const shown = page.fields.filter(([, value]) => value !== '')
  const main = html`<h1>${words.title}</h1>
<p>${page.reason === 'signed_out' ? words.signedOut : words.stale} ${words.notKept}</p>
${page.reason === 'signed_out' && html`<p class="actions"><a class="secondary" href="${page.basePath}${page.signInPath}" target="_blank" rel="noopener">${words.signIn}</a></p>`}
${shown.length > 0 && html`<details class="panel"><summary>${words.given}</summary><ul class="rows">${shown.map(([, value]) => html`<li>${visibleText(value)}</li>`)}</ul></details>`}
${formStart(page, page.action, { label: words.title })}
${page.fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button class="primary">${words.send}</button></form>`
  return siteDocument(page, tools, { title: words.title, main, width: 'narrow' })
}
