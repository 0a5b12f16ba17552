import type { AuthorizationTransaction } from './ports/records.ts'

/** Where the answer to a sign-in is sent; proven to belong to its client. */
export type ResponseDestination = Pick<AuthorizationTransaction, 'redirectUri' | 'targetOrigin'>

/** Says where the answer arrives: at the window that gets a message, else at the redirect URI. A URI or an origin. */
export function whereTo({ redirectUri, targetOrigin }: ResponseDestination): string {
  return targetOrigin ?? redirectUri
}
