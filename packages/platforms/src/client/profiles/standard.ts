import type { ClientProfile } from '../../client-platform.ts'

/** Where a profile of Stagedoor says what. Written by `tools/write-client-platforms.ts` from `standard.ts`: change that one. */
export const profile: ClientProfile = {
  members: [
    {
      path: 'sub',
      claim: 'subject',
    },
    {
      path: 'name',
      claim: 'name',
      scope: 'profile',
    },
    {
      path: 'preferred_username',
      claim: 'username',
      scope: 'profile',
    },
    {
      path: 'picture',
      claim: 'picture480',
      scope: 'profile',
    },
    {
      path: 'email',
      claim: 'email',
      scope: 'email',
    },
    {
      path: 'email_verified',
      claim: 'emailVerified',
      scope: 'email',
    },
  ],
}
