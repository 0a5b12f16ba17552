import { withQuery } from '../requests/format-query.ts'
import type { DiscoveredPlatform } from './platform-from-metadata.ts'

/**
 * Writes the URL that ends the person's session at the server itself (OpenID Connect RP-Initiated Logout §2); `undefined` where the server
 * has no such page.
 *
 * `client.logout()` takes the app's access away and leaves the person signed in at the server, so that the next sign-in asks for no
 * password. On a shared computer, go on to this page afterwards.
 *
 * @param options - `returnTo`: as registered with the server; it may ask the person first.
 */
export function endSessionUrl(
  { metadata }: DiscoveredPlatform,
  { clientId, returnTo, state }: { readonly clientId: string; readonly returnTo?: string; readonly state?: string },
): string | undefined {
  const { end_session_endpoint: endpoint } = metadata
  if (endpoint === undefined) return undefined
  return withQuery(endpoint, { client_id: clientId, post_logout_redirect_uri: returnTo, state })
}
