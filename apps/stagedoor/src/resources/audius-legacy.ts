import { audiusSdkRoutes } from './audius.ts'
import type { SampleApi } from './sample-api.ts'

/** What the older releases of `@audius/sdk` ask for beside sign-in; on a host that both share it is answered by Audius as it is now. */
export function createAudiusLegacyApi(): SampleApi {
  return audiusSdkRoutes
}
