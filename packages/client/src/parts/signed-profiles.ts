import type { ClientContext } from '../client-context.ts'
import type { Profile } from '../profile.ts'
import { askProfile } from '../requests/ask-profile.ts'
import { withQuery } from '../requests/format-query.ts'
import type { ClientPart } from './client-part.ts'

/** Lets a client sign in at a platform that answers with a signed profile in place of a code. `audiusLegacy` brings it. */
export const signedProfiles: ClientPart = {
  /** There is no token to attach. */
  adapt: ({ platform: { signedProfile } }) => (signedProfile ? { scheme: undefined, responseParameter: signedProfile.parameter } : {}),
  authorizationParameters: () => ({ response_type: undefined }),
  /** A signed profile counts when the platform confirms it, and not before: the page it came through proves nothing. */
  async redeemProof(context, proof, begin) {
    await requestProof(context, proof)
    return { ...begin, kind: 'live', accessToken: proof }
  },
  requestProfile: requestProof,
}

/** Asks the platform about a profile that it has signed. */
export async function requestProof(context: ClientContext, proof: string): Promise<Profile> {
  const url = withQuery(context.platform.endpoints.userinfo, { [context.responseParameter]: proof })
  return { ...(await askProfile(context, context.fetch, { url, refused: 'proof_rejected' })), proof }
}
