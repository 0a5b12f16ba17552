import type { ClientProfile } from '../../client-platform.ts'

/** Where a profile of Audiotool says what. Written by `tools/write-client-platforms.ts` from `audiotool.ts`: change that one. */
export const profile: ClientProfile = {
  method: 'POST',
  members: [
    {
      path: 'whoami.userName',
      claim: 'username',
      prefix: 'users/',
    },
  ],
}
