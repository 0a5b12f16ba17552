import { formatBasicCredentials } from '@stagedoor/protocol'
import type { ClientPart } from './client-part.ts'

/**
 * Lets a client prove who it is with a secret, in the way the platform asks for, which may differ by grant type (RFC 6749 §2.3.1).
 *
 * > The client MUST NOT use more than one authentication method in each request. (RFC 6749 §2.3)
 */
export const clientSecrets: ClientPart = {
  authenticate({ platform, clientId = '', clientSecret }, grantType) {
    const methods = (grantType && platform.tokenRequest.grantAuthentication?.[grantType]) ?? platform.client.authenticationMethods
    const method = methods?.find((candidate) => candidate !== 'none')
    return method === 'client_secret_basic' && clientSecret !== undefined
      ? { headers: { authorization: formatBasicCredentials(clientId, clientSecret) } }
      : { parameters: { client_id: clientId, client_secret: method && clientSecret } }
  },
}
