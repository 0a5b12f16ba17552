import type { ClientProfile } from '../../client-platform.ts'

/** Where a profile of Audius (legacy) says what. Written by `tools/write-client-platforms.ts` from `audius-legacy.ts`: change that one. */
export const profile: ClientProfile = {
  members: [
    {
      path: 'data.userId',
      claim: 'number',
    },
    {
      path: 'data.email',
      claim: 'email',
    },
    {
      path: 'data.name',
      claim: 'name',
    },
    {
      path: 'data.handle',
      claim: 'username',
    },
    {
      path: 'data.verified',
      claim: 'verified',
    },
    {
      path: 'data.profilePicture.150x150',
      claim: 'picture150',
    },
    {
      path: 'data.profilePicture.480x480',
      claim: 'picture480',
    },
    {
      path: 'data.profilePicture.1000x1000',
      claim: 'picture1000',
    },
  ],
}
