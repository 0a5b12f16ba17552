import type { JsonValue, PlatformDescription } from '@stagedoor/platforms'

// An import of node:http would load an HTTP client that nothing here uses.
const { STATUS_CODES } = process.getBuiltinModule('node:http')

/** What an API says to a request it does not answer. */
export interface Refusal {
  readonly status: number
  /** RFC 6750 §3.1, or a code of the token endpoint. */
  readonly error: string
  /** One sentence. */
  readonly message: string
}

/** Writes the body of a refusal as JSON. */
export type RefusalBodyWriter = (refusal: Refusal) => string

/** Creates the writer of a platform's refusals: its `refusalBody` with the texts replaced, or the members of RFC 6749 §5.2 where it has none. */
export function createRefusalBodyWriter({ resources }: PlatformDescription): RefusalBodyWriter {
  const template = resources.refusalBody ?? { error: '$error', error_description: '$message' }
  return (refusal) => {
    const texts = new Map<JsonValue, string | number>([
      ['$status', refusal.status],
      ['$status_line', `${refusal.status} - ${STATUS_CODES[refusal.status] ?? ''}`],
      ['$error', refusal.error],
      ['$connect_code', CONNECT_CODES.get(refusal.status) ?? 'internal'],
      ['$message', refusal.message],
    ])
    return JSON.stringify(template, (_, value: JsonValue) => texts.get(value) ?? value)
  }
}

/**
 * Error codes of the Connect protocol by HTTP status (Connect protocol, Error Codes). Never `unknown`: clients take it for something that passes
 * and try again for ever.
 */
const CONNECT_CODES: ReadonlyMap<number, string> = new Map([
  [400, 'invalid_argument'],
  [401, 'unauthenticated'],
  [403, 'permission_denied'],
  [404, 'not_found'],
  [405, 'unimplemented'],
  [409, 'already_exists'],
  [413, 'resource_exhausted'],
  [429, 'resource_exhausted'],
  [503, 'unavailable'],
])
