import type { User, Wallet } from '../ports/records.ts'
import type { ServerContext } from '../server-context.ts'

/** Gets the wallet of a person; makes it when they sign for the first time. Of several at once, one stays. */
export async function getWallet(context: ServerContext, { id }: User): Promise<Wallet> {
  const { store, random, now } = context
  const known = await store.wallets.findByUser(id)
  if (known !== undefined) return known
  const { addressOf, isPrivateKey } = await import('./personal-message.ts')
  let privateKey = random(32)
  while (!isPrivateKey(privateKey)) privateKey = random(32)
  return store.wallets.addFirst({ userId: id, address: addressOf(privateKey), privateKey, createdAt: now() })
}
