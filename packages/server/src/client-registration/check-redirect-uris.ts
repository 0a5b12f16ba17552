import type { RedirectUriRules } from '@stagedoor/platforms'
import { parseRedirectUri, type RedirectUri } from '@stagedoor/protocol'
import type { RegistrationProblem } from './registration-problem.ts'

/** What became of a list of redirect URIs. */
export interface CheckedRedirectUris {
  /** Those that keep the rules, in their order. */
  readonly accepted: readonly RedirectUri[]
  readonly problems: readonly RegistrationProblem[]
  /** What is allowed and still worth a second thought; by the same indices. */
  readonly advice: readonly RegistrationProblem[]
}

/**
 * Checks every redirect URI of an app by the rules of its platform (RFC 6749 §3.1.2, RFC 8252 §7), each with its own problem.
 *
 * Codes: those of `parseRedirectUri`, and `redirect_uri_` + `count`, `space`, `duplicate`. Advice: `redirect_uri_plain_http`, `redirect_uri_scheme_without_dot`.
 */
export function checkRedirectUris(rules: RedirectUriRules, texts: readonly string[]): CheckedRedirectUris {
  const accepted: RedirectUri[] = []
  const problems: RegistrationProblem[] = []
  const advice: RegistrationProblem[] = []
  if (texts.length > rules.maxCount) problems.push(tooMany(rules))
  for (const [index, text] of texts.slice(0, rules.maxCount).entries()) {
    const found = checkOne(rules, text, texts.indexOf(text) < index)
    if ('problem' in found) problems.push({ ...found.problem, index })
    else {
      accepted.push(found.uri)
      const hint = findAdvice(found.uri)
      if (hint !== undefined) advice.push({ ...hint, index })
    }
  }
  return { accepted, problems, advice }
}

function tooMany({ maxCount }: RedirectUriRules): RegistrationProblem {
  const value = String(maxCount)
  return { field: 'redirectUris', code: 'redirect_uri_count', message: `There are at most ${value} redirect URIs.`, index: maxCount, value }
}

function checkOne(
  rules: RedirectUriRules,
  text: string,
  isRepeated: boolean,
): { readonly uri: RedirectUri } | { readonly problem: RegistrationProblem } {
  if (text !== text.trim()) {
    return { problem: problem('space', 'There is a space before or after the redirect URI: URIs are compared byte by byte.', text.trim()) }
  }
  if (isRepeated) return { problem: problem('duplicate', 'This redirect URI is in the list already.') }
  const uri = parseRedirectUri(text, rules)
  if (uri.ok) return { uri: uri.value }
  const { code, message } = uri.problem
  const value = code === 'redirect_uri_length' ? { value: String(rules.maxLength) } : {}
  return { problem: { field: 'redirectUris', code, message, ...suggest(rules, text, code), ...value } }
}

/** A suggestion is only made when it would be taken. */
function suggest(rules: RedirectUriRules, text: string, code: string): { readonly suggestion?: string } {
  const suggestion = SUGGESTIONS[code]?.(text)
  return suggestion !== undefined && suggestion !== text && parseRedirectUri(suggestion, rules).ok ? { suggestion } : {}
}

const SUGGESTIONS: Readonly<Record<string, (text: string) => string | undefined>> = {
  redirect_uri_fragment: (text) => text.slice(0, text.indexOf('#')),
  redirect_uri_userinfo: (text) => text.replace(/^(\w+:\/\/)[^/?]*@/, '$1'),
  redirect_uri_scheme: (text) => text.replace(/^http:/i, 'https:'),
  redirect_uri_localhost: (text) => text.replace(/^(https?:\/\/)localhost/i, '$1127.0.0.1'),
  redirect_uri_relative: (text) => (/^[\w.-]+\.[a-z]{2,}(?:[/:?]|$)/i.test(text) ? `https://${text}` : undefined),
  // The URL parser writes a host of other letters as xn--…, and percent-encodes the rest.
  redirect_uri_character: (text) => (/^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text).href : undefined),
  redirect_uri_traversal: (text) => (/^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text).href : undefined),
}

function findAdvice({ scheme, loopback, custom }: RedirectUri): RegistrationProblem | undefined {
  if (scheme === 'http' && !loopback) {
    return problem('plain_http', 'Whoever sits on the network between can read what http carries. Use https.')
  }
  // > apps MUST use a URI scheme based on a domain name under their control, expressed in reverse order (RFC 8252 §7.1)
  if (custom && !scheme.includes('.')) {
    return problem('scheme_without_dot', `Another app can claim "${scheme}:" too. Use a domain name of yours in reverse: com.example.app.`)
  }
  return undefined
}

function problem(what: string, message: string, suggestion?: string): RegistrationProblem {
  return { field: 'redirectUris', code: `redirect_uri_${what}`, message, ...(suggestion !== undefined && { suggestion }) }
}
