import type { Parameters } from './parameter-limits.ts'
import { type ParseResult, parsed, problem } from './parse-result.ts'
import type { ParameterEntries } from './token-request.ts'

/** A token somebody speaks about, and perhaps what kind it is. The hint may be wrong or unknown: it only says where to look first. */
export interface TokenReference {
  readonly token: string
  readonly tokenTypeHint?: string
}

/**
 * Reads a revocation request (RFC 7009 §2.1). Problem: `token_missing`.
 *
 * @param tokenParameter - Some platforms have another name for it: `access_token`.
 */
export function parseRevocationRequest(parameters: Parameters, tokenParameter = 'token'): ParseResult<TokenReference> {
  const token = parameters.get(tokenParameter)
  const tokenTypeHint = parameters.get('token_type_hint')
  if (token === undefined) {
    return problem({ code: 'token_missing', message: `The parameter ${tokenParameter} is required.`, parameter: tokenParameter })
  }
  return parsed({ token, ...(tokenTypeHint !== undefined && { tokenTypeHint }) })
}

/** Names the parameters of a revocation request (RFC 7009 §2.1); `formatTokenRequest` writes them. */
export function revocationRequest(request: TokenReference & { readonly clientId?: string | undefined }): ParameterEntries {
  return [
    ['token', request.token],
    ['token_type_hint', request.tokenTypeHint],
    ['client_id', request.clientId],
  ]
}
