import type { GrantType } from '@stagedoor/platforms'
import { formatBasicCredentials } from '@stagedoor/protocol'
import type { ClientContext } from '../client-context.ts'
import type { WireParameters } from './post-parameters.ts'

/** How a client says who it is: parameters, or a header. */
export interface ClientAuthentication {
  readonly parameters: WireParameters
  readonly authorization: string | undefined
}

/**
 * Says who the client is in the way the platform asks for (RFC 6749 §2.3.1), which may differ by grant type.
 *
 * > The client MUST NOT use more than one authentication method in each request. (RFC 6749 §2.3)
 */
export function authenticateClient({ platform, clientId, clientSecret }: ClientContext, grantType?: GrantType): ClientAuthentication {
  const methods = (grantType && platform.tokenRequest.grantAuthentication[grantType]) ?? platform.client.authenticationMethods
  const method = methods.find((candidate) => candidate !== 'none')
  if (clientId === undefined || clientSecret === undefined || method !== 'client_secret_basic') {
    const client_secret = method === undefined ? undefined : clientSecret
    return { parameters: { client_id: clientId, client_secret }, authorization: undefined }
  }
  return { parameters: {}, authorization: formatBasicCredentials(clientId, clientSecret) }
}
