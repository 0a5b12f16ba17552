import type { ShownToken, TokenListPage } from '@stagedoor/server/ports'
import { html, raw } from 'hono/html'
import { icons } from '../icons.ts'
import type { Markup } from '../markup.ts'
import { fill } from '../messages/fill.ts'
import type { PageTools } from '../page-document.ts'
import { type FieldProblem, field, problemList } from '../site/form-parts.ts'
import { showTime } from '../site/show-time.ts'
import { siteDocument } from '../site/site-document.ts'
import { plainVisibleText, visibleText } from '../visible-text.ts'
import { tokenKind, tokenMessagesFor } from './messages/index.ts'
import type { TokenMessages } from './messages/token-messages.ts'
import { showEnd } from './show-end.ts'
import { wordProblem } from './word-problem.ts'

/** Renders a person's own tokens: what each may do, how long, and when it was last used. */
export function tokenListPage(page: TokenListPage, tools: PageTools): string {
  const words = tokenMessagesFor(page.language)
  const kind = tokenKind(page.language, page.tokenName ?? '')
  const active = page.tokens.filter(({ state }) => state === 'active')
  const ended = page.tokens.filter(({ state }) => state !== 'active')
  const problems = renameProblems(page, words)
  const main = html`<h1>${kind.many}</h1>
<p>${fill(words.lead, { platform: visibleText(page.platform.name) })}</p>
${problemList(page, problems)}
${active.length === 0 ? html`<p>${words.empty}</p>` : html`<ul class="rows panel">${active.map((token, index) => activeItem(token, { page, words, id: `name-${index}` }))}</ul>`}
<p class="actions"><a class="primary" href="${page.basePath}/account/tokens/new">${words.create}</a></p>
${ended.length > 0 && html`<section aria-labelledby="ended"><h2 id="ended">${words.endedTitle}</h2><ul class="rows panel">${ended.map((token) => endedItem(token, page, words))}</ul></section>`}
${active.length > 1 && revokeAll(page, words)}`
  const title = problems.length === 0 ? kind.many : tools.messages.titleWithProblem.replace('{title}', () => kind.many)
  return siteDocument(page, tools, { title, main, notices: words.notices })
}

interface ItemSurroundings {
  readonly page: TokenListPage
  readonly words: TokenMessages
  /** Of the field for a new name. */
  readonly id: string
}

function activeItem(token: ShownToken, { page, words, id }: ItemSurroundings): Markup {
  const expires = token.expiresAt === null ? words.expiresNever : fill(words.expires, { when: showEnd(page, token.expiresAt) })
  const used =
    token.lastUsedFrom === null
      ? fill(words.lastUsed, { when: showTime(page, token.lastUsedAt) })
      : fill(words.lastUsedFrom, { when: showTime(page, token.lastUsedAt), network: html`<code>${token.lastUsedFrom}</code>` })
  return html`<li><div class="grow"><h2 class="name">${visibleText(token.name)}</h2>
<p class="facts">${ending(token)}<span>${fill(words.created, { when: showTime(page, token.createdAt) })}</span> · <span>${expires}</span> · <span>${used}</span></p>
<p>${token.scopes === null ? words.everything : token.scopes.map((title, index) => html`${index > 0 && ', '}<span>${visibleText(title)}</span>`)}</p>
${renameForm(token, { page, words, id })}</div>
${actForm(
  page,
  'revoke',
  html`<input type="hidden" name="token" value="${token.id}">
<button class="small danger" aria-label="${words.revoke}: ${plainVisibleText(token.name)}">${words.revoke}</button>`,
)}</li>`
}

function endedItem(token: ShownToken, page: TokenListPage, words: TokenMessages): Markup {
  const state = token.state === 'active' ? '' : words.states[token.state]
  return html`<li><div class="grow"><h3 class="name">${visibleText(token.name)}</h3>
<p class="facts">${ending(token)}<span>${fill(state, { when: showTime(page, token.endedAt) })}</span></p>
${token.state === 'reported' && html`<p class="caution">${icons.caution}<span>${words.reportedAdvice}</span></p>`}</div></li>`
}

function ending({ prefix, ending: last }: ShownToken): Markup | null {
  return last === null ? null : html`<code>${prefix}…${last}</code> · `
}

/** Opens without scripts; open from the start when the name that was typed could not be taken. */
function renameForm(token: ShownToken, { page, words, id }: ItemSurroundings): Markup {
  const renaming = page.renaming?.id === token.id ? page.renaming : null
  const problems = renaming === null ? [] : [{ field: id, text: wordProblem(renaming.problem, page) }]
  const value = renaming?.typed ?? token.name
  return html`<details${renaming !== null && raw(' open')}><summary aria-label="${words.rename}: ${plainVisibleText(token.name)}">${words.rename}</summary>
${actForm(
  page,
  'rename',
  html`<input type="hidden" name="token" value="${token.id}">${field(page, { id, name: 'name', label: words.newName, value, autocomplete: 'off', required: true }, problems)}
<button class="small">${words.save}</button>`,
)}</details>`
}

/** A token that went meanwhile has no field any more: its problem is said on top then. */
function renameProblems(page: TokenListPage, words: TokenMessages): readonly FieldProblem[] {
  if (page.renaming === null) return []
  const index = page.tokens.filter(({ state }) => state === 'active').findIndex(({ id }) => id === page.renaming?.id)
  return index < 0
    ? [{ field: '', text: words.notices.token_gone }]
    : [{ field: `name-${index}`, text: wordProblem(page.renaming.problem, page) }]
}

function revokeAll(page: TokenListPage, words: TokenMessages): Markup {
  return html`<section aria-labelledby="all"><h2 id="all">${words.revokeAllTitle}</h2><p>${words.revokeAllLead}</p>
<div class="actions">${actForm(page, 'revoke_all', html`<button class="secondary danger">${words.revokeAll}</button>`)}</div></section>`
}

function actForm({ basePath, csrf }: TokenListPage, act: string, content: Markup): Markup {
  return html`<form method="post" action="${basePath}/account/tokens" novalidate><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="act" value="${act}">
${content}</form>`
}
