import type { Client, User } from '../ports/records.ts'
import { sha256 } from '../secrets/sha256.ts'
import type { ServerContext } from '../server-context.ts'

/**
 * Finds the account for which an app holds tokens of its own, and makes it the first time.
 *
 * Its id is the client's: > In case of access tokens obtained through grants where no resource owner is involved … the value of "sub" SHOULD
 * correspond to an identifier the authorization server uses to indicate the client application (RFC 9068 §2.2). It has no password.
 */
export async function findServiceAccount({ store, now }: ServerContext, client: Client): Promise<User> {
  const known = await store.users.find(client.id)
  if (known !== undefined) return known
  // Names are unique without regard to letter case, ids are not, and a person may have taken the first of them.
  for (const username of [`app:${client.id}`, `app:${client.id}:${sha256(client.id).toString('hex').slice(0, 16)}`]) {
    const added = await store.users.add({
      id: client.id,
      username,
      passwordDigest: null,
      name: client.name,
      email: null,
      emailVerified: false,
      verified: false,
      pictureTemplate: null,
      createdAt: now(),
      disabledAt: null,
    })
    const account = added.outcome === 'added' ? added.user : await store.users.find(client.id)
    if (account !== undefined) return account
  }
  throw new Error('No name is left for the account of a client.')
}
