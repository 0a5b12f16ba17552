import type { Parameters } from './parameter-limits.ts'
import { decodeFormText, encodeFormText } from './parameters.ts'
import { type ParseResult, parsed, problem } from './parse-result.ts'

/** What a client says about who it is; nothing in it has been verified. */
export interface ClientCredentials {
  /** Named as in RFC 7591 `token_endpoint_auth_method`. */
  readonly method: 'none' | 'client_secret_basic' | 'client_secret_post'
  readonly clientId: string | undefined
  /** Present with every method but `none`. */
  readonly clientSecret: string | undefined
}

/**
 * Writes the `Authorization` header of `client_secret_basic`: id and secret are form-encoded first, so that a colon in either survives (RFC 6749 §2.3.1).
 *
 * @throws URIError for a text with a lone surrogate.
 */
export function formatBasicCredentials(clientId: string, clientSecret: string): string {
  return `Basic ${btoa(`${encodeFormText(clientId)}:${encodeFormText(clientSecret)}`)}`
}

/** Reads an `Authorization: Basic` header as {@link formatBasicCredentials} writes it (RFC 6749 §2.3.1, RFC 7617 §2); `undefined` for anything else. */
export function parseBasicCredentials(header: string): { readonly clientId: string; readonly clientSecret: string } | undefined {
  const encoded = /^basic +([\w+/-]+={0,2})$/i.exec(header)?.[1]
  const pair = encoded === undefined ? undefined : decodeBase64(encoded)
  const colon = pair === undefined ? -1 : pair.indexOf(':')
  if (pair === undefined || colon < 1) return undefined
  const clientId = decodeFormText(pair.slice(0, colon))
  const clientSecret = decodeFormText(pair.slice(colon + 1))
  if (clientId === undefined || clientSecret === undefined || clientId.includes('\0') || clientSecret.includes('\0')) return undefined
  return { clientId, clientSecret }
}

/** One character a byte, as `atob` gives it; bytes past ASCII are refused by the form decoding that follows. */
function decodeBase64(text: string): string | undefined {
  try {
    return atob(text)
  } catch {
    return undefined
  }
}

/**
 * Finds how a client introduces itself in a request (RFC 6749 §2.3). Nothing is verified here.
 *
 * Problems: `client_authentication_multiple` (header and body at once, RFC 6749 §2.3: "The client MUST NOT use more than one authentication
 * method in each request."), which is `invalid_request` on the wire (§5.2); and, all of them `invalid_client`, `client_authentication_scheme`
 * (a header other than Basic), `client_authentication_malformed`, `client_authentication_incomplete` (a secret, and nobody it belongs to), `client_authentication_mismatch`
 * (another `client_id` in the body than in the header).
 */
export function findClientCredentials(authorizationHeader: string | undefined, parameters: Parameters): ParseResult<ClientCredentials> {
  const clientId = parameters.get('client_id')
  const clientSecret = parameters.get('client_secret')
  if (authorizationHeader !== undefined) return findBasicCredentials(authorizationHeader, clientId, clientSecret)
  if (clientSecret === undefined) return parsed({ method: 'none', clientId, clientSecret: undefined })
  if (clientId === undefined) return refuse('incomplete', 'A client_secret comes with a client_id.')
  return parsed({ method: 'client_secret_post', clientId, clientSecret })
}

function findBasicCredentials(
  header: string,
  bodyClientId: string | undefined,
  bodySecret: string | undefined,
): ParseResult<ClientCredentials> {
  if (!/^basic(?: |$)/i.test(header)) return refuse('scheme', 'The Authorization header of a client has the scheme Basic.')
  if (bodySecret !== undefined)
    return refuse('multiple', 'Authenticate with the Authorization header or with client_secret in the body, not with both.')
  const credentials = parseBasicCredentials(header)
  if (credentials === undefined) {
    return refuse(
      'malformed',
      'The Authorization header is Basic and the base64 of client id and secret, each form-encoded, with a colon between.',
    )
  }
  if (bodyClientId !== undefined && bodyClientId !== credentials.clientId) {
    return refuse('mismatch', 'The client_id in the body is another than in the Authorization header.')
  }
  return parsed({ method: 'client_secret_basic', ...credentials })
}

function refuse(what: string, message: string): ParseResult<never> {
  return problem({ code: `client_authentication_${what}`, message })
}
