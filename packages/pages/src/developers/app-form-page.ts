import type { AppFormPage, AppFormProblem, AppFormValues } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import type { Markup } from '../markup.ts'
import { fill } from '../messages/fill.ts'
import type { PageTools } from '../page-document.ts'
import { choice, type FieldProblem, field, formStart, problemList } from '../site/form-parts.ts'
import { siteDocument } from '../site/site-document.ts'
import { plainVisibleText, visibleText, visibleValue } from '../visible-text.ts'
import { appDocument } from './app-document.ts'
import type { DeveloperMessages } from './messages/developer-messages.ts'
import { developerMessagesFor } from './messages/index.ts'
import { redirectUriField } from './redirect-uri-field.ts'
import { redirectUriScript } from './redirect-uri-script.ts'

/** Renders the form of an app, new or there. */
export function appFormPage(page: AppFormPage, tools: PageTools): string {
  const words = developerMessagesFor(page.language)
  const problems = page.problems.map((problem) => toFieldProblem(problem, words))
  const hasProblem = problems.length > 0 || page.meanwhile !== null
  const script = redirectUriScript(page, words)
  if (page.app !== null) {
    const main = html`${form(page, problems, words)}${page.app.role === 'owner' && deleteLink(page.app, words)}`
    return appDocument(page.app, tools, { tab: 'settings', main, hasProblem, script })
  }
  const main = html`<h1>${words.newTitle}</h1><p>${words.newLead}</p>${form(page, problems, words)}`
  const title = hasProblem ? tools.messages.titleWithProblem.replace('{title}', () => words.newTitle) : words.newTitle
  return siteDocument(page, tools, { title, main, notices: words.notices, script })
}

function form(page: AppFormPage, problems: readonly FieldProblem[], words: DeveloperMessages): Markup {
  const { app, values, choices, portal, version, draft } = page
  const path = app === null ? '/developers/apps/new' : `/developers/apps/${encodeURIComponent(app.app.clientId)}`
  return html`${problemList(page, problems)}
${page.meanwhile !== null && conflict(words)}
${formStart(page, path)}
${app === null ? html`<input type="hidden" name="draft" value="${draft}">` : html`<input type="hidden" name="version" value="${version}">`}
<section class="panel">
${field(page, { id: 'name', label: words.name, hint: words.nameHint, value: values.name, required: true, autocomplete: 'off' }, problems)}
${savedNow(page, words, 'name')}
${field(page, { id: 'homepage', label: words.homepage, hint: words.homepageHint, value: values.homepage, optional: true, technical: true, inputMode: 'url', autocomplete: 'url' }, problems)}
${savedNow(page, words, 'homepage')}
</section>
<section class="panel">
${redirectUriField(page, problems, words)}
${savedNow(page, words, 'redirectUris')}
${advice(page, words)}
${choices.redirectUris.customSchemes && applicationType(page, words)}
</section>
${choices.scopes.length > 0 && scopes(page, problems, words)}
${choices.kinds.length > 1 && (app === null ? kinds(page, words) : html`<p class="hint">${words.kind}: <strong>${words.kinds[values.kind].label}</strong>. ${words.kinds[values.kind].hint}</p>`)}
${portal.listing !== null && listing(page, portal.listing, words)}
<p class="actions"><button class="primary">${app === null ? words.create : words.save}</button></p>
</form>`
}

function applicationType(page: AppFormPage, words: DeveloperMessages): Markup {
  const { values } = page
  return html`<fieldset><legend>${words.applicationType}</legend>
${(['web', 'native'] as const).map((value) => choice({ id: `application-${value}`, name: 'application_type', value, type: 'radio', checked: values.applicationType === value, ...words.applicationTypes[value] }))}
${savedNow(page, words, 'applicationType')}</fieldset>`
}

