import type { TryItPage, TryItResponse, TryItSecret, TryItStep } from '@stagedoor/server/ports'
import { html, raw } from 'hono/html'
import { appDocument } from '../developers/app-document.ts'
import { icons } from '../icons.ts'
import type { Markup } from '../markup.ts'
import { fill } from '../messages/fill.ts'
import type { PageTools } from '../page-document.ts'
import { choice, copyable, formStart } from '../site/form-parts.ts'
import { visibleText, visibleValue } from '../visible-text.ts'
import { tryItMessagesFor } from './messages/index.ts'
import type { TryItMessages } from './messages/try-it-messages.ts'

/** Renders the console: each request of the flow, the button for the one that is due, and the answer to the last. */
export function tryItPage(page: TryItPage, tools: PageTools): string {
  const words = tryItMessagesFor(page.language)
  const appPath = `/developers/apps/${encodeURIComponent(page.app.clientId)}`
  const isOver = page.run === null || (page.authorization === null && page.steps.every(({ state }) => state === 'done'))
  const main = html`<section aria-labelledby="try"><h2 id="try">${words.title}</h2>
<p>${words.lead}</p>
${problem(page, appPath, words)}
${page.response !== null && answer(page.response, words)}
${page.secrets.length > 0 && secrets(page.secrets, words)}
${page.isOpen && html`<p class="hint">${words.openHint}</p>`}
${isOver && page.run !== null && html`<p class="notice" role="status">${words.ended}</p>`}
<ol class="rows panel flow">${page.steps.map((step) => stepItem(step, page, { appPath, words }))}</ol>
${page.run !== null && actForm(page, { path: `${appPath}/try`, act: 'restart', label: words.restart, isMain: false })}</section>`
  return appDocument(page, tools, { tab: 'try', main, hasProblem: page.problem !== null || page.refusal !== null })
}

interface Surroundings {
  readonly words: TryItMessages
  /** Below the server. */
  readonly appPath: string
}

function problem(page: TryItPage, appPath: string, words: TryItMessages): Markup | null {
  if (page.problem === null && page.refusal === null) return null
  const error = page.refusal && html`<code>${visibleText(page.refusal.error)}</code>`
  return html`<div class="problem" id="problems" role="alert" tabindex="-1">${icons.problem}<div>${
    page.problem === null
      ? html`<p>${fill(words.refused, { error: error ?? '' })} ${visibleText(page.refusal?.description ?? '')}</p>`
      : html`<p>${words.problems[page.problem]}</p>`
  }<p><a href="${page.basePath}${appPath}/log">${words.seeLog}</a></p></div></div>`
}

function stepItem(step: TryItStep, page: TryItPage, { appPath, words }: Surroundings): Markup {
  const { name, state } = step
  const path = `${appPath}/try`
  const due = state === 'now'
  return html`<li><div class="grow"><h3>${words.steps[name]} <span class="tag">${words.states[state]}</span></h3>
<p>${words.stepHints[name]}</p>
${due && name === 'authorize' && (page.authorization === null ? beginForm(page, path, words) : authorization(page.authorization, words))}
${step.curl !== '' && code(words.curl, step.curl, words.steps[name])}
${code(words.sdk, step.sdk, words.steps[name])}
${due && name !== 'authorize' && actForm(page, { path, act: name, label: words.acts[name], isMain: name === 'exchange' || name === 'profile' })}</div></li>`
}

/** @param of - What it is the code of: a page has several of each. */
function code(label: string, text: string, of: string): Markup {
  const whole = `${of}: ${label}`
  return html`<details><summary>${label}</summary><div class="copyable" data-copyable="${whole}"><pre tabindex="0" role="region" aria-label="${whole}"><code>${text}</code></pre></div></details>`
}

function beginForm(page: TryItPage, path: string, words: TryItMessages): Markup {
  return html`<p class="hint">${words.redirectUri} <code>${visibleValue(page.redirectUri)}</code></p>
${formStart(page, path)}<input type="hidden" name="act" value="begin">
${page.scopes.length > 0 && html`<fieldset><legend>${words.scopes}</legend>${page.scopes.map(({ token, title, checked }) => choice({ id: `scope_${token}`, label: html`${visibleText(title)} <code>${token}</code>`, checked }))}</fieldset>`}
<p class="actions"><button class="primary">${words.begin}</button> <span class="hint">${words.beginHint}</span></p></form>`
}

function authorization({ url, parameters }: NonNullable<TryItPage['authorization']>, words: TryItMessages): Markup {
  return html`<h4>${words.urlTitle}</h4>
<dl class="facts-list">${parameters.map(([name, value]) => html`<dt><code>${name}</code></dt><dd><code>${visibleValue(value)}</code></dd>`)}</dl>
<details><summary>${words.wholeUrl}</summary>${copyable(url, words.wholeUrl)}</details>
<p class="actions"><a class="primary" href="${url}">${words.go}</a></p><p class="hint">${words.goHint}</p>`
}

function actForm(
  page: TryItPage,
  { path, act, label, isMain }: { readonly path: string; readonly act: string; readonly label: string; readonly isMain: boolean },
): Markup {
  return html`${formStart(page, path)}<input type="hidden" name="run" value="${page.run ?? ''}"><input type="hidden" name="act" value="${act}">
<p class="actions"><button class="${isMain ? raw('primary') : raw('secondary')}">${label}</button></p></form>`
}

function answer({ status, headers, body }: TryItResponse, words: TryItMessages): Markup {
  const title = words.response.replace('{status}', () => String(status))
  return html`<div class="panel"><h3 id="answer">${title}</h3>
<pre tabindex="0" role="region" aria-labelledby="answer"><code>${headers.map(
    ([name, value]) => html`${name}: ${visibleText(value)}
`,
  )}${
    body === ''
      ? ''
      : html`
${body}`
  }</code></pre></div>`
}

function secrets(all: readonly TryItSecret[], words: TryItMessages): Markup {
  return html`<div class="panel secret"><h3>${words.secretsTitle}</h3><p class="hint">${words.secretsHint}</p>
<dl class="facts-list">${all.map(
    ({ name, masked, value }) => html`<dt><code>${name}</code></dt><dd><code>${masked}</code>
<details><summary>${words.show.replace('{name}', () => name)}</summary>${copyable(value, name)}</details></dd>`,
  )}</dl></div>`
}
