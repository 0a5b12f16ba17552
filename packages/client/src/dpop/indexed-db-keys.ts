import { committed, openDatabase, settled } from '../runtime/indexed-db.ts'
import type { KeyStorePort } from './key-store-port.ts'

const DATABASE = 'stagedoor-keys'
const STORE = 'keys'

/**
 * Keeps keys in IndexedDB, which takes them without anybody seeing them; where it is blocked, they are gone with the page, and so is what is
 * bound to them: the next page finds the session ended.
 */
export const indexedDbKeys: KeyStorePort = {
  async find(name, generate) {
    let fresh: CryptoKeyPair | undefined
    try {
      const database = await openDatabase(DATABASE, STORE)
      const known: unknown = await settled(database.transaction(STORE).objectStore(STORE).get(name))
      if (isKeyPair(known)) return known
      // Made before the transaction, which waits for nothing else; looked for again in it, as another tab may have been faster.
      fresh = await generate()
      const transaction = database.transaction(STORE, 'readwrite')
      const store = transaction.objectStore(STORE)
      const faster: unknown = await settled(store.get(name))
      if (isKeyPair(faster)) return faster
      store.put(fresh, name)
      await committed(transaction)
      return fresh
    } catch {
      return fresh ?? generate()
    }
  },
}

function isKeyPair(value: unknown): value is CryptoKeyPair {
  return typeof value === 'object' && value !== null && 'privateKey' in value && value.privateKey instanceof CryptoKey
}
