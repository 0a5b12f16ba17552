import type { RegistrationProblem } from './registration-problem.ts'

/** Longest name of an app, in characters as a person counts them. */
export const longestAppName = 80
const longestHomepage = 2000

/**
 * Checks the name under which people will meet an app.
 *
 * Markup is a name like any other: pages show it as text. What cannot be seen, or turns the direction of what follows, is refused.
 * Codes: `name_missing`, `name_length`, `name_character`.
 */
export function checkAppName(text: string): RegistrationProblem | undefined {
  const name = text.trim()
  if (name === '')
    return { field: 'name', code: 'name_missing', message: 'Give the app a name: people see it when they are asked to allow it.' }
  const value = String(longestAppName)
  if (name.length > 4 * longestAppName || [...name].length > longestAppName) {
    return { field: 'name', code: 'name_length', message: `A name has at most ${value} characters.`, value }
  }
  if (!isShowable(name) || !/[\p{L}\p{N}\p{S}]/u.test(name)) {
    return {
      field: 'name',
      code: 'name_character',
      message: 'A name has letters, digits or symbols that people can see, and nothing that hides or reorders them.',
    }
  }
  return undefined
}

/** Checks the address of an app's own site; an empty one is none. Codes: `homepage_length`, `homepage_address`. */
export function checkHomepage(text: string): RegistrationProblem | undefined {
  const homepage = text.trim()
  if (homepage === '') return undefined
  const value = String(longestHomepage)
  if (homepage.length > longestHomepage) {
    return { field: 'homepage', code: 'homepage_length', message: `An address has at most ${value} characters.`, value }
  }
  if (!/^https?:\/\/[^\s@]+$/i.test(homepage) || !isShowable(homepage) || !URL.canParse(homepage)) {
    const suggestion = /^[\w-]+(?:\.[\w-]+)+(?:\/\S*)?$/.test(homepage) ? { suggestion: `https://${homepage}` } : {}
    return { field: 'homepage', code: 'homepage_address', message: 'The site is a web address that starts with https://.', ...suggestion }
  }
  return undefined
}

/** Well-formed text in which nothing is hidden: no controls, no bidi marks and overrides, no fillers; joiners stay, for emoji and Persian. */
function isShowable(text: string): boolean {
  return (
    text.isWellFormed() && !/[[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]--[\u200C\u200D\uFE0E\uFE0F]]/v.test(text)
  )
}
