import type { AppDirectoryPage } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import type { Markup } from '../markup.ts'
import { fill } from '../messages/fill.ts'
import type { PageTools } from '../page-document.ts'
import { siteDocument } from '../site/site-document.ts'
import { plainVisibleText, visibleText } from '../visible-text.ts'
import { appFace, standing } from './app-document.ts'
import type { DeveloperMessages } from './messages/developer-messages.ts'
import { developerMessagesFor } from './messages/index.ts'

/** Renders the apps that their developers let everybody see. */
export function appDirectoryPage(page: AppDirectoryPage, tools: PageTools): string {
  const words = developerMessagesFor(page.language)
  const title = words.directoryTitle.replace('{platform}', () => plainVisibleText(page.platform.name))
  const main = html`<h1>${fill(words.directoryTitle, { platform: visibleText(page.platform.name) })}</h1><p>${words.directoryLead}</p>
${page.apps.length === 0 ? html`<p>${words.directoryEmpty}</p>` : html`<ul class="rows panel">${page.apps.map((app) => item(app, page.basePath, words))}</ul>`}`
  return siteDocument(page, tools, { title, main })
}

function item(app: AppDirectoryPage['apps'][number], basePath: string, words: DeveloperMessages): Markup {
  const homepage = findWebAddress(app.homepage)
  return html`<li>${appFace(app, basePath)}<div class="grow"><h2 class="name">${visibleText(app.name)}</h2>
${standing({ ...app, listed: false }, words)}
${homepage && html`<p class="facts"><a href="${homepage.href}" rel="noopener noreferrer nofollow ugc">${visibleText(homepage.host)}</a></p>`}</div></li>`
}

/** Only web addresses become a link: `javascript:` in a registration must not run on our origin. */
function findWebAddress(text: string | null): URL | null {
  if (text === null || !URL.canParse(text)) return null
  const url = new URL(text)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : null
}
