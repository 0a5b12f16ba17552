import type { ClientProfile } from '../../client-platform.ts'

/** Where a profile of Auphonic says what. Written by `tools/write-client-platforms.ts` from `auphonic.ts`: change that one. */
export const profile: ClientProfile = {
  members: [
    {
      path: 'data.username',
      claim: 'username',
    },
    {
      path: 'data.user_id',
      claim: 'subject',
    },
    {
      path: 'data.email',
      claim: 'email',
    },
  ],
}
