import type { AppLogoPage } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import type { PageTools } from '../page-document.ts'
import { type FieldProblem, field, formStart, problemList } from '../site/form-parts.ts'
import { appDocument } from './app-document.ts'
import { developerMessagesFor } from './messages/index.ts'

/** Renders the logo of an app, and the form for another. */
export function appLogoPage(page: AppLogoPage, tools: PageTools): string {
  const words = developerMessagesFor(page.language)
  const path = `/developers/apps/${encodeURIComponent(page.app.clientId)}/logo`
  const problems: readonly FieldProblem[] = page.problem === null ? [] : [{ field: 'logo', text: words.logoProblems[page.problem] }]
  const { logo } = page.app
  const main = html`${problemList(page, problems)}<section class="panel" aria-labelledby="logo-title"><h2 id="logo-title">${words.logoNow}</h2><p>${words.logoLead}</p>
${
  logo === null
    ? html`<p>${words.logoNone}</p>`
    : html`<p><img class="logo large" src="${page.basePath}${logo}" alt="${words.logoNow}" width="128" height="128"></p>
${formStart(page, path, { files: true, label: words.removeLogo })}<button class="small danger" name="act" value="remove">${words.removeLogo}</button></form>`
}
${formStart(page, path, { files: true, label: words.upload })}
${field(page, { id: 'logo', label: words.logoFile, hint: words.logoHint, type: 'file', accept: 'image/png,image/jpeg,image/webp,image/gif', required: true }, problems)}
<p class="actions"><button class="primary">${words.upload}</button></p></form></section>`
  return appDocument(page, tools, { tab: 'logo', main, hasProblem: problems.length > 0 })
}
