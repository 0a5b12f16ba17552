import type { GrantType } from '@stagedoor/platforms'
import { parseTokenResponse, type TokenSet } from '@stagedoor/protocol'
import type { ClientContext } from '../client-context.ts'
import { configurationError, refusalOf, StagedoorError, type StagedoorErrorCode } from '../stagedoor-error.ts'
import { askPlatform } from './ask-platform.ts'
import { authenticateClient } from './authenticate-client.ts'
import type { WireParameters } from './format-query.ts'
import { postParameters } from './post-parameters.ts'

/** Parameters of a token request. Who the client is comes besides. */
export type TokenRequest = WireParameters & { readonly grant_type: GrantType }

/** What two failures are called, which mean something else for a code than for a refresh token. */
export interface TokenFailureNames {
  /** The request may have arrived; its reply did not. */
  readonly interrupted: StagedoorErrorCode
  /** `invalid_grant` */
  readonly refused: StagedoorErrorCode
}

/**
 * Sends a token request, once (RFC 6749 §4.1.3 and §6).
 *
 * @NOTE It takes no AbortSignal and repeats nothing: the code or refresh token may be spent once the request has left.
 * @throws {@link StagedoorError} one of `names`, or `offline`, `rate_limited`, `provider_unavailable`, `configuration`, `invalid_response`.
 */
export async function requestTokens(context: ClientContext, request: TokenRequest, names: TokenFailureNames): Promise<TokenSet> {
  const { token } = context.platform.endpoints
  if (token === undefined) throw configurationError('No token endpoint.')
  // Plain http is an emulator on this machine, which needs no network.
  if (context.page?.isOnline() === false && token.startsWith('https:')) throw new StagedoorError('offline')
  const client = authenticateClient(context, request.grant_type)
  const post = { parameters: request, encoding: context.platform.tokenRequest.clientEncoding, client }
  const { response, json } = await askPlatform(context, () => postParameters(context, token, post), names.interrupted)
  if (json === undefined) throw new StagedoorError(nameUnreadable(response, names))
  const tokens = parseTokenResponse(json)
  if (tokens.error) throw refusalOf(tokens.error, tokens.error === 'invalid_grant' ? names.refused : undefined)
  if (tokens.accessToken && response.ok && isUnderstood(context, tokens)) return tokens
  throw new StagedoorError('invalid_response')
}

/** > The client MUST NOT use an access token if it does not understand the token type. (RFC 6749 §7.1) */
function isUnderstood(context: ClientContext, { tokenType }: TokenSet): boolean {
  return tokenType === undefined || ['bearer', context.platform.tokenResponse?.tokenType.toLowerCase()].includes(tokenType.toLowerCase())
}

/** A page of HTML comes from something in between, which has not answered for the platform; half a JSON text is a lost reply. */
function nameUnreadable(response: Response, names: TokenFailureNames): StagedoorErrorCode {
  if (!response.ok && response.status !== 403) return 'invalid_response'
  return /json/i.test(response.headers.get('content-type') ?? '') ? names.interrupted : 'provider_unavailable'
}
