import type { DatabaseSync } from 'node:sqlite'
import type { Wallet, WalletStore } from '@stagedoor/server/ports'
import { type Row, readBytes, readInteger, readText } from './columns.ts'
import type { CommitGroup } from './commit-group.ts'
import { readUser, USER_COLUMNS } from './user-store.ts'

/** Keeps the keys with which people sign their profiles. */
export function createWalletStore(database: DatabaseSync, group: CommitGroup): WalletStore {
  const insert = database.prepare(`
    INSERT INTO wallets (user_number, address, private_key, created_at)
    VALUES ((SELECT number FROM users WHERE id = ?), ?, ?, ?)
    ON CONFLICT (user_number) DO NOTHING`)
  const columns = `${USER_COLUMNS}, wallets.address, wallets.private_key, wallets.created_at AS wallet_created_at
    FROM wallets JOIN users ON users.number = wallets.user_number`
  const selectByUser = database.prepare(`SELECT ${columns} WHERE users.id = ?`)
  const selectByAddress = database.prepare(`SELECT ${columns} WHERE wallets.address = ? AND users.disabled_at IS NULL`)

  return {
    findByUser(userId) {
      return group.read(() => {
        const row = selectByUser.get(userId)
        return row === undefined ? undefined : readWallet(row)
      })
    },

    findByAddress(address) {
      return group.read(() => {
        const row = selectByAddress.get(address)
        return row === undefined ? undefined : { wallet: readWallet(row), user: readUser(row) }
      })
    },

    addFirst(wallet) {
      return group.write(() => {
        insert.run(wallet.userId, wallet.address, wallet.privateKey, wallet.createdAt)
        return readWallet(selectByUser.get(wallet.userId) ?? {})
      })
    },
  }
}

function readWallet(row: Row): Wallet {
  return {
    userId: readText(row, 'user_id'),
    address: readText(row, 'address'),
    privateKey: new Uint8Array(readBytes(row, 'private_key')),
    createdAt: readInteger(row, 'wallet_created_at'),
  }
}
