import { assembleClient } from './assemble-client.ts'
import type { ClientOptions, CredentialsClientOptions, UnregisteredClientOptions } from './client-options.ts'
import type { StagedoorClient } from './stagedoor-client.ts'

/**
 * Makes one app's sign-in with one platform. Touches neither storage nor network: call `restore()` for that.
 *
 * With `credentials` instead of a client id nobody signs in: the same session and the same `fetch()`, from the start.
 *
 * @throws {@link StagedoorError} `configuration`: no base URL for a platform that needs one, an empty client id, a relative redirect URI,
 * a client secret in a browser, credentials that the platform does not take.
 */
export function createClient(options: ClientOptions | UnregisteredClientOptions | CredentialsClientOptions): StagedoorClient {
  return assembleClient(options).client
}
