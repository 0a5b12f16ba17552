import { createAudiotoolApi } from './audiotool.ts'
import { createAudiusApi } from './audius.ts'
import { createAudiusLegacyApi } from './audius-legacy.ts'
import { createAuphonicApi } from './auphonic.ts'
import type { SampleApi } from './sample-api.ts'
import { createSoundcloudApi } from './soundcloud.ts'

/** The platforms that have an API of their own beside sign-in, by id. */
const apis: ReadonlyMap<string, () => SampleApi> = new Map([
  ['audiotool', createAudiotoolApi],
  ['audius', createAudiusApi],
  ['audius-legacy', createAudiusLegacyApi],
  ['auphonic', createAuphonicApi],
  ['soundcloud', createSoundcloudApi],
])

/** Creates the sample API of a platform; one without routes where it has none. */
export function createSampleApi(platformId: string): SampleApi {
  return apis.get(platformId)?.() ?? (() => [])
}
