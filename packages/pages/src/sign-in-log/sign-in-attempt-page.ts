import type { ShownAttempt, ShownStep, ShownStop, SignInAttemptPage } from '@stagedoor/server/ports'
import { html, raw } from 'hono/html'
import { compareValues } from '../compare-values.ts'
import { appDocument } from '../developers/app-document.ts'
import type { Markup } from '../markup.ts'
import { fill } from '../messages/fill.ts'
import type { Messages } from '../messages/index.ts'
import type { PageTools } from '../page-document.ts'
import { showTime } from '../site/show-time.ts'
import { visibleText, visibleValue } from '../visible-text.ts'
import { signInLogMessagesFor } from './messages/index.ts'
import type { SignInLogMessages } from './messages/sign-in-log-messages.ts'
import { attemptId } from './sign-in-log-page.ts'

interface Surroundings {
  readonly words: SignInLogMessages
  readonly messages: Messages
  /** Of the app, below the server. */
  readonly appPath: string
}

/** Renders one sign-in: what happened, step by step, and why it stopped. */
export function signInAttemptPage(page: SignInAttemptPage, tools: PageTools): string {
  const words = signInLogMessagesFor(page.language)
  const appPath = `${page.basePath}/developers/apps/${encodeURIComponent(page.app.clientId)}`
  const { attempt } = page
  const [first] = attempt.steps
  const surroundings = { words, messages: tools.messages, appPath }
  const main = html`<section aria-labelledby="attempt"><p><a href="${appPath}/log">${words.back}</a></p>
<h2 id="attempt">${words.attemptTitle}</h2>
<p><span class="${attempt.outcome === 'stopped' ? raw('tag danger') : raw('tag')}">${words.outcomes[attempt.outcome]}</span> ${showTime(page, Math.floor(first.at / 1000))}</p>
${attemptId(attempt.id, words)}
<h3>${words.stepsTitle}</h3>
<ol class="rows panel flow">${attempt.steps.map((step) => stepItem(step, attempt, surroundings))}</ol>
<p class="hint">${words.withheld}</p></section>`
  return appDocument(page, tools, { tab: 'log', main })
}

function stepItem(step: ShownStep, { steps: [first] }: ShownAttempt, surroundings: Surroundings): Markup {
  const { words } = surroundings
  const seconds = ((step.at - first.at) / 1000).toFixed(1)
  return html`<li><div class="grow"><p><strong>${words.stations[step.station]}</strong> ${step.stop !== null && html`<span class="tag danger">${words.stoppedHere}</span>`}</p>
${step.stop === null ? html`<p>${words.passed[step.station]}</p>` : stopDetail(step.stop, surroundings)}
<p class="facts"><time datetime="${new Date(step.at).toISOString()}">${new Date(step.at).toISOString().slice(11, 23)} UTC</time>${step.at > first.at && html` · ${fill(words.afterStart, { seconds })}`}</p></div></li>`
}

function stopDetail(stop: ShownStop, { words, messages, appPath }: Surroundings): Markup {
  const [what, fix] = words.explanations[stop.explanation]
  const remedyPath = stop.remedy === 'secrets' ? `${appPath}/secrets` : appPath
  return html`<p><strong>${what}.</strong> ${fix}</p>
${facts(stop, words, messages)}
${stop.remedy !== null && html`<p><a href="${remedyPath}">${words.remedies[stop.remedy]}</a></p>`}
<dl class="facts-list">${stop.error !== null && html`<dt>${words.errorSent}</dt><dd><code>${visibleText(stop.error)}</code></dd>`}
<dt>${words.reason}</dt><dd><code>${visibleText(stop.reason)}</code></dd>
${stop.spec !== null && html`<dt>${words.rule}</dt><dd>${stop.spec}</dd>`}</dl>`
}

function facts(
  { facts: { sent, expected, missing, secondsLate, verifier }, explanation }: ShownStop,
  words: SignInLogMessages,
  messages: Messages,
): Markup {
  const tokens = (text: string): Markup => html`<code>${visibleValue(text)}</code>`
  const expectedLabel =
    explanation.startsWith('redirect_uri_') && explanation !== 'redirect_uri_changed' ? words.registered : words.expected
  return html`${sent !== undefined && expected !== undefined && compareValues({ label: words.sent, value: sent }, { label: expectedLabel, value: expected }, messages)}
${sent !== undefined && expected === undefined && html`<p>${words.sent}: ${tokens(sent)}</p>`}
${missing !== undefined && missing !== '' && html`<p>${fill(words.missing, { tokens: tokens(missing) })}</p>`}
${missing !== undefined && expected !== undefined && expected !== '' && html`<p>${fill(explanation === 'insufficient_scope' ? words.tokenHas : words.allowed, { tokens: tokens(expected) })}</p>`}
${secondsLate !== undefined && html`<p>${fill(words.secondsLate, { seconds: String(secondsLate) })}</p>`}
${verifier !== undefined && html`<p>${words.verifiers[verifier]}</p>`}`
}
