import type { User, Wallet } from './records.ts'

export interface WalletStore {
  findByUser(userId: string): Promise<Wallet | undefined>
  /** Finds the wallet with its user, unless the account is disabled. */
  findByAddress(address: string): Promise<{ wallet: Wallet; user: User } | undefined>
  /** Adds `wallet` when its user has none yet; resolves to the one the user has, whoever added it. */
  addFirst(wallet: Wallet): Promise<Wallet>
}
