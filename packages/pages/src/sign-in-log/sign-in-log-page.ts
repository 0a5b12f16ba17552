import type { ShownAttempt, SignInLogPage } from '@stagedoor/server/ports'
import { html, raw } from 'hono/html'
import { appDocument } from '../developers/app-document.ts'
import type { Markup } from '../markup.ts'
import { fill } from '../messages/fill.ts'
import type { PageTools } from '../page-document.ts'
import { copyable, field } from '../site/form-parts.ts'
import { showTime } from '../site/show-time.ts'
import { visibleText } from '../visible-text.ts'
import { signInLogMessagesFor } from './messages/index.ts'
import type { SignInLogMessages } from './messages/sign-in-log-messages.ts'

/** Renders how the recent sign-ins of an app went. */
export function signInLogPage(page: SignInLogPage, tools: PageTools): string {
  const words = signInLogMessagesFor(page.language)
  const path = `${page.basePath}/developers/apps/${encodeURIComponent(page.app.clientId)}/log`
  const main = html`<section aria-labelledby="log"><h2 id="log">${words.title}</h2>
<p>${fill(words.lead, { days: String(page.keptDays) })}</p>
${filter(page, path, words)}
${
  page.attempts.length === 0
    ? html`<p class="panel">${page.show === 'failed' ? words.emptyFailed : words.empty}</p>`
    : html`<ul class="rows panel">${page.attempts.map((attempt) => item(attempt, page, { path, words }))}</ul>`
}
${pager(page, path, words)}
<p class="hint">${fill(words.unknownClient, { clientId: html`<code>${visibleText(page.app.clientId)}</code>` })}</p></section>
${finder(page, path, words)}`
  return appDocument(page, tools, { tab: 'log', main, hasProblem: page.unknownId !== null })
}

function filter({ show }: SignInLogPage, path: string, words: SignInLogMessages): Markup {
  const link = (name: SignInLogPage['show'], text: string): Markup =>
    html`<a href="${path}${name === 'failed' ? '?show=failed' : ''}"${name === show && raw(' aria-current="true"')}>${text}</a>`
  return html`<nav class="tabs" aria-label="${words.filter}">${link('all', words.showAll)}${link('failed', words.showFailed)}</nav>`
}

function item(
  { id, outcome, steps }: ShownAttempt,
  page: SignInLogPage,
  { path, words }: { readonly path: string; readonly words: SignInLogMessages },
): Markup {
  const last = steps.at(-1) ?? steps[0]
  const stopped = last.stop === null ? undefined : words.explanations[last.stop.explanation][0]
  const station = words.stations[last.station]
  return html`<li><div class="grow"><a href="${path}/${id}">${stopped ?? fill(words.reached, { station })}</a>
<p class="facts"><span class="${outcome === 'stopped' ? raw('tag danger') : raw('tag')}">${words.outcomes[outcome]}</span> ${showTime(page, Math.floor(last.at / 1000))}${stopped !== undefined && html` · ${station}`}</p></div></li>`
}

function pager({ page, hasMore, show }: SignInLogPage, path: string, words: SignInLogMessages): Markup | null {
  if (page === 1 && !hasMore) return null
  const href = (number: number): string => `${path}?${show === 'failed' ? 'show=failed&' : ''}page=${number}`
  return html`<p class="actions">${page > 1 && html`<a class="secondary" href="${href(page - 1)}">${words.newer}</a>`} ${hasMore && html`<a class="secondary" href="${href(page + 1)}">${words.older}</a>`}</p>`
}

function finder(page: SignInLogPage, path: string, words: SignInLogMessages): Markup {
  const text = words.notFound.replace('{id}', () => page.unknownId ?? '')
  const problems = page.unknownId === null ? [] : [{ field: 'id', text }]
  return html`<section class="panel"><form class="fields" action="${path}" method="get">
${field(page, { id: 'id', label: words.findLabel, hint: words.findHint, value: page.unknownId ?? '', technical: true, autocomplete: 'off' }, problems)}
<p class="actions"><button class="secondary">${words.find}</button></p></form></section>`
}

/** Shows the id of an attempt as an error page does. */
export function attemptId(id: string, words: SignInLogMessages): Markup {
  return html`<p class="error-id">${words.id}: ${copyable(id, words.id)}</p>`
}
