import type { User } from './ports/records.ts'
import type { Store } from './ports/store.ts'
import type { ServerContext } from './server-context.ts'

/** Longer ones only cost the hasher time. */
const longestPassword = 1024
export const longestUsername = 256

/**
 * Finds the account and checks its password. Counts nothing: what a person types goes through `provePassword`.
 *
 * @param username - Or a proven e-mail address.
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
  const user = isPlausible ? await findByIdentifier(store, username) : undefined
  const isRight = await passwordHasher.verify(password.slice(0, longestPassword), user?.passwordDigest ?? null)
  return isPlausible && isRight && user?.disabledAt === null && user.passwordDigest !== null ? user : undefined
}

/** Both are looked up whatever was typed: which of them it was must not show. A username that reads like an address goes first. */
export async function findByIdentifier({ users }: Pick<Store, 'users'>, identifier: string): Promise<User | undefined> {
  const [named, addressed] = await Promise.all([users.findByUsername(identifier), users.findByEmail(identifier)])
  return named ?? addressed
}
