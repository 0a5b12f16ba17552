import type { NewTokenPage, TokenFormPage } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import { icons } from '../icons.ts'
import type { Markup } from '../markup.ts'
import { fill } from '../messages/fill.ts'
import type { PageTools } from '../page-document.ts'
import { choice, copyable, type FieldProblem, field, formStart, problemList } from '../site/form-parts.ts'
import { siteDocument } from '../site/site-document.ts'
import { visibleText } from '../visible-text.ts'
import { tokenKind, tokenMessagesFor } from './messages/index.ts'
import type { TokenMessages } from './messages/token-messages.ts'
import { showEnd } from './show-end.ts'
import { wordProblem } from './word-problem.ts'

/** Renders the form of a new token. */
export function tokenFormPage(page: TokenFormPage, tools: PageTools): string {
  const words = tokenMessagesFor(page.language)
  const title = words.newTitle.replace('{kind}', () => tokenKind(page.language, page.tokenName ?? '').one)
  const problems = page.problems.map((problem) => ({ field: problem.field, text: wordProblem(problem, page) }))
  const main = html`<h1>${title}</h1><p>${words.newLead}</p>
${problemList(page, problems)}
${formStart(page, '/account/tokens/new')}<input type="hidden" name="draft" value="${page.draft}">
<div class="panel">
${field(page, { id: 'name', label: words.name, hint: words.nameHint, value: page.values.name, autocomplete: 'off', required: true }, problems)}
${page.scopes.length === 0 ? html`<p class="caution">${icons.caution}<span>${fill(words.mayEverything, { platform: visibleText(page.platform.name) })}</span></p>` : scopes(page, words, problems)}
${lifetimes(page, words, problems)}
</div>
<p class="actions"><button class="primary">${words.submit}</button></p></form>`
  const heard = problems.length === 0 ? title : tools.messages.titleWithProblem.replace('{title}', () => title)
  return siteDocument(page, tools, { title: heard, main })
}

function scopes({ scopes: all, values }: TokenFormPage, words: TokenMessages, problems: readonly FieldProblem[]): Markup {
  return group(
    { id: 'scope', label: words.scopes, hint: words.scopesHint },
    problems,
    html`${all.map(({ token, title }) =>
      choice({
        id: `scope_${token}`,
        label: html`${visibleText(title)} <code>${visibleText(token)}</code>`,
        checked: values.scope.includes(token),
      }),
    )}`,
  )
}

function lifetimes(page: TokenFormPage, words: TokenMessages, problems: readonly FieldProblem[]): Markup {
  return group(
    { id: 'expires', label: words.expiresLabel },
    problems,
    html`${page.lifetimes.map((lifetime) =>
      choice({
        id: `expires-${lifetime}`,
        name: 'expires',
        value: lifetime,
        type: 'radio',
        label: words.lifetimes[lifetime],
        ...(lifetime === 'never' && { hint: words.neverHint }),
        checked: page.values.expires === lifetime,
      }),
    )}`,
  )
}

/** Several boxes under one name. The way to a problem leads to the group. */
function group(
  { id, label, hint }: { readonly id: string; readonly label: string; readonly hint?: string },
  problems: readonly FieldProblem[],
  choices: Markup,
): Markup {
  const own = problems.filter((problem) => problem.field === id)
  const described = [hint !== undefined && `${id}-hint`, own.length > 0 && `${id}-problem`].filter(Boolean).join(' ')
  return html`<fieldset class="field" id="${id}" tabindex="-1"${described !== '' && html` aria-describedby="${described}"`}><legend>${label}</legend>
${hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`}
${own.length > 0 && html`<p class="field-problem" id="${id}-problem">${own.map(({ text }) => html`<span>${text}</span>`)}</p>`}
${choices}</fieldset>`
}

/** Renders a token for its owner, this once. */
export function newTokenPage(page: NewTokenPage, tools: PageTools): string {
  const words = tokenMessagesFor(page.language)
  const { one } = tokenKind(page.language, page.tokenName ?? '')
  const title = words.createdTitle.replace('{kind}', () => one)
  const expires = page.expiresAt === null ? words.expiresNever : fill(words.expires, { when: showEnd(page, page.expiresAt) })
  const main = html`<h1>${title}</h1>
<section class="panel secret" aria-labelledby="token"><h2 id="token" class="name">${visibleText(page.name)}</h2>
<p class="caution">${icons.caution}<span>${words.createdLead}</span></p>
<p>${copyable(page.token, one)}</p>
<p class="facts">${expires}</p>
<p>${words.createdUse}</p>
<p class="actions"><a class="primary" href="${page.basePath}/account/tokens">${words.createdKept}</a></p></section>`
  return siteDocument(page, tools, { title, main })
}