function scopes(page: AppFormPage, problems: readonly FieldProblem[], words: DeveloperMessages): Markup {
  const { values, choices } = page
  const own = problems.filter((problem) => problem.field === 'scope')
  return html`<section class="panel"><fieldset id="scope" tabindex="-1"${own.length > 0 && html` aria-describedby="scope-problem"`}><legend>${words.scopes}</legend><p class="hint">${words.scopesHint}</p>
${own.length > 0 && html`<p class="field-problem" id="scope-problem">${own.map(({ text }) => html`<span>${text}</span>`)}</p>`}
${choices.scopes.map(({ token, title, sentence }, index) =>
  choice({
    id: `scope-${index}`,
    name: `scope_${token}`,
    label: html`${visibleText(title)} <code>${token}</code>`,
    hint: visibleText(sentence),
    checked: values.scope.includes(token),
  }),
)}
${savedNow(page, words, 'scope')}</fieldset></section>`
}

function kinds({ values, choices }: AppFormPage, words: DeveloperMessages): Markup {
  return html`<section class="panel"><fieldset><legend>${words.kind}</legend>
${choices.kinds.map((value) => choice({ id: `kind-${value}`, name: 'kind', value, type: 'radio', checked: values.kind === value, ...words.kinds[value] }))}
</fieldset></section>`
}

function listing(page: AppFormPage, { title, sentence }: NonNullable<AppFormPage['portal']['listing']>, words: DeveloperMessages): Markup {
  return html`<section class="panel"><fieldset><legend>${words.listing}</legend>
${choice({ id: 'listed', label: title, hint: sentence, checked: page.values.listed })}
${savedNow(page, words, 'listed')}</fieldset></section>`
}

function advice({ advice: all }: AppFormPage, words: DeveloperMessages): Markup | null {
  if (all.length === 0) return null
  return html`<div class="advice"><p>${words.advice}</p><ul>${all.map((problem) => html`<li>${inWords(problem, words)}</li>`)}</ul></div>`
}

function conflict(words: DeveloperMessages): Markup {
  return html`<div class="problem" role="alert"><div><p><strong>${words.conflictTitle}</strong></p><p>${words.conflictLead}</p></div></div>`
}

/** What is saved now in a field, where that is not what was typed. */
function savedNow({ meanwhile, values }: AppFormPage, words: DeveloperMessages, name: keyof AppFormValues): Markup | null {
  if (meanwhile === null || writeValue(meanwhile[name], words) === writeValue(values[name], words)) return null
  const text = writeValue(meanwhile[name], words)
  const value = text === '' ? html`${words.conflictEmpty}` : html`<code class="saved-value">${visibleValue(text)}</code>`
  return html`<p class="saved-now">${fill(words.conflictNow, { value })}</p>`
}

function writeValue(value: AppFormValues[keyof AppFormValues], words: DeveloperMessages): string {
  if (typeof value === 'boolean') return value ? words.yes : words.no
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : value.join(' ')
}

function deleteLink({ app, basePath }: NonNullable<AppFormPage['app']>, words: DeveloperMessages): Markup {
  return html`<p class="actions"><a class="danger-link" href="${basePath}/developers/apps/${encodeURIComponent(app.clientId)}/delete">${words.deleteLink}</a></p>`
}

/** Ids of the fields on the page. */
const FIELD_IDS: Readonly<Record<AppFormProblem['field'], string>> = {
  name: 'name',
  homepage: 'homepage',
  redirectUris: 'redirect_uris',
  scope: 'scope',
  kind: 'kind-public',
}

function toFieldProblem(problem: AppFormProblem, words: DeveloperMessages): FieldProblem {
  return { field: FIELD_IDS[problem.field], text: inWords(problem, words) }
}

/** Words a problem; a name in it was typed by somebody, and is made visible. */
function inWords({ code, message, line, suggestion, value = '' }: AppFormProblem, words: DeveloperMessages): string {
  const known = Object.hasOwn(words.problems, code) ? words.problems[code] : undefined
  const said = (known ?? message).replace('{value}', () => plainVisibleText(value))
  const hint = suggestion === undefined ? said : `${said} ${words.suggestion.replace('{suggestion}', () => plainVisibleText(suggestion))}`
  return line === undefined ? hint : words.line.replace('{line}', String(line + 1)).replace('{problem}', () => hint)
}
