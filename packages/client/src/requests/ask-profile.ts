import type { ClientContext } from '../client-context.ts'
import { loadLater } from '../load-later.ts'
import type { Profile } from '../profile.ts'
import { StagedoorError, type StagedoorErrorCode } from '../stagedoor-error.ts'
import { askPlatform } from './ask-platform.ts'

/** Another address that tells who somebody is, and what it is called when the platform refuses to answer there. */
export interface ProfileAddress {
  readonly url: string
  readonly refused: StagedoorErrorCode
}

/**
 * Asks who is signed in.
 *
 * @param fetch - Attaches the access token, where there is one.
 * @param address - Where to ask; default: the userinfo endpoint.
 */
export async function askProfile(
  context: ClientContext,
  fetch: (url: string, init: RequestInit) => Promise<Response>,
  address?: ProfileAddress,
): Promise<Profile> {
  const { requestProfile } = await loadLater(import('./platform-api.ts'))
  return requestProfile(context, { fetch, address, ask: askPlatform, load: loadLater, refuse: (...error) => new StagedoorError(...error) })
}
