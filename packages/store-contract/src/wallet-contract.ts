import type { Wallet } from '@stagedoor/server/ports'
import { describe, expect, it } from 'vitest'
import { digestOf, START, withWorld } from './contract-world.ts'
import type { OpenStore } from './opened-store.ts'
import { RACERS } from './race-outcomes.ts'

/** What every engine promises about the keys with which people sign their profiles. */
export function describeWallets(openStore: OpenStore): void {
  describe('wallets', () => {
    it('finds a wallet by its user and by its address, with the user', () =>
      withWorld(openStore, async ({ store, user, addUser }) => {
        const other = await addUser()
        const wallet = await store.wallets.addFirst(walletOf(user.id, 1))

        expect(wallet).toEqual(walletOf(user.id, 1))
        expect(await store.wallets.findByUser(user.id)).toEqual(wallet)
        expect(await store.wallets.findByUser(other.id)).toBeUndefined()
        expect(await store.wallets.findByAddress(wallet.address)).toEqual({ wallet, user })
        expect(await store.wallets.findByAddress(walletOf(user.id, 2).address)).toBeUndefined()
      }))

    it('keeps the first of fifty concurrent wallets of one user, and gives it to all', () =>
      withWorld(openStore, async ({ store, user }) => {
        const offers = Array.from({ length: RACERS }, (_, index) => walletOf(user.id, index))

        const kept = await Promise.all(offers.map((offer) => store.wallets.addFirst(offer)))

        expect(new Set(kept.map(({ address }) => address)).size).toBe(1)
        expect(kept[0]).toEqual(await store.wallets.findByUser(user.id))
      }))

    it('does not find the wallet of a disabled user by its address', () =>
      withWorld(openStore, async ({ opened, store, user }) => {
        const { address } = await store.wallets.addFirst(walletOf(user.id, 1))
        const before = await store.wallets.findByAddress(address)
        await opened.disable('user', user.id, START)

        expect(before).toBeDefined()
        expect(await store.wallets.findByAddress(address)).toBeUndefined()
      }))
  })
}

function walletOf(userId: string, number: number): Wallet {
  const bytes = digestOf(`wallet ${number}`)
  return { userId, address: `0x${bytes.toString('hex', 0, 20)}`, privateKey: new Uint8Array(bytes), createdAt: START }
}
