import { checkName } from '../accounts/account-rules.ts'
import type { AccountProblemCode } from '../ports/account-pages.ts'
import type { TokenFormPage, TokenLifetime, TokenProblem } from '../ports/token-pages.ts'
import type { ServerContext } from '../server-context.ts'
import type { SiteVisit } from '../site/site-route.ts'

/** How long a new token may live, in seconds, the shortest first; `null`: it does not expire. */
export const tokenLifetimes: ReadonlyMap<TokenLifetime, number | null> = new Map([
  ['week', 7 * 86_400],
  ['month', 30 * 86_400],
  ['quarter', 90 * 86_400],
  ['year', 365 * 86_400],
  ['never', null],
])

/** What a form for a token came to. */
export interface CheckedTokenForm {
  readonly values: TokenFormPage['values']
  readonly problems: readonly TokenProblem[]
}

/** Reads and checks the form of a new token; keeps everything that was typed. */
export function checkTokenForm(platform: ServerContext['platform'], { parameters }: Pick<SiteVisit, 'parameters'>): CheckedTokenForm {
  const typed = parameters.get('name') ?? ''
  const name = checkName(typed)
  const known = platform.scopes.map(({ token }) => token)
  // Each scope token is a box of its own, `scope_<token>`.
  const ticked = [...parameters.keys()].filter((field) => field.startsWith('scope_')).map((field) => field.slice('scope_'.length))
  const scope = known.filter((token) => ticked.includes(token))
  const unknown = ticked.find((token) => !known.includes(token))
  const expires = [...tokenLifetimes.keys()].find((lifetime) => lifetime === parameters.get('expires'))
  const problems: readonly (TokenProblem | false)[] = [
    !name.ok && tokenNameProblem(name.code),
    unknown !== undefined && { field: 'scope', code: 'scope_unknown', value: unknown.slice(0, 100) },
    scope.length === 0 && known.length > 0 && unknown === undefined && { field: 'scope', code: 'scope_missing' },
    expires === undefined && { field: 'expires', code: 'expires_unknown' },
  ]
  return {
    values: { name: name.ok ? name.value : typed.slice(0, 1000), scope, expires: expires ?? defaultLifetime },
    problems: problems.filter((problem) => problem !== false),
  }
}

/** Chosen for who does not choose: long enough for a script, and it ends when nobody thinks of it any more. */
const defaultLifetime: TokenLifetime = 'quarter'

/** The form of a token that nobody has described yet. */
export function emptyTokenValues(): TokenFormPage['values'] {
  return { name: '', scope: [], expires: defaultLifetime }
}

/** Says what is wrong with a token's name, which follows the rules for names of people. */
export function tokenNameProblem(code: AccountProblemCode): TokenProblem {
  return { field: 'name', code: code === 'name_missing' || code === 'name_too_long' ? code : 'name_malformed' }
}
