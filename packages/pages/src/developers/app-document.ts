import type { AppFrame, AppTab, ShownApp } from '@stagedoor/server/ports'
import { html, raw } from 'hono/html'
import { icons } from '../icons.ts'
import type { Markup } from '../markup.ts'
import { fill } from '../messages/fill.ts'
import type { PageTools } from '../page-document.ts'
import { monogram } from '../shown-client.ts'
import { copyable } from '../site/form-parts.ts'
import { showTime } from '../site/show-time.ts'
import { siteDocument } from '../site/site-document.ts'
import { plainVisibleText, visibleText } from '../visible-text.ts'
import type { DeveloperMessages } from './messages/developer-messages.ts'
import { developerMessagesFor } from './messages/index.ts'

/** What a page of one app is made of, below the app's head. */
export interface AppContent {
  readonly tab: AppTab
  readonly main: Markup
  /** Notices of the tab, beside those of the portal. */
  readonly notices?: Readonly<Record<string, string>>
  /** Whether the form on it is shown again. */
  readonly hasProblem?: boolean
  readonly script?: string
}

/** Sets a page of one app below the app's name, id and tabs. */
export function appDocument(page: AppFrame, tools: PageTools, content: AppContent): string {
  const words = developerMessagesFor(page.language)
  const plain = `${words.tabs[content.tab]} · ${plainVisibleText(page.app.name)}`
  const title = content.hasProblem ? tools.messages.titleWithProblem.replace('{title}', () => plain) : plain
  const notices = { ...words.notices, ...content.notices }
  const main = html`${appHead(page, words)}
${tabs(page, content.tab, words)}
${content.main}`
  return siteDocument(page, tools, { title, main, notices, ...(content.script !== undefined && { script: content.script }) })
}

function appHead(page: AppFrame, words: DeveloperMessages): Markup {
  const { app, portal, basePath } = page
  const since = { platform: visibleText(page.platform.name), when: showTime(page, app.disabledAt) }
  return html`<p><a href="${basePath}/developers">${words.allApps}</a></p>
<div class="app-head">${appFace(app, basePath)}<div class="grow"><h1 class="name">${visibleText(app.name)}</h1>
${standing(app, words)}
<p class="client-id"><span>${portal.clientIdName}</span> ${copyable(app.clientId, portal.clientIdName)}</p></div></div>
${app.disabledAt !== null && html`<p class="caution" role="note">${icons.caution}<span>${fill(words.disabledLead, since)}</span></p>`}`
}

function tabs({ tabs: names, app, basePath }: AppFrame, current: AppTab, words: DeveloperMessages): Markup {
  const base = `${basePath}/developers/apps/${encodeURIComponent(app.clientId)}`
  const href = (name: AppTab): string => (name === 'settings' ? base : `${base}/${name}`)
  return html`<nav class="tabs" aria-label="${words.tabsLabel}">${names.map(
    (name) => html`<a href="${href(name)}"${name === current && raw(' aria-current="page"')}>${words.tabs[name]}</a>`,
  )}</nav>`
}

/** Shows an app's logo, or the first letter of its name. */
export function appFace({ logo, name }: ShownApp, basePath: string): Markup {
  return logo === null ? monogram(name) : html`<img class="logo" src="${basePath}${logo}" alt="" width="48" height="48">`
}

/** Says in short words what an app is beyond its name. */
export function standing({ disabledAt, listed, verified }: ShownApp, words: DeveloperMessages, role?: string): Markup | null {
  const tags = [
    role !== undefined && html`<span class="tag">${role}</span>`,
    disabledAt !== null && html`<span class="tag danger">${words.disabled}</span>`,
    verified && html`<span class="tag">${words.verified}</span>`,
    listed && html`<span class="tag">${words.listed}</span>`,
  ].filter((tag) => tag !== false)
  return tags.length === 0 ? null : html`<p class="facts">${tags.map((tag) => html`${tag} `)}</p>`
}
