import type { ClientProfile } from '../../client-platform.ts'

/** Where a profile of SoundCloud says what. Written by `tools/write-client-platforms.ts` from `soundcloud.ts`: change that one. */
export const profile: ClientProfile = {
  members: [
    {
      path: 'urn',
      claim: 'number',
      prefix: 'soundcloud:users:',
    },
    {
      path: 'username',
      claim: 'name',
    },
    {
      path: 'full_name',
      claim: 'name',
    },
    {
      path: 'permalink',
      claim: 'username',
    },
    {
      path: 'permalink_url',
      claim: 'username',
      prefix: 'https://soundcloud.com/',
    },
    {
      path: 'uri',
      claim: 'number',
      prefix: 'https://api.soundcloud.com/users/soundcloud:users:',
    },
    {
      path: 'avatar_url',
      claim: 'picture480',
    },
    {
      path: 'primary_email_confirmed',
      claim: 'emailVerified',
    },
  ],
}
