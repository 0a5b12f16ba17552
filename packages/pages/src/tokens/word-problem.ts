import type { SiteFrame, TokenProblem } from '@stagedoor/server/ports'
import { plainVisibleText } from '../visible-text.ts'
import { tokenMessagesFor } from './messages/index.ts'

/** Says what is wrong, in the person's language. */
export function wordProblem({ code, value = '' }: TokenProblem, { language, platform }: Pick<SiteFrame, 'language' | 'platform'>): string {
  const said = { platform: plainVisibleText(platform.name), value: plainVisibleText(value) }
  return tokenMessagesFor(language).problems[code].replace(/\{(platform|value)\}/g, (_, name) =>
    name === 'value' ? said.value : said.platform,
  )
}
