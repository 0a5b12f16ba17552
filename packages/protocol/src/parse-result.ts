/** What a parser found: the value, or what was wrong with the input. Parsers never throw on input. */
export type ParseResult<T, P extends ParseProblem = ParseProblem> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: P }

/** What was wrong, where, and what would be right. Never contains the offending value when it may be a secret. */
export interface ParseProblem {
  /** Stable, machine-readable: `scope_token_character`, `redirect_uri_fragment`, … */
  readonly code: string
  /** One sentence for the developer who sent it: what was wrong and what would be right. */
  readonly message: string
  /** The wire parameter concerned, when there is one. */
  readonly parameter?: string
}

/** Wraps a parsed value. */
export function parsed<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

/** Wraps a problem. */
export function problem<P extends ParseProblem>(found: P): { readonly ok: false; readonly problem: P } {
  return { ok: false, problem: found }
}
