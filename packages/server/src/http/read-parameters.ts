import { isUtf8 } from 'node:buffer'
import type { TokenRequestEncoding } from '@stagedoor/platforms'
import {
  OAuthError,
  type Parameters,
  type ParseProblem,
  type ParseResult,
  parseFormParameters,
  parseJsonParameters,
  parseMediaType,
  parseMultipartParameters,
  parseQueryParameters,
} from '@stagedoor/protocol'
import type { HttpRequest } from './http-message.ts'
import { RequestRefusal } from './request-refusal.ts'

/** Largest body that is read, in bytes; the largest honest one is a hundredth of it. */
export const BODY_LIMIT = 65_536

/** Reads the parameters of a request body. */
export type ParameterReader = (request: HttpRequest) => Promise<Parameters>

const MEDIA_TYPES: Readonly<Record<TokenRequestEncoding, string>> = {
  form: 'application/x-www-form-urlencoded',
  json: 'application/json',
  multipart: 'multipart/form-data',
}

/**
 * Creates a reader of request bodies in the encodings that a platform takes.
 *
 * The reader throws `invalid_request`: another content type (with what would be right), a body that is too large (status 413), malformed,
 * not UTF-8, or with a parameter sent twice; and a secret in the URL, where logs and histories keep it (RFC 6749 §2.3.1).
 */
export function createParameterReader(encodings: readonly TokenRequestEncoding[]): ParameterReader {
  const encodingOf = new Map(encodings.map((encoding) => [MEDIA_TYPES[encoding], encoding]))
  const wanted = [...encodingOf.keys()].join(' or ')

  return async (request) => {
    if (request.query !== '') checkQuery(request.query)
    const contentType = request.headers['content-type']
    const header = typeof contentType === 'string' ? contentType : undefined
    const encoding = encodingOf.get(header ?? '') ?? encodingOf.get(parseMediaType(header)?.essence ?? '')
    if (encoding === undefined || header === undefined) {
      throw new OAuthError('invalid_request', `Send the parameters in the body, with Content-Type ${wanted}.`, { reason: 'content_type' })
    }
    const body = await request.readBody(BODY_LIMIT)
    if (body === 'too_large') {
      throw new RequestRefusal(413, `The body is larger than ${BODY_LIMIT} bytes.`, { reason: 'body_too_large' })
    }
    const result = parseBody(body, encoding, header)
    if (!result.ok) throw malformed(result.problem)
    return result.value
  }
}

function parseBody(body: Uint8Array, encoding: TokenRequestEncoding, contentType: string): ParseResult<Parameters> {
  if (encoding === 'multipart') return parseMultipartParameters(body, contentType)
  if (!isUtf8(body)) throw new OAuthError('invalid_request', 'The body is not UTF-8.', { reason: 'parameter_encoding' })
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')
  return encoding === 'json' ? parseJsonParameters(text) : parseFormParameters(text)
}

const BODY_ONLY = [
  'client_secret',
  'client_assertion',
  'code',
  'code_verifier',
  'device_code',
  'refresh_token',
  'token',
  'access_token',
  'password',
]

function checkQuery(query: string): void {
  const result = parseQueryParameters(query)
  if (!result.ok) throw malformed(result.problem)
  const found = BODY_ONLY.find((name) => result.value.has(name))
  if (found === undefined) return
  throw new OAuthError('invalid_request', `Send ${found} in the body; a URL ends up in logs.`, { reason: 'secret_in_query' })
}

/** Turns a parser's finding into a refusal. The name of a parameter is repeated when it is a plain word. */
export function malformed({ code, message, parameter }: ParseProblem): OAuthError {
  const named = parameter !== undefined && /^\w{1,40}$/.test(parameter) ? `${message} (${parameter})` : message
  return new OAuthError('invalid_request', named, { reason: code })
}

/** Takes a parameter that must be there. @throws OAuthError `invalid_request` when it is not. */
export function getParameter(parameters: Parameters, name: string): string {
  const value = parameters.get(name)
  if (value === undefined) {
    throw new OAuthError('invalid_request', `The parameter ${name} is missing.`, { reason: 'parameter_missing' })
  }
  return value
}
