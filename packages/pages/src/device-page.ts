import type { DevicePage } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import { icons } from './icons.ts'
import type { Markup } from './markup.ts'
import { fill } from './messages/fill.ts'
import type { Messages } from './messages/index.ts'
import { type PageTools, pageDocument } from './page-document.ts'
import { plainVisibleText, visibleText } from './visible-text.ts'

/** Renders the page where a person types the code of another device, and the two at which that ends. */
export function devicePage(page: DevicePage, tools: PageTools): string {
  const { messages } = tools
  if (page.step !== 'enter') {
    const [title, text] =
      page.step === 'allowed' ? [messages.deviceAllowedTitle, messages.deviceAllowed] : [messages.deviceDeniedTitle, messages.deviceDenied]
    return pageDocument(page, tools, { title, main: html`<h1>${title}</h1><p class="lead">${text}</p>` })
  }
  const title = messages.deviceTitle.replace('{platform}', () => plainVisibleText(page.platform.name))
  const wrong = page.problem === 'unknown' && html` aria-invalid="true" aria-describedby="problem"`
  const main = html`
<h1 id="title">${fill(messages.deviceTitle, { platform: visibleText(page.platform.name) })}</h1>
<p class="lead">${messages.deviceLead}</p>
${problem(page, messages)}
<form class="fields" method="post" action="${page.action}" aria-labelledby="title" novalidate>
<label for="user-code">${messages.deviceCode}</label>
<input id="user-code" name="user_code" type="text" class="user-code" value="${page.userCode}" autocomplete="one-time-code" autocapitalize="characters" autocorrect="off" spellcheck="false" maxlength="32" required autofocus${wrong}>
<button class="primary" type="submit">${messages.deviceContinue}</button>
</form>
<p class="caution">${icons.caution}<span>${messages.deviceWarning}</span></p>`
  return pageDocument(page, tools, { title: page.problem ? messages.titleWithProblem.replace('{title}', () => title) : title, main })
}

function problem({ problem }: DevicePage, messages: Messages): Markup | null {
  if (problem === null) return null
  return html`<div class="problem" id="problem" role="alert">${icons.problem}<a href="#user-code">${messages.deviceProblems[problem]}</a></div>`
}
