import type { User } from './ports/records.ts'
import type { ServerContext } from './server-context.ts'

/** Longer ones only cost the hasher time. */
const longestPassword = 1024
export const longestUsername = 256

/**
 * Finds the account and checks its password.
 *
 * Unknown, disabled and without a password are all refused after the same work as a wrong one, so that nobody learns which accounts exist.
 *
 * @throws PasswordHasherBusyError when too many wait already.
 */
export async function authenticateUser(
  { store, passwordHasher }: ServerContext,
  username: string,
  password: string,
): Promise<User | undefined> {
  const isPlausible = username.length <= longestUsername && !/\p{Cc}/u.test(username) && password.length <= longestPassword
  const user = isPlausible ? await store.users.findByUsername(username) : undefined
  const isRight = await passwordHasher.verify(password.slice(0, longestPassword), user?.passwordDigest ?? null)
  return isPlausible && isRight && user?.disabledAt === null && user.passwordDigest !== null ? user : undefined
}
