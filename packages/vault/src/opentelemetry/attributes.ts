import type { Attributes } from '@opentelemetry/api'

/**
 * Names of the attributes. None of them has a value that a person or a platform chose: ids of platforms are the app's own, codes are ours.
 * `error.type` and `user.id` are those of the OpenTelemetry semantic conventions.
 */
export const PLATFORM = 'stagedoor.platform'
export const OUTCOME = 'stagedoor.outcome'
export const EARLY = 'stagedoor.early'
export const USER = 'user.id'
const ERROR = 'error.type'

/** Says what went wrong by its code: a message may quote what it is about. */
export function errorAttributes(error: unknown): Attributes {
  if (!(error instanceof Error)) return { [ERROR]: '_OTHER' }
  return { [ERROR]: 'code' in error && typeof error.code === 'string' ? error.code : error.name }
}

/** The same of what has a code already. */
export function codeAttributes(code: string): Attributes {
  return { [ERROR]: code }
}
