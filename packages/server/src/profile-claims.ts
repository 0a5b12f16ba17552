import type { ProfileClaim } from '@stagedoor/platforms'
import type { User } from './ports/records.ts'

/** What is known of a person, claim by claim; `undefined` for what is not. */
export const readProfileClaim: Readonly<Record<ProfileClaim, (user: User) => string | number | boolean | readonly string[] | undefined>> = {
  subject: ({ id }) => id,
  number: ({ number }) => number,
  username: ({ username }) => username,
  name: ({ name }) => name,
  email: ({ email }) => email ?? undefined,
  emailVerified: ({ email, emailVerified }) => (email === null ? undefined : emailVerified),
  verified: ({ verified }) => verified,
  picture150: (user) => pictureOf(user, '150x150'),
  picture480: (user) => pictureOf(user, '480x480'),
  picture1000: (user) => pictureOf(user, '1000x1000'),
  createdAt: ({ createdAt }) => new Date(createdAt * 1000).toISOString(),
  pictureMirrors: ({ pictureTemplate }) => (pictureTemplate === null ? undefined : []), // we know of no further hosts
}

function pictureOf({ pictureTemplate }: User, size: string): string | undefined {
  return pictureTemplate?.replace('{size}', size)
}
