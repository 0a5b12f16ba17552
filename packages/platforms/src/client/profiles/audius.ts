import type { ClientProfile } from '../../client-platform.ts'

/** Where a profile of Audius says what. Written by `tools/write-client-platforms.ts` from `audius.ts`: change that one. */
export const profile: ClientProfile = {
  members: [
    {
      path: 'data.id',
      claim: 'subject',
    },
    {
      path: 'data.handle',
      claim: 'username',
    },
    {
      path: 'data.name',
      claim: 'name',
    },
    {
      path: 'data.is_verified',
      claim: 'verified',
    },
    {
      path: 'data.profile_picture.150x150',
      claim: 'picture150',
    },
    {
      path: 'data.profile_picture.480x480',
      claim: 'picture480',
    },
    {
      path: 'data.profile_picture.1000x1000',
      claim: 'picture1000',
    },
    {
      path: 'userId',
      claim: 'number',
    },
    {
      path: 'handle',
      claim: 'username',
    },
    {
      path: 'name',
      claim: 'name',
    },
    {
      path: 'verified',
      claim: 'verified',
    },
    {
      path: 'profilePicture.150x150',
      claim: 'picture150',
    },
    {
      path: 'profilePicture.480x480',
      claim: 'picture480',
    },
    {
      path: 'profilePicture.1000x1000',
      claim: 'picture1000',
    },
  ],
}
