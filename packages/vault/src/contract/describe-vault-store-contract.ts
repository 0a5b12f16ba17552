import { enduringPromises } from './enduring-promises.ts'
import { listPromises } from './list-promises.ts'
import type { OpenVaultStore, StorePromise, TestRunner } from './opened-vault-store.ts'
import { writePromises } from './write-promises.ts'

const PROMISES: readonly StorePromise[] = [...writePromises, ...listPromises, ...enduringPromises]

/**
 * Describes, as a suite of any test runner, what the vault relies on in a store. An engine that passes may be used.
 *
 * @param open - Opens a store over an empty database; called once per test.
 */
export function describeVaultStoreContract(name: string, open: OpenVaultStore, { describe, it }: TestRunner): void {
  describe(`${name} keeps the contract of a vault's store`, () => {
    for (const { title, check } of PROMISES) it(title, () => checkPromise(open, check))
  })
}

/** Leaves nothing open, also when the promise is broken. */
async function checkPromise(open: OpenVaultStore, check: StorePromise['check']): Promise<void> {
  const opened = await open()
  const stores = new Set([opened.store])
  const openAgain = async () => {
    const store = await opened.openAgain()
    stores.add(store)
    return store
  }
  try {
    await check({ store: opened.store, openAgain })
  } finally {
    for (const store of stores) await store.close()
    await opened.dispose?.()
  }
}
