import type { User } from '../ports/records.ts'
import type { AdminContext } from './admin-context.ts'
import { AdminError } from './admin-error.ts'

/** Gets an account by its id, its username in any letter case, or the e-mail address that it has proven. @throws AdminError `user_unknown`. */
export async function getUser({ store }: AdminContext, name: string): Promise<User> {
  const user =
    (await store.users.find(name)) ?? (await store.users.findByUsername(name.replace(/^@/, ''))) ?? (await store.users.findByEmail(name))
  if (user === undefined)
    throw new AdminError(
      'user_unknown',
      `There is no account with the id, username or proven e-mail address ${JSON.stringify(name.slice(0, 100))}.`,
    )
  return user
}
