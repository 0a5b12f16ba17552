import type { ScopeDescription } from '@stagedoor/platforms'

/** Adds to a scope what its tokens include, as the platform describes it; one level, as descriptions spell every inclusion out. */
export function expandScope(scopes: readonly ScopeDescription[], tokens: readonly string[]): ReadonlySet<string> {
  const expanded = new Set(tokens)
  for (const { token, includes } of scopes) {
    if (includes.length > 0 && tokens.includes(token)) for (const included of includes) expanded.add(included)
  }
  return expanded
}

/** Tells whether what was granted covers what is wanted, inclusions counted. */
export function coversScope(scopes: readonly ScopeDescription[], granted: readonly string[], wanted: readonly string[]): boolean {
  if (wanted.every((token) => granted.includes(token))) return true
  const expanded = expandScope(scopes, granted)
  return wanted.every((token) => expanded.has(token))
}

/** Drops the tokens that another one of the same scope includes; the order stays. */
export function withoutIncluded(scopes: readonly ScopeDescription[], tokens: readonly string[]): readonly string[] {
  if (tokens.length < 2) return tokens
  const included = new Set(scopes.filter(({ token }) => tokens.includes(token)).flatMap(({ includes }) => includes))
  return included.size === 0 ? tokens : tokens.filter((token) => !included.has(token))
}
