import { accountRules } from './account-rules.ts'
import { consentRules } from './consent-rules.ts'
import { controlRules } from './control-rules.ts'
import { developerRules } from './developer-rules.ts'
import { errorRules } from './error-rules.ts'
import { flowRules } from './flow-rules.ts'
import { foundationRules } from './foundation-rules.ts'
import { siteRules } from './site-rules.ts'

/** Everything but the colours of a look, which come before it. */
export const stylesheet: string = compact(
  [foundationRules, controlRules, consentRules, errorRules, siteRules, accountRules, developerRules, flowRules].join('\n'),
)

/** Takes out comments and indentation; the rules stay one a line. */
function compact(css: string): string {
  return css
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\n\s*/g, '\n')
    .replace(/\{\n/g, '{')
    .replace(/;\n(?!\n)/g, ';')
    .replace(/;\}/g, '}')
    .trim()
}
