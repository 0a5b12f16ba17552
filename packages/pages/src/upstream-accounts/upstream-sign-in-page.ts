import type { UpstreamSignInPage } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import { accountWords } from '../account/account-words.ts'
import { fill } from '../messages/fill.ts'
import type { PageTools } from '../page-document.ts'
import { chooseCatalogue } from '../site/choose-catalogue.ts'
import { problemList } from '../site/form-parts.ts'
import { siteMessagesFor } from '../site/messages/index.ts'
import { siteDocument } from '../site/site-document.ts'
import { plainVisibleText, visibleText } from '../visible-text.ts'
import { de } from './messages/de.ts'
import { en } from './messages/en.ts'
import { es } from './messages/es.ts'
import { fr } from './messages/fr.ts'
import { ja } from './messages/ja.ts'

/** Renders the page between this server and the place where accounts are: what happened, and the way there. */
export function upstreamSignInPage(page: UpstreamSignInPage, tools: PageTools): string {
  const words = chooseCatalogue([en, de, fr, es, ja], page.language)
  const { signInTitle } = accountWords(page.language)
  const problems = page.problem === null ? [] : [{ field: '', text: words.problems[page.problem] }]
  const main = html`<h1>${fill(signInTitle, { platform: visibleText(page.platform.name) })}</h1>
${problemList(page, problems)}
<p class="lead">${words.lead}</p>
<p class="more"><a class="button primary" href="${page.basePath}/account/sign-in?continue=${encodeURIComponent(page.continueAt)}&amp;again=1">${words.goOn}</a></p>`
  const title = signInTitle.replace('{platform}', () => plainVisibleText(page.platform.name))
  const heard = problems.length === 0 ? title : `${siteMessagesFor(page.language).problems} ${title}`
  return siteDocument(page, tools, { title: heard, main, width: 'narrow', notices: words.notices })
}
