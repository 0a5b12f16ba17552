import type { Store, User } from '@stagedoor/server/ports'

/** Stands in a stored picture address for the origin, which is another at every start with another port. */
const unplacedOrigin = 'http://emulator.invalid'

/** Path of the profile pictures, below each origin of the emulator. */
export const picturesPath = '/_pictures/'

/** The picture address of an account, as it is stored. */
export function pictureTemplate(platformId: string, username: string): string {
  return `${unplacedOrigin}${picturesPath}${platformId}/${encodeURIComponent(username)}/{size}.svg`
}

/** The store, as seen by a server at `origin`: pictures have addresses below that origin, so its pages may show them. */
export function placePictures(store: Store, origin: string): Store {
  // A store that remembers a record hands out the same object again: it is placed once.
  const placed = new WeakMap<User, User>()
  const place = (user: User): User => {
    if (user.pictureTemplate?.startsWith(unplacedOrigin) !== true) return user
    const known = placed.get(user)
    if (known !== undefined) return known
    const copy = { ...user, pictureTemplate: origin + user.pictureTemplate.slice(unplacedOrigin.length) }
    placed.set(user, copy)
    return copy
  }
  const placeIn = <T extends { readonly user: User }>(found: T | undefined): T | undefined => found && { ...found, user: place(found.user) }
  const { users, browserSessions, accessTokens } = store
  return {
    ...store,
    users: {
      ...users,
      find: async (id) => {
        const user = await users.find(id)
        return user && place(user)
      },
      findByUsername: async (username) => {
        const user = await users.findByUsername(username)
        return user && place(user)
      },
    },
    browserSessions: { ...browserSessions, find: async (key, now) => placeIn(await browserSessions.find(key, now)) },
    accessTokens: { ...accessTokens, findActiveWithUser: async (key, now) => placeIn(await accessTokens.findActiveWithUser(key, now)) },
  }
}
