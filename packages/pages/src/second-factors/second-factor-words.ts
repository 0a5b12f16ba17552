import type { SecondFactorProblem, SiteFrame } from '@stagedoor/server/ports'
import type { Markup } from '../markup.ts'
import type { PageTools } from '../page-document.ts'
import { chooseCatalogue } from '../site/choose-catalogue.ts'
import type { FieldProblem } from '../site/form-parts.ts'
import { siteMessagesFor } from '../site/messages/index.ts'
import { siteDocument } from '../site/site-document.ts'
import { waitTime } from '../wait-time.ts'
import { de } from './messages/de.ts'
import { en } from './messages/en.ts'
import { es } from './messages/es.ts'
import { fr } from './messages/fr.ts'
import { ja } from './messages/ja.ts'
import type { SecondFactorMessages } from './messages/second-factor-messages.ts'

/** Finds the words of the second step in a language. */
export function secondFactorWords(language: string): SecondFactorMessages {
  return chooseCatalogue([en, de, fr, es, ja], language)
}

/** Words what is wrong, for its field. */
export function wordFactorProblems({ language }: SiteFrame, problems: readonly SecondFactorProblem[]): readonly FieldProblem[] {
  const words = secondFactorWords(language)
  return problems.map(({ field, code, waitSeconds = 0 }) => ({
    field,
    text: words.problems[code].replace('{time}', () => waitTime(language, waitSeconds)),
  }))
}

/** Sets a page of the second step into the site's document. */
export function secondFactorDocument(
  page: SiteFrame,
  tools: PageTools,
  { title, main, problems = [] }: { readonly title: string; readonly main: Markup; readonly problems?: readonly FieldProblem[] },
): string {
  const heard = problems.length === 0 ? title : `${siteMessagesFor(page.language).problems} ${title}`
  return siteDocument(page, tools, { title: heard, main, width: 'narrow', notices: secondFactorWords(page.language).notices })
}
