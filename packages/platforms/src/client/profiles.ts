import type { ClientProfile } from '../client-platform.ts'

/** Where a profile of Audiotool says what. Written by `tools/write-client-platforms.ts` from `audiotool.ts`: change that one. */
export const audiotool: ClientProfile = {
  method: 'POST',
  members: [
    {
      path: 'whoami.userName',
      claim: 'username',
      prefix: 'users/',
    },
  ],
}

/** Where a profile of Audius says what. Written by `tools/write-client-platforms.ts` from `audius.ts`: change that one. */
export const audius: ClientProfile = {
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

/** Where a profile of Audius (legacy) says what. Written by `tools/write-client-platforms.ts` from `audius-legacy.ts`: change that one. */
export const audiusLegacy: ClientProfile = {
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

/** Where a profile of Auphonic says what. Written by `tools/write-client-platforms.ts` from `auphonic.ts`: change that one. */
export const auphonic: ClientProfile = {
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

/** Where a profile of SoundCloud says what. Written by `tools/write-client-platforms.ts` from `soundcloud.ts`: change that one. */
export const soundcloud: ClientProfile = {
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

/** Where a profile of Stagedoor says what. Written by `tools/write-client-platforms.ts` from `standard.ts`: change that one. */
export const standard: ClientProfile = {
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
