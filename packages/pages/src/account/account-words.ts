import type { AccountProblem, SiteFrame } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import type { Markup } from '../markup.ts'
import type { PageTools } from '../page-document.ts'
import { chooseCatalogue } from '../site/choose-catalogue.ts'
import type { FieldProblem } from '../site/form-parts.ts'
import { siteMessagesFor } from '../site/messages/index.ts'
import { siteDocument } from '../site/site-document.ts'
import { waitTime } from '../wait-time.ts'
import type { AccountMessages } from './messages/account-messages.ts'
import { de } from './messages/de.ts'
import { en } from './messages/en.ts'
import { es } from './messages/es.ts'
import { fr } from './messages/fr.ts'
import { ja } from './messages/ja.ts'

/** Finds the words of the account pages in a language. */
export function accountWords(language: string): AccountMessages {
  return chooseCatalogue([en, de, fr, es, ja], language)
}

/** Words what is wrong, for its field. */
export function wordProblems(frame: SiteFrame, problems: readonly AccountProblem[]): readonly FieldProblem[] {
  const words = accountWords(frame.language)
  return problems.map(({ field, code, waitSeconds = 0 }) => ({
    field,
    text: words.problems[code].replace('{time}', () => waitTime(frame.language, waitSeconds)),
  }))
}

/** Sets an account page into the site's document; one form each, but for lists. */
export function accountDocument(
  page: SiteFrame,
  tools: PageTools,
  content: {
    readonly title: string
    readonly main: Markup
    readonly problems?: readonly FieldProblem[]
    readonly width?: 'narrow' | 'wide'
    readonly script?: string
  },
): string {
  const words = accountWords(page.language)
  const { title, main, problems = [], width = 'narrow', script = '' } = content
  const heard = problems.length === 0 ? title : `${siteMessagesFor(page.language).problems} ${title}`
  return siteDocument(page, tools, { title: heard, main, width, notices: words.notices, script })
}

/** A link to another page of the site. @param path - Below the server, with where to go on to. */
export function goesTo({ basePath }: SiteFrame, path: string, text: string): Markup {
  return html`<p class="more"><a href="${basePath}${path}">${text}</a></p>`
}

/** Adds where to go on to, to a path. */
export function withContinue(path: string, continueAt: string): string {
  return continueAt === '/account' ? path : `${path}?continue=${encodeURIComponent(continueAt)}`
}
