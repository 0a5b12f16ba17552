import { type ParseResult, parsed, problem } from './parse-result.ts'

/** Tells whether a text is one scope token: visible ASCII without `"` and `\` (RFC 6749 §3.3). */
export function isScopeToken(text: string): boolean {
  return /^[!#-[\]-~]+$/.test(text)
}

/**
 * Reads a `scope` value: tokens between single spaces (RFC 6749 §3.3). Order is kept, repetitions are dropped, an empty text is no scope.
 *
 * Problems: `scope_token_character`, `scope_space`.
 */
export function parseScope(text: string): ParseResult<readonly string[]> {
  if (text === '') return parsed([])
  if (isScopeToken(text)) return parsed([text])
  const tokens = text.split(' ')
  for (const token of tokens) {
    if (token === '')
      return problem({
        code: 'scope_space',
        message: 'Put exactly one space between scope tokens, and none around them.',
        parameter: 'scope',
      })
    if (!isScopeToken(token))
      return problem({ code: 'scope_token_character', message: 'A scope token is visible ASCII without " and \\.', parameter: 'scope' })
  }
  return parsed([...new Set(tokens)])
}

/** Writes scope tokens as a `scope` value (RFC 6749 §3.3). */
export function formatScope(tokens: readonly string[]): string {
  return tokens.join(' ')
}

/** Tells whether everything wanted has been granted. Scope tokens are compared exactly: they are case sensitive (RFC 6749 §3.3). */
export function includesScope(granted: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((token) => granted.includes(token))
}
