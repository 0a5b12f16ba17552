import type { AppDeletePage } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import { fill } from '../messages/fill.ts'
import type { PageTools } from '../page-document.ts'
import { type FieldProblem, field, formStart, problemList } from '../site/form-parts.ts'
import { plainVisibleText, visibleText } from '../visible-text.ts'
import { appDocument } from './app-document.ts'
import { developerMessagesFor } from './messages/index.ts'

/** Renders what would end with an app, and asks for its name. */
export function appDeletePage(page: AppDeletePage, tools: PageTools): string {
  const words = developerMessagesFor(page.language)
  const { app, basePath } = page
  const path = `/developers/apps/${encodeURIComponent(app.clientId)}`
  const problems: readonly FieldProblem[] = page.problem === null ? [] : [{ field: 'name', text: words.deleteNameDifferent }]
  const count = (text: string, number: number) =>
    html`<li>${text.replace('{count}', () => new Intl.NumberFormat(page.language).format(number))}</li>`
  const main = html`${problemList(page, problems)}<section class="panel" aria-labelledby="delete"><h2 id="delete">${fill(words.deleteTitle, { app: html`<span class="name">${visibleText(app.name)}</span>` })}</h2>
<p>${words.deleteLead}</p>
<ul class="plain-list">${count(words.deletePeople, page.people)}${count(words.deleteGrants, page.grants)}${count(words.deleteMembers, page.members)}<li>${words.deleteForever}</li></ul>
${formStart(page, `${path}/delete`)}
${field(page, { id: 'name', label: words.deleteName, hint: words.deleteNameHint.replace('{app}', () => plainVisibleText(app.name)), value: page.typed, required: true, autocomplete: 'off' }, problems)}
<p class="actions"><a class="secondary" href="${basePath}${path}">${words.keep}</a> <button class="secondary danger">${words.deleteApp}</button></p></form></section>`
  return appDocument(page, tools, { tab: 'settings', main, hasProblem: problems.length > 0 })
}
