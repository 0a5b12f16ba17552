import type { Parameters } from './parameter-limits.ts'
import { type ParseResult, parsed, problem } from './parse-result.ts'
import { parseRevocationRequest, type TokenReference } from './revocation.ts'

/** An introspection response on the wire (RFC 7662 §2.2). An inactive token has `active` and nothing else. */
export interface IntrospectionResponse {
  readonly active: boolean
  readonly scope?: string
  readonly client_id?: string
  readonly username?: string
  readonly token_type?: string
  /** Epoch seconds, as are `iat` and `nbf`. */
  readonly exp?: number
  readonly iat?: number
  readonly nbf?: number
  readonly sub?: string
  readonly aud?: string | readonly string[]
  readonly iss?: string
  readonly jti?: string
  /** The key that must be proven with the token: its RFC 7638 thumbprint (RFC 9449 §6.2). */
  readonly cnf?: { readonly jkt: string }
}

/** Reads an introspection request (RFC 7662 §2.1). Problem: `token_missing`. */
export function parseIntrospectionRequest(parameters: Parameters): ParseResult<TokenReference> {
  return parseRevocationRequest(parameters)
}

/**
 * Reads an introspection response (RFC 7662 §2.2). A standard member of the wrong type is a problem: a caller is about to decide by it.
 *
 * Problem: `introspection_response_malformed`.
 */
export function parseIntrospectionResponse(json: unknown): ParseResult<IntrospectionResponse> {
  return isIntrospectionResponse(json)
    ? parsed(json)
    : problem({
        code: 'introspection_response_malformed',
        message: 'An introspection response is a JSON object with a boolean active (RFC 7662 §2.2).',
      })
}

function isIntrospectionResponse(json: unknown): json is IntrospectionResponse {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return false
  const members = new Map<string, unknown>(Object.entries(json))
  const isAbsentOr = (type: string, names: readonly string[]): boolean =>
    names.every((name) => !members.has(name) || typeof members.get(name) === type)
  const aud = members.get('aud')
  return (
    typeof members.get('active') === 'boolean' &&
    isAbsentOr('string', ['scope', 'client_id', 'username', 'token_type', 'sub', 'iss', 'jti']) &&
    isAbsentOr('number', ['exp', 'iat', 'nbf']) &&
    (aud === undefined || typeof aud === 'string' || (Array.isArray(aud) && aud.every((one) => typeof one === 'string')))
  )
}
