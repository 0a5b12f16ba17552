import type { Facts } from './facts.ts'

/** One thing that may be behind a failure. */
export interface Cause {
  /** What happened. */
  readonly cause: string
  /** What to look at, or to do. */
  readonly check: string
}

/** A cause, and when there can be no such thing. Words may name what is known. */
export interface PossibleCause {
  readonly cause: string | ((facts: Facts) => string)
  readonly check: string | ((facts: Facts) => string)
  /** Default: always possible. With nothing known, everything is. */
  readonly when?: (facts: Facts) => boolean
}

/** Says a cause with the names that are known; `undefined` when it is ruled out. */
export function sayCause({ cause, check, when }: PossibleCause, facts: Facts): Cause | undefined {
  if (when?.(facts) === false) return undefined
  const say = (words: string | ((known: Facts) => string)): string => (typeof words === 'string' ? words : words(facts))
  return { cause: say(cause), check: say(check) }
}
