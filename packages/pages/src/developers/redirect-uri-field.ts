import type { AppFormPage } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import type { Markup } from '../markup.ts'
import { fill } from '../messages/fill.ts'
import { type FieldProblem, field } from '../site/form-parts.ts'
import { visibleText } from '../visible-text.ts'
import type { DeveloperMessages } from './messages/developer-messages.ts'

/** Renders the list of redirect URIs, one a line, with the rules of this platform and what its documentation says. */
export function redirectUriField(page: AppFormPage, problems: readonly FieldProblem[], words: DeveloperMessages): Markup {
  const { values, choices, portal, platform } = page
  const rules = choices.redirectUris
  const all = [
    rules.schemes === 'https-and-loopback' ? words.rules.https : words.rules.http,
    rules.customSchemes && words.rules.custom,
    rules.refusesLocalhost && words.rules.noLocalhost,
    words.rules.none,
    words.rules.exact,
  ].filter((rule) => rule !== false)
  const says = { platform: visibleText(platform.name), words: html`<q lang="en">${portal.redirectUriHint ?? ''}</q>` }
  return html`${field(
    page,
    {
      id: 'redirect_uris',
      label: words.redirectUris,
      hint: words.redirectUrisHint.replace('{count}', String(rules.maxCount)),
      value: values.redirectUris,
      rows: Math.min(12, Math.max(4, values.redirectUris.split('\n').length + 1)),
      technical: true,
      ...(rules.required ? { required: true } : { optional: true }),
    },
    problems,
  )}
<div class="live" id="redirect-uris-live" role="status" hidden></div>
<details class="rules"><summary>${words.rulesTitle}</summary><ul>${all.map((rule) => html`<li>${rule}</li>`)}</ul></details>
${portal.redirectUriHint !== null && html`<p class="hint platform-says">${fill(words.platformSays, says)}</p>`}`
}
