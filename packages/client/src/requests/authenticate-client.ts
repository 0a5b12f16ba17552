import type { GrantType } from '@stagedoor/platforms'
import type { ClientContext } from '../client-context.ts'
import type { WireParameters } from './format-query.ts'

/** How a client says who it is: parameters, or a header. */
export interface ClientAuthentication {
  readonly parameters?: WireParameters
  readonly headers?: { readonly authorization: string }
}

/** Says who the client is (RFC 6749 §2.3). In a browser that is its id and no more. */
export function authenticateClient(context: ClientContext, grantType?: GrantType): ClientAuthentication {
  return context.part.authenticate?.(context, grantType) ?? { parameters: { client_id: context.clientId } }
}
